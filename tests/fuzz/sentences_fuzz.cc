// Checks the guarantees of text/sentences/sentences.h for every text.

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "text/sentences/sentences.h"
#include "text/unicode/utf8.h"

namespace {

namespace text = verbatim::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

// Between sentences lie only white space and byte order marks.
void RequireGap(std::string_view gap) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(gap.data());
  const auto size = static_cast<int32_t>(gap.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    constexpr UChar32 kByteOrderMark = 0xFEFF;
    Require(u_isUWhiteSpace(c) || c == kByteOrderMark);
  }
}

}  // namespace

// The first byte chooses the language; the rest is the text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string kLanguages[] = {"en", "de", "", "zh"};
  if (size == 0) return 0;
  const std::string_view whole(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (text::FindInvalidUtf8(whole)) return 0;
  size_t position = 0;
  for (text::ByteRange sentence : text::FindSentences(whole, kLanguages[data[0] % 4])) {
    Require(position <= sentence.start && sentence.start < sentence.end && sentence.end <= whole.size());
    Require(text::IsCodePointBoundary(whole, sentence.start) &&
            text::IsCodePointBoundary(whole, sentence.end));
    RequireGap(whole.substr(position, sentence.start - position));
    position = sentence.end;
  }
  RequireGap(whole.substr(position));
  return 0;
}
