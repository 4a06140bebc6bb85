#include "text/sentences/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "text/sentences/hard_wraps.h"
#include "text/sentences/list_markers.h"
#include "text/sentences/scan.h"
#include "text/sentences/sentence_rules.h"
#include "text/unicode/stepwise.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

// Bytes of text that are taken at a time.
constexpr size_t kPart = 64 << 10;

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
    FindMarks(line);
    ends_.clear();
    size_t start = 0;
    auto next_added = added_.begin();
    auto marker = markers_.begin();
    auto note = notes_.begin();
    auto end_at = [&](size_t end) {
      if (end > start && MakeRoom(ends_, poll_)) ends_.push_back(start = end);
    };
    for (int32_t found = breaker_->next(); found != icu::BreakIterator::DONE; found = breaker_->next()) {
      if (poll_.Step(kBoundarySteps)) break;
      auto boundary = static_cast<size_t>(found);
      while (next_added != added_.end() && *next_added <= boundary) end_at(*next_added++);
      if (boundary == line.size()) break;
      if (boundary <= start) continue;
      // A mark is followed by its item, not by another sentence. White space after it is skipped only when
      // the boundary is past the mark: not once for every sentence before it.
      while (marker != markers_.end() && marker->end < boundary && AfterSpace(line, marker->end) < boundary) {
        ++marker;
      }
      if (marker != markers_.end() && marker->start < boundary) continue;
      while (note != notes_.end() && note->range.end <= boundary) ++note;
      if (note != notes_.end() && note->range.start <= boundary) continue;
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

  // Finds the list markers, the marks of notes and the ends that UAX #29 does not have.
  void FindMarks(std::string_view line) {
    markers_.clear();
    notes_.clear();
    added_.clear();
    MarkerFinder finder(line, poll_);
    for (size_t at = FindHint(line, 0, hints_, poll_); at < line.size();
         at = FindHint(line, at + 1, hints_, poll_)) {
      if (MarkerFinder::kHints.find(line[at]) != std::string_view::npos) {
        if (std::optional<Marker> marker = finder.Look(at); marker && MakeRoom(markers_, poll_)) {
          markers_.push_back(*marker);
          AddEnd(marker->start);
        }
      }
      if (std::optional<size_t> end = AddedEndAt(line, at, rules_, poll_)) AddEnd(*end);
      const bool plain_stop = line[at] == '.' && !IsAsciiDigit(CharAt(line, at + 1));
      if (plain_stop || (!notes_.empty() && at < notes_.back().range.end)) continue;
      if (std::optional<NoteMark> note = NoteMarkAt(line, at, rules_, poll_);
          note && MakeRoom(notes_, poll_)) {
        notes_.push_back(*note);
        if (note->ends) AddEnd(note->range.end);
      }
    }
  }

  // Keeps the ends in order. Few come after a later one, and none after many.
  void AddEnd(size_t end) {
    if (!MakeRoom(added_, poll_)) return;
    auto place = added_.end();
    while (place != added_.begin() && *std::prev(place) > end) --place;
    added_.insert(place, end);
  }

  std::optional<PollingFunctions> functions_;
  std::unique_ptr<icu::BreakIterator> breaker_;
  const SentenceRules rules_;
  StopPoll& poll_;
  const ByteTable hints_ = rules_.hints();
  UText view_ = UTEXT_INITIALIZER;
  std::vector<Marker> markers_;
  std::vector<NoteMark> notes_;
  std::vector<size_t> added_;
  std::vector<size_t> ends_;
};

// Finds the sentences of lines whose wraps are taken out.
class SentenceFinder {
 public:
  SentenceFinder(const std::string& language, StopPoll& poll) : breaker_(language, poll), poll_(poll) {}

  // Appends the sentences of `lines`, which begin at `offset` of the text. The last line may lack its line feed
  // only at the end of the text. UAX #29 breaks after each line feed (SB4), so lines can be divided one by one.
  // ICU then holds state for a line instead of the whole text, and an edit of one line moves no boundary in
  // another.
  void Find(std::string_view lines, size_t offset, std::vector<ByteRange>& sentences) {
    constexpr size_t kLineSteps = 256;
    const auto* bytes = reinterpret_cast<const uint8_t*>(lines.data());
    for (size_t line = 0; line < lines.size() && !poll_.Step(kLineSteps);) {
      size_t line_end = std::min(lines.find('\n', line), lines.size() - 1) + 1;
      size_t start = line;
      for (size_t end : breaker_.Break(lines.substr(line, line_end - line))) {
        const ByteRange sentence = Trim(bytes, {start, line + end}, poll_);
        if (!MakeRoom(sentences, poll_)) break;
        if (sentence.size() > 0) sentences.push_back({offset + sentence.start, offset + sentence.end});
        start = line + end;
      }
      line = line_end;
    }
  }

 private:
  LineBreaker breaker_;
  StopPoll& poll_;
};

}  // namespace

std::vector<ByteRange> FindSentencesOfLines(std::string_view text, const std::string& language) {
  StopPoll poll;
  std::vector<ByteRange> sentences;
  SentenceFinder(language, poll).Find(text, 0, sentences);
  return sentences;
}

std::vector<ByteRange> FindSentences(std::string_view text, const std::string& language,
                                     const ShouldStop& should_stop, LineEnds line_ends) {
  StopPoll poll(should_stop);
  std::vector<ByteRange> sentences;
  SentenceFinder finder(language, poll);
  HardWraps wraps(language, line_ends);
  std::string lines;  // of which no sentences were found yet
  size_t offset = 0;  // of them in the text
  while (!text.empty() && !poll.Step(kPart)) {
    const std::string_view part = FirstBytes(text, kPart);
    const size_t searched = lines.size();
    wraps.Add(part, lines);
    text.remove_prefix(part.size());
    const size_t line_feed = std::string_view(lines).substr(searched).rfind('\n');
    if (line_feed == std::string_view::npos) continue;
    const size_t end = searched + line_feed + 1;
    finder.Find(std::string_view(lines).substr(0, end), offset, sentences);
    lines.erase(0, end);
    offset += end;
  }
  wraps.End(lines);
  finder.Find(lines, offset, sentences);
  return sentences;
}

}  // namespace verbatim::text
