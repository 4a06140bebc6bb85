#include "text/sentences/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "text/sentences/sentence_rules.h"

namespace verbatim::text {
namespace {

[[noreturn]] void NoIcuData(UErrorCode code) {
  // ICU's data is part of its library. Without it, no stored sentence could be found again.
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

// Finds the sentence boundaries of a line, including its end: those of UAX #29, with the boundaries that the
// rules add, remove and move.
class LineBreaker {
 public:
  explicit LineBreaker(const std::string& language) : breaker_(MakeBreaker(language)), rules_(language) {}
  ~LineBreaker() { utext_close(&view_); }

  const std::vector<size_t>& Break(std::string_view line) {
    UErrorCode code = U_ZERO_ERROR;
    utext_openUTF8(&view_, line.data(), static_cast<int64_t>(line.size()), &code);
    breaker_->setText(&view_, code);
    if (U_FAILURE(code)) NoIcuData(code);
    std::vector<Marker> markers = FindMarkers(line);
    std::vector<size_t> added;
    for (const Marker& marker : markers) added.push_back(marker.start);
    if (rules_.english) {
      std::vector<size_t> broken_off = FindBrokenOff(line);
      std::vector<size_t> both(added.size() + broken_off.size());
      std::merge(added.begin(), added.end(), broken_off.begin(), broken_off.end(), both.begin());
      added = std::move(both);
    }
    ends_.clear();
    size_t start = 0;
    auto next_added = added.begin();
    auto marker = markers.begin();
    auto end_at = [&](size_t end) {
      if (end > start) ends_.push_back(start = end);
    };
    for (int32_t found = breaker_->next(); found != icu::BreakIterator::DONE; found = breaker_->next()) {
      auto boundary = static_cast<size_t>(found);
      while (next_added != added.end() && *next_added <= boundary) end_at(*next_added++);
      if (boundary == line.size()) break;
      if (boundary <= start) continue;
      // A mark is followed by its item, not by another sentence.
      while (marker != markers.end() && AfterSpace(line, marker->end) < boundary) ++marker;
      if (marker != markers.end() && marker->start < boundary) continue;
      if (std::optional<size_t> end = EndOfSentence(line, start, boundary, rules_)) end_at(*end);
    }
    end_at(line.size());
    return ends_;
  }

 private:
  static size_t AfterSpace(std::string_view line, size_t at) {
    while (at < line.size() && line[at] == ' ') ++at;
    return at;
  }

  std::unique_ptr<icu::BreakIterator> breaker_;
  const SentenceRules rules_;
  UText view_ = UTEXT_INITIALIZER;
  std::vector<size_t> ends_;
};

}  // namespace

std::vector<ByteRange> FindSentences(std::string_view text, const std::string& language,
                                     const ShouldStop& /*should_stop*/) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  std::vector<ByteRange> sentences;
  // UAX #29 breaks after each line feed (SB4), so lines can be divided one by one. ICU then holds state for a
  // line instead of the whole text, and an edit of one line moves no boundary in another.
  LineBreaker breaker(language);
  for (size_t line = 0; line < text.size();) {
    size_t line_end = std::min(text.find('\n', line), text.size() - 1) + 1;
    size_t start = line;
    for (size_t end : breaker.Break(text.substr(line, line_end - line))) {
      ByteRange sentence = Trim(bytes, {start, line + end});
      if (sentence.size() > 0) sentences.push_back(sentence);
      start = line + end;
    }
    line = line_end;
  }
  return sentences;
}

}  // namespace verbatim::text
