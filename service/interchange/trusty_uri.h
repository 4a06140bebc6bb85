#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verbatim::interchange {

// A statement of RDF in a named graph, without blank nodes.
struct Quad {
  std::string graph;
  std::string subject;
  std::string predicate;
  // A URI, or the text of a literal.
  std::string object;
  // Of a literal its datatype, always; empty for a URI.
  std::string datatype;

  friend bool operator==(const Quad&, const Quad&) = default;
};

// What stands in URIs for the artifact code while it is not known.
inline constexpr char kArtifactPlaceholder = ' ';

// The artifact code of RDF content: `RA` and 43 characters, which follow from nothing but the statements
// (trusty URIs, module RA; Kuhn and Dumontier, arXiv 1401.5775). The URIs have a space in its place.
//
// It is the SHA-256, in base64url, of the statements in order: by graph, subject, predicate and object, byte
// for byte, URIs before literals, those by text and then datatype. Of each, these four are hashed with a line
// feed after each: URIs as they are, literals as `^`, datatype, space and text, in which a backslash is
// doubled and a line feed is `\n`. Statements that are the same count once.
std::string ArtifactCode(std::vector<Quad> quads);

}  // namespace verbatim::interchange
