#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "text/sentences/scan.h"
#include "text/sentences/suppressions.h"
#include "text/sentences/word_lists.h"
#include "text/unicode/language.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

// Rules for what UAX #29 leaves to tailoring: whether a full stop ends a sentence or an abbreviation, and
// where enumerations, footnote marks and ellipses belong. Each rule looks at a bounded number of bytes around
// a place, so all of them together are linear in the text. Offsets are bytes within one line. A line is UTF-8
// and has no line feed except at its end.
namespace verbatim::text {

struct SentenceRules {
  // `tag` is a BCP 47 tag. Empty selects the rules that need no word list.
  explicit SentenceRules(const std::string& tag)
      : language(PrimarySubtag(tag)), words(WordLists::Of(tag)), suppressions(is("en") ? "" : tag) {}

  bool is(std::string_view code) const { return language == code; }

  // The bytes that can show a list marker, an added end or the mark of a note. FindHint looks for them.
  ByteTable hints() const {
    constexpr std::string_view kCommon = ".)[(*\xC2\xE2";
    return TableOf(std::string(kCommon) + (is("hy") ? ":" : is("km") ? "\xE1" : ""));
  }

  std::string language;       // ISO 639 code
  const WordLists* words;     // null for a language without lists
  Suppressions suppressions;  // CLDR's abbreviations, for what the lists do not have
};

// Decides whether a sentence that begins at `sentence_start` ends at `boundary`, where UAX #29 lets it end.
// Returns the end, which may be a little after `boundary`, or nothing if the sentence continues. `boundary`
// must be inside the line.
std::optional<size_t> EndOfSentence(std::string_view line, size_t sentence_start, size_t boundary,
                                    const SentenceRules& rules, StopPoll& poll);

// The mark of a note that follows the end of a sentence directly, as in "prisoners.[3] They" or "prisoners.¹ They".
// It belongs to that sentence. The range is from the full stop to the start of the next sentence; no sentence ends
// within it. `ends` is false for a mark after an abbreviation, which ends no sentence.
struct NoteMark {
  ByteRange range;
  bool ends = true;
};

// Returns the first byte of `hints` at or after `at` whose neighbours do not rule out that it shows something, or the
// end of the line if there is none or if the poll says stop.
size_t FindHint(std::string_view line, size_t at, const ByteTable& hints, StopPoll& poll);

// The two functions below look at the byte at `at`, which FindHint must have returned.

// Returns the place where a sentence ends although UAX #29 has no boundary there, if the byte shows one: after a
// dash that breaks off a sentence (English), after the verjaket (Armenian), after the khan (Khmer), and before an
// ellipsis or a number that begins a sentence.
std::optional<size_t> AddedEndAt(std::string_view line, size_t at, const SentenceRules& rules,
                                 StopPoll& poll);

// Returns the mark of a note that begins there, or after the full stop there.
std::optional<NoteMark> NoteMarkAt(std::string_view line, size_t at, const SentenceRules& rules,
                                   StopPoll& poll);

// Whether the full stop at the end of `line` may belong to an abbreviation, an initial or an ordinal, so that the
// next line decides.
bool MayBeAbbreviation(std::string_view line, const SentenceRules& rules);

}  // namespace verbatim::text
