#pragma once

#include <string>
#include <string_view>

namespace verbatim::interchange {

// Returns a URI as an IRI (RFC 3987, section 2.2): percent-encodes what an IRI does not allow at its place.
// This is a percent sign that begins no escape, brackets that do not enclose an IPv6 address, a second number
// sign, a colon before a port that is not a number, and characters such as white space, quotation marks and
// private use characters. Publishers' URIs have all of these, and readers of RDF refuse the whole file
// because of one. An IRI is returned unchanged. `uri` must be UTF-8.
std::string EscapeIri(std::string_view uri);

// Returns a URI whose EscapeIri is `iri`, with as few percent-encoded characters as possible. It is `iri`
// itself if it has no escapes that EscapeIri makes.
std::string UnescapeIri(std::string_view iri);

}  // namespace verbatim::interchange
