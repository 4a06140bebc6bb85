#include "text/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace verbatim::text {
namespace {

[[noreturn]] void NoIcuData(UErrorCode code) {
  // ICU's data is part of its library: without it nothing that was stored could be found again.
  std::fprintf(stderr, "verbatim: ICU cannot break sentences: %s\n", u_errorName(code));
  std::abort();
}

std::unique_ptr<icu::BreakIterator> MakeBreaker(const std::string& language) {
  UErrorCode code = U_ZERO_ERROR;
  icu::Locale locale =
      language.empty() ? icu::Locale::getRoot() : icu::Locale::forLanguageTag(language, code);
  if (U_FAILURE(code) || locale.isBogus()) locale = icu::Locale::getRoot();
  code = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> breaker(icu::BreakIterator::createSentenceInstance(locale, code));
  if (U_FAILURE(code)) NoIcuData(code);
  return breaker;
}

// `range` without the white space (Unicode property White_Space) at its ends.
ByteRange Trim(const uint8_t* text, ByteRange range) {
  auto start = static_cast<int32_t>(range.start);
  auto end = static_cast<int32_t>(range.end);
  while (start < end) {
    int32_t next = start;
    UChar32 c;
    U8_NEXT(text, next, end, c);
    if (!u_isUWhiteSpace(c)) break;
    start = next;
  }
  while (end > start) {
    int32_t previous = end;
    UChar32 c;
    U8_PREV(text, start, previous, c);
    if (!u_isUWhiteSpace(c)) break;
    end = previous;
  }
  return {static_cast<size_t>(start), static_cast<size_t>(end)};
}

}  // namespace

std::vector<ByteRange> FindSentences(std::string_view text, const std::string& language) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  std::vector<ByteRange> sentences;
  // Rules break after each line feed (UAX #29, SB4), so that lines can be taken one by one: ICU then holds
  // state for a line and not for the whole text.
  std::unique_ptr<icu::BreakIterator> breaker = MakeBreaker(language);
  UText view = UTEXT_INITIALIZER;
  for (size_t line = 0; line < text.size();) {
    size_t line_end = std::min(text.find('\n', line), text.size() - 1) + 1;
    UErrorCode code = U_ZERO_ERROR;
    utext_openUTF8(&view, text.data() + line, static_cast<int64_t>(line_end - line), &code);
    breaker->setText(&view, code);
    if (U_FAILURE(code)) NoIcuData(code);
    size_t start = line;
    for (int32_t end = breaker->next(); end != icu::BreakIterator::DONE; end = breaker->next()) {
      size_t stop = line + static_cast<size_t>(end);
      ByteRange sentence = Trim(bytes, {start, stop});
      if (sentence.size() > 0) sentences.push_back(sentence);
      start = stop;
    }
    line = line_end;
  }
  utext_close(&view);
  return sentences;
}

}  // namespace verbatim::text
