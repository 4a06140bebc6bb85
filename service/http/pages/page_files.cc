#include "http/pages/page_files.h"

#include <charconv>
#include <cstdlib>

// The output of client/web/pack.mjs, or an empty file.
asm(R"(
  .pushsection .rodata
  .global verbatim_page_start
  .global verbatim_page_end
  .hidden verbatim_page_start
  .hidden verbatim_page_end
verbatim_page_start:
  .incbin ")" VERBATIM_PAGE R"("
verbatim_page_end:
  .byte 0
  .popsection
)");
extern "C" const char verbatim_page_start[];  // NOLINT(readability-identifier-naming): a symbol of the above
extern "C" const char verbatim_page_end[];    // NOLINT(readability-identifier-naming)

namespace verbatim::http {
namespace {

// Takes the text up to `separator`.
std::string_view Take(std::string_view& text, char separator) {
  const size_t end = text.find(separator);
  if (end == std::string_view::npos) std::abort();  // the build wrote no such file
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end + 1);
  return taken;
}

// Takes a number.
size_t TakeSize(std::string_view& text, char separator) {
  const std::string_view digits = Take(text, separator);
  size_t size = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) std::abort();
  return size;
}

std::string_view TakeBytes(std::string_view& text, size_t size) {
  if (size > text.size()) std::abort();
  const std::string_view bytes = text.substr(0, size);
  text.remove_prefix(size);
  return bytes;
}

// Each file has a line with its path, media type and two sizes, separated by tabs. Its bytes follow, and then its
// compressed bytes.
std::map<std::string_view, PageFile> ReadPack(std::string_view pack) {
  std::map<std::string_view, PageFile> files;
  while (!pack.empty()) {
    const std::string_view path = Take(pack, '\t');
    PageFile& file = files[path];
    file.media_type = Take(pack, '\t');
    const size_t size = TakeSize(pack, '\t');
    const size_t gzip_size = TakeSize(pack, '\n');
    file.bytes = TakeBytes(pack, size);
    file.gzip = TakeBytes(pack, gzip_size);
  }
  return files;
}

}  // namespace

const std::map<std::string_view, PageFile>& PageFiles() {
  static const auto& files = *new std::map<std::string_view, PageFile>(
      ReadPack({verbatim_page_start, static_cast<size_t>(verbatim_page_end - verbatim_page_start)}));
  return files;
}

}  // namespace verbatim::http
