#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verbatim::interchange {

// An RDF statement in a named graph, without blank nodes.
struct Quad {
  std::string graph;
  std::string subject;
  std::string predicate;
  // A URI, or the text of a literal.
  std::string object;
  // The datatype of a literal. Not empty for a literal, and always empty for a URI.
  std::string datatype;

  friend bool operator==(const Quad&, const Quad&) = default;
};

// Stands for the artifact code in URIs until the code is known.
inline constexpr char kArtifactPlaceholder = ' ';

// Returns the artifact code of RDF content: `RA` and 43 characters that depend only on the statements (trusty
// URIs, module RA; Kuhn and Dumontier, arXiv 1401.5775). The URIs in `quads` contain kArtifactPlaceholder in
// place of the code.
//
// The code is the SHA-256, in base64url, of the sorted statements. They are sorted bytewise by graph,
// subject, predicate and object; URIs come before literals, which are sorted by text and then datatype. Each
// of the four parts is hashed with a line feed after it. A URI is hashed as it is. A literal is hashed as
// `^`, datatype, space and text, with backslashes doubled and line feeds written as `\n`. Duplicates count
// once.
std::string ArtifactCode(std::vector<Quad> quads);

}  // namespace verbatim::interchange
