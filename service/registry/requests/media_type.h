#pragma once

#include <string>
#include <string_view>

namespace verbatim::registry {

inline constexpr std::string_view kPlainText = "text/plain";
inline constexpr std::string_view kHtml = "text/html";

// A Content.media_type, in lower case.
struct MediaType {
  std::string bare;     // for example text/html
  std::string charset;  // from the parameter; empty if there is none
};

// Parses a media type (RFC 9110, 8.3.1). If the media type is malformed or has a parameter other than
// charset, `bare` equals no known type.
MediaType ParseMediaType(std::string_view media_type);

// Names the kind of a file that is neither text nor HTML, by its first bytes: "a PDF file", "a Word document
// (DOCX)". Empty for any other bytes.
std::string_view KindOfFile(std::string_view bytes);

}  // namespace verbatim::registry
