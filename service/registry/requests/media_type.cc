#include "registry/requests/media_type.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "status/absl_view.h"

namespace verbatim::registry {
namespace {

struct FileKind {
  std::string_view first_bytes;
  std::string_view inside;  // occurs in the first kZipHead bytes; empty for any
  std::string_view what;
};

// The first files of a ZIP archive show its kind. Their names lie within these first bytes.
constexpr size_t kZipHead = 4096;

constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

// The first matching row counts. Sources: ISO 32000 (PDF), ECMA-376 (Office Open XML), ISO/IEC 26300
// (OpenDocument), and the signatures in the formats' own specifications.
constexpr std::array<FileKind, 17> kFileKinds = {{
    {"%PDF-", "", "a PDF file"},
    {kZip, "word/", "a Word document (DOCX)"},
    {kZip, "xl/", "an Excel workbook (XLSX)"},
    {kZip, "ppt/", "a PowerPoint presentation (PPTX)"},
    {kZip, "opendocument.text", "an OpenDocument text (ODT)"},
    {kZip, "opendocument.", "an OpenDocument file"},
    {kZip, "epub+zip", "an e-book (EPUB)"},
    {kZip, "[Content_Types].xml", "an Office document (DOCX, XLSX or PPTX)"},
    {kZip, "", "a ZIP archive"},
    {kCompoundFile, "", "an Office document of before 2007 (DOC, XLS or PPT)"},
    {"{\\rtf", "", "a Rich Text document (RTF)"},
    {"\x1F\x8B", "", "a gzip archive"},
    {"\x89PNG\r\n", "", "an image (PNG)"},
    {"\xFF\xD8\xFF", "", "an image (JPEG)"},
    {"GIF8", "", "an image (GIF)"},
    {"SQLite format 3", "", "an SQLite database"},
    {"\x7F"
     "ELF",
     "", "a program (ELF)"},
}};

}  // namespace

MediaType ParseMediaType(std::string_view media_type) {
  MediaType parsed;
  std::string lower = absl::AsciiStrToLower(Absl(media_type));
  const size_t semicolon = lower.find(';');
  parsed.bare = std::string(absl::StripAsciiWhitespace(absl::string_view(lower).substr(0, semicolon)));
  if (semicolon == std::string::npos) return parsed;
  absl::string_view parameter = absl::StripAsciiWhitespace(absl::string_view(lower).substr(semicolon + 1));
  if (parameter.empty()) return parsed;
  constexpr absl::string_view kCharset = "charset=";
  if (!absl::StartsWith(parameter, kCharset) || absl::StrContains(parameter, ";")) {
    absl::StrAppend(&parsed.bare, ";", parameter);
    return parsed;
  }
  parameter.remove_prefix(kCharset.size());
  if (parameter.size() >= 2 && parameter.front() == '"' && parameter.back() == '"') {
    parameter = parameter.substr(1, parameter.size() - 2);
  }
  parsed.charset = std::string(parameter);
  return parsed;
}

std::string_view KindOfFile(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kZipHead);
  for (const FileKind& kind : kFileKinds) {
    if (head.starts_with(kind.first_bytes) && head.find(kind.inside) != std::string_view::npos)
      return kind.what;
  }
  return {};
}

}  // namespace verbatim::registry
