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
#include "text/unicode/stepwise.h"

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

// Returns `range` without the white space (Unicode property White_Space) at its ends.
ByteRange Trim(const uint8_t* text, ByteRange range, StopPoll& poll) {
  auto start = static_cast<int32_t>(range.start);
  auto end = static_cast<int32_t>(range.end);
  while (start < end && !poll.Step()) {
    int32_t next = start;
    UChar32 c;
    U8_NEXT(text, next, end, c);
    if (!u_isUWhiteSpace(c)) break;
    start = next;
  }
  while (end > start && !poll.Step()) {
    int32_t previous = end;
    UChar32 c;
    U8_PREV(text, start, previous, c);
    if (!u_isUWhiteSpace(c)) break;
    end = previous;
  }
  return {static_cast<size_t>(start), static_cast<size_t>(end)};
}

// The functions by which ICU reads a UText, with polls. ICU finds a boundary in one call, which can read all
// of a long line. When the poll says stop, the line seems to end.
struct PollingFunctions : UTextFuncs {
  // `functions`: those of an open text.
  PollingFunctions(const UTextFuncs& functions, StopPoll& a_poll)
      : UTextFuncs(functions), plain_access(access), poll(a_poll) {
    access = Access;
  }

  // Makes the text around `index` available. Returns false at the end.
  static UBool U_CALLCONV Access(UText* text, int64_t index, UBool forward) {
    constexpr size_t kAccessSteps = 256;  // makes about 32 characters available
    const auto& functions = *static_cast<const PollingFunctions*>(text->pFuncs);
    if (functions.poll.Step(kAccessSteps)) return 0;
    return functions.plain_access(text, index, forward);
  }

  UTextAccess* const plain_access;
  StopPoll& poll;
};

// Finds the sentence boundaries of a line, including its end: those of UAX #29, with the boundaries that the
// rules add, remove and move.
class LineBreaker {
 public:
  LineBreaker(const std::string& language, StopPoll& poll)
      : breaker_(MakeBreaker(language)), rules_(language), poll_(poll) {}
  ~LineBreaker() { utext_close(&view_); }

  const std::vector<size_t>& Break(std::string_view line) {
    UErrorCode code = U_ZERO_ERROR;
    utext_openUTF8(&view_, line.data(), static_cast<int64_t>(line.size()), &code);
    if (U_FAILURE(code)) NoIcuData(code);
    if (!functions_) functions_.emplace(*view_.pFuncs, poll_);
    view_.pFuncs = &*functions_;  // the breaker's own copy of the view shares them
    breaker_->setText(&view_, code);
    if (U_FAILURE(code)) NoIcuData(code);
    const std::vector<Marker> markers = FindMarkers(line, poll_);
    const std::vector<size_t> added = FindAdded(line, markers);
    ends_.clear();
    size_t start = 0;
    auto next_added = added.begin();
    auto marker = markers.begin();
    auto end_at = [&](size_t end) {
      if (end > start && MakeRoom(ends_, poll_)) ends_.push_back(start = end);
    };
    for (int32_t found = breaker_->next(); found != icu::BreakIterator::DONE; found = breaker_->next()) {
      if (poll_.Step(kBoundarySteps)) break;
      auto boundary = static_cast<size_t>(found);
      while (next_added != added.end() && *next_added <= boundary) end_at(*next_added++);
      if (boundary == line.size()) break;
      if (boundary <= start) continue;
      // A mark is followed by its item, not by another sentence. White space after it is skipped only when
      // the boundary is past the mark: not once for every sentence before it.
      while (marker != markers.end() && marker->end < boundary && AfterSpace(line, marker->end) < boundary) {
        ++marker;
      }
      if (marker != markers.end() && marker->start < boundary) continue;
      if (std::optional<size_t> end = EndOfSentence(line, start, boundary, rules_, poll_)) end_at(*end);
    }
    end_at(line.size());
    return ends_;
  }

 private:
  static constexpr size_t kBoundarySteps = 64;

  size_t AfterSpace(std::string_view line, size_t at) {
    while (at < line.size() && line[at] == ' ' && !poll_.Step()) ++at;
    return at;
  }

  // Returns the boundaries that the rules add.
  std::vector<size_t> FindAdded(std::string_view line, const std::vector<Marker>& markers) {
    std::vector<size_t> broken_off;
    if (rules_.english) broken_off = FindBrokenOff(line, poll_);
    std::vector<size_t> added;
    added.reserve(markers.size() + broken_off.size());
    auto next = broken_off.begin();
    for (const Marker& marker : markers) {
      if (poll_.Step()) break;
      while (next != broken_off.end() && *next < marker.start) added.push_back(*next++);
      added.push_back(marker.start);
    }
    added.insert(added.end(), next, broken_off.end());
    return added;
  }

  std::optional<PollingFunctions> functions_;
  std::unique_ptr<icu::BreakIterator> breaker_;
  const SentenceRules rules_;
  StopPoll& poll_;
  UText view_ = UTEXT_INITIALIZER;
  std::vector<size_t> ends_;
};

}  // namespace

std::vector<ByteRange> FindSentences(std::string_view text, const std::string& language,
                                     const ShouldStop& should_stop) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  StopPoll poll(should_stop);
  std::vector<ByteRange> sentences;
  // UAX #29 breaks after each line feed (SB4), so lines can be divided one by one. ICU then holds state for a
  // line instead of the whole text, and an edit of one line moves no boundary in another.
  LineBreaker breaker(language, poll);
  constexpr size_t kLineSteps = 256;
  for (size_t line = 0; line < text.size() && !poll.Step(kLineSteps);) {
    size_t line_end = std::min(text.find('\n', line), text.size() - 1) + 1;
    size_t start = line;
    for (size_t end : breaker.Break(text.substr(line, line_end - line))) {
      ByteRange sentence = Trim(bytes, {start, line + end}, poll);
      if (!MakeRoom(sentences, poll)) break;
      if (sentence.size() > 0) sentences.push_back(sentence);
      start = line + end;
    }
    line = line_end;
  }
  return sentences;
}

}  // namespace verbatim::text
