// Checks the guarantees of text/html/html.h for every page.

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "text/html/html.h"
#include "text/unicode/utf8.h"

namespace {

namespace text = verbatim::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

void RequireClean(std::string_view readable) {
  Require(!text::FindInvalidUtf8(readable));
  for (size_t i = 0; i < readable.size(); ++i) {
    const char c = readable[i];
    Require(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t');
    const bool line_ends = i + 1 == readable.size() || readable[i + 1] == '\n';
    Require(!line_ends || (c != ' ' && c != '\t'));
  }
  Require(readable.empty() || (readable.front() != '\n' && readable.back() != '\n'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  if (text::FindInvalidUtf8(html)) return 0;
  const text::HtmlText page = text::ReadableText(html);
  RequireClean(page.text);
  RequireClean(page.title);
  RequireClean(page.language);
  Require((page.fault == text::HtmlFault::kNone) == !page.text.empty());
  std::set<std::string_view> kinds;
  for (const text::Omission& omission : page.omitted) {
    Require(omission.bytes > 0 && kinds.insert(omission.kind).second);
  }
  const text::HtmlText again = text::ReadableText(html);
  Require(again.fault == page.fault && again.text == page.text && again.title == page.title);
  return 0;
}
