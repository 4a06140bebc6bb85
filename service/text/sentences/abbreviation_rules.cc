#include "text/sentences/abbreviation_rules.h"

#include <algorithm>
#include <optional>
#include <string>

#include "text/sentences/scan.h"

namespace verbatim::text {
namespace {

// No abbreviation of the lists has more parts. "z. B." has two, "i. d. R." has three, "a. m. b. a." has four.
constexpr int kMostParts = 4;
constexpr size_t kPartBytes = 12;

// Codes of ISO 4217, and the abbreviation of the Czech and Slovak koruna.
bool IsCurrencyCode(std::string_view word) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return word == "Kč" || word == "Sk" ||
         (word.size() == 3 && std::all_of(word.begin(), word.end(), is_upper));
}

bool IsClockTime(std::string_view word) {
  return word == "a.m" || word == "p.m" || word == "A.M" || word == "P.M";
}

// A full stop, the word that it ends, and the words around it.
class FullStop {
 public:
  explicit FullStop(const Place& place)
      : place_(place),
        line_(place.line),
        words_(place.rules.words),
        word_(WordBefore(line_, place.start, place.stop - 1)),
        next_(WordAfter(line_, place.next, place.poll)) {}

  bool IsAbbreviation() {
    if (words_ != nullptr) {
      if (std::optional<bool> ordinal = IsOrdinal()) return *ordinal;
      if (std::optional<bool> listed = IsListedInParts()) return *listed;
    }
    if (std::optional<bool> initial = IsInitial()) return *initial;
    if (words_ == nullptr) return false;
    if (IsClockTime(word_)) return words_->FollowsATime(next_) || IsAdverbialAlone();
    if (IsListedWithNext()) return true;
    if (std::optional<bool> listed = IsListed(word_)) return *listed;
    const std::string_view with_stop(word_.data(), word_.size() + 1);
    if (place_.rules.suppressions.Contains(with_stop)) return !IsStarter();
    if (IsCaselessAcronym()) return true;
    return IsAcronym(word_) && IsUpper(place_.first) && !IsStarter();
  }

 private:
  size_t word_start() const { return static_cast<size_t>(word_.data() - line_.data()); }
  bool IsStarter() const { return words_ != nullptr && words_->BeginsSentences(next_); }

  std::string_view WordBeforeThat() const {
    return WordBefore(line_, place_.start, SkipSpacesBack(line_, place_.start, word_start(), place_.poll));
  }

  // Whether the sentence so far is only a preposition and the few words after it: "At 5 a.m."
  bool IsAdverbialAlone() const {
    constexpr size_t kWords = 4;
    const size_t bytes = place_.stop - place_.start;
    if (!words_->IsPreposition(WordAfter(line_, place_.start, place_.poll)) || bytes > kWords * kWordBytes)
      return false;
    const std::string_view sentence = line_.substr(place_.start, bytes);
    return std::count(sentence.begin(), sentence.end(), ' ') < static_cast<std::ptrdiff_t>(kWords);
  }

  // Whether the word is an ordinal: a number with a full stop. Nothing if the word is not a number, or if the
  // language has no such ordinals.
  std::optional<bool> IsOrdinal() const {
    constexpr size_t kOrdinalDigits = 3;
    if (!words_->has_ordinals()) return std::nullopt;
    if (IsRomanNumber(word_) && word_.size() > 1) {
      const std::string_view before = WordBeforeThat();  // "Friedrich II. Barbarossa"
      const bool names = before.empty() || IsUpper(CharAt(before, 0)) || words_->IsOrdinal(before, next_);
      return IsUpper(place_.first) && !IsStarter() && names;
    }
    if (!IsNumber(word_)) return std::nullopt;
    if (IsDigit(place_.first)) return IsPartOfDate();
    if (word_.size() > kOrdinalDigits) return false;
    if (words_->FollowsAnOrdinal(next_) && CharAt(line_, place_.next) == CharAt(next_, 0)) return true;
    if (IsStarter()) return false;
    if (word_start() == SkipOpeners(line_, SkipSpaces(line_, place_.start, place_.poll), place_.poll))
      return true;  // a number alone
    return words_->IsOrdinal(WordBeforeThat(), next_);
  }

  // "11. 9. 2025": a day or month before a number with a full stop or before a year.
  bool IsPartOfDate() const {
    const bool month = next_.size() <= 2 && CharAt(line_, place_.next + next_.size()) == '.';
    if (word_.size() == 4 && place_.rules.is("hu")) return month;  // "2025. 9. 11."
    if (word_.size() > 2) return false;
    const bool year = next_.size() == 4 && IsNumber(next_);
    return year || month;
  }

  // An initial, or the last of several single capitals: "Jonas E. Smith", "of S. F., Cal.", or the first part of
  // an abbreviation: "z. B.". Nothing if the word is not one letter.
  std::optional<bool> IsInitial() const {
    if (IsHyphenated() && (words_ == nullptr || !IsListed(word_)))
      return IsUpper(place_.first) && !IsStarter();
    if (!IsOneLetter(word_)) return std::nullopt;
    const UChar32 letter = CharAt(word_, 0);
    const bool before_part = IsOneLetter(next_) && CharAt(line_, place_.next + next_.size()) == '.';
    if (IsUpper(letter)) {
      if (IsUpper(place_.first)) return IsCapitalInitial(before_part);
      if (words_ == nullptr || place_.rules.is("en")) return false;
      return std::nullopt;  // "S. 225"
    }
    if (words_ == nullptr || place_.rules.is("en")) return std::nullopt;
    // No word of the Semitic, Indic and Georgian scripts is a single letter with a full stop.
    if (IsCaseless(letter) && (letter < 0x0E00 || IsGeorgian(letter)) && IsLetter(place_.first)) {
      const bool unit = words_->AbbreviationOf(word_).unit && IsAfterNumber(word_start());
      return !unit || !IsStarter();
    }
    if (before_part) return true;
    return std::nullopt;
  }

  // Initials of a double name: "J.-P. Sartre".
  bool IsHyphenated() const {
    const size_t hyphen = word_.rfind('-');
    if (hyphen == std::string_view::npos || hyphen < 2 || word_[hyphen - 1] != '.') return false;
    return IsUpper(CharAt(word_, hyphen + 1)) && IsOneLetter(word_.substr(hyphen + 1));
  }

  bool IsCapitalInitial(bool before_part) const {
    const std::string_view before = WordBeforeThat();
    const bool after_name = before.empty() || IsUpper(CharAt(before, 0));
    if (word_ == "I" && !after_name) return false;
    if (before_part) return true;
    return !IsStarter() && (after_name || words_ != nullptr);
  }

  // An abbreviation of several parts with spaces between them, as "z. B.". Nothing if no list has it.
  std::optional<bool> IsListedInParts() const {
    size_t start = word_start();
    if (CharBefore(line_, SkipSpacesBack(line_, place_.start, start, place_.poll)) != '.')
      return std::nullopt;
    std::string joined(word_);
    std::optional<bool> result;
    for (int parts = 1; parts < kMostParts && joined.size() < kWordBytes; ++parts) {
      const size_t end = SkipSpacesBack(line_, place_.start, start, place_.poll);
      if (end == start || CharBefore(line_, end) != '.') break;
      const std::string_view part = WordBefore(line_, place_.start, end);
      if (part.empty() || part.size() > kPartBytes) break;
      joined.insert(0, part);
      start = static_cast<size_t>(part.data() - line_.data());
      if (const auto found = words_->AbbreviationOf(joined); found.listed()) result = Decide(found, start);
    }
    return result;
  }

  // Whether the word and the next one are an abbreviation of two parts: "n. Chr."
  bool IsListedWithNext() const {
    if (word_.size() > kPartBytes || next_.size() > kPartBytes || next_.empty()) return false;
    if (CharAt(line_, place_.next + next_.size()) != '.') return false;
    std::string joined(word_);
    joined.append(".").append(next_);
    return words_->AbbreviationOf(joined).listed();
  }

  // Whether the word is initials in a script without capitals, such as "बी.जे.पी.", or the first parts of
  // such initials.
  bool IsCaselessAcronym() const {
    constexpr int kPartLetters = 4;  // code points: a letter with its vowel signs
    if (!IsCaseless(CharAt(word_, 0))) return false;
    int letters = 0;
    int parts = 1;
    for (size_t at = 0; at < word_.size(); at += Length(CharAt(word_, at))) {
      const bool stop = word_[at] == '.';
      letters = stop ? 0 : letters + 1;
      parts += stop ? 1 : 0;
      if (letters > kPartLetters) return false;
    }
    const bool more = place_.next == place_.end && CharAt(line_, place_.next + next_.size()) == '.';
    return (parts > 1 || more) && IsCaseless(place_.first) && !IsStarter();
  }

  // Nothing if no list has the word.
  std::optional<bool> IsListed(std::string_view word) const {
    if (const auto found = words_->AbbreviationOf(word); found.listed()) return Decide(found, word_start());
    // "5km", "l'on", "Sept./Okt", "(Adv", "ex-Pres": the abbreviation is the last part.
    size_t part = 0;
    for (size_t at = 0; at < word.size(); at += Length(CharAt(word, at))) {
      const UChar32 c = CharAt(word, at);
      if (IsDigit(c) || c == '\'' || c == 0x2019 || c == '/') part = at + Length(c);
      // One letter after a hyphen is no abbreviation: "vitamin-D".
      if (IsHyphen(c) && !IsOneLetter(word.substr(at + Length(c)))) part = at + Length(c);
    }
    if (part == 0 && IsCaseless(CharAt(word, word.size() - Length(CharBefore(word, word.size())))) &&
        word.rfind('.') != std::string_view::npos) {
      part = word.rfind('.') + 1;  // initials that are spelled out
    }
    if (part == 0 || part >= word.size()) return std::nullopt;
    const auto found = words_->AbbreviationOf(word.substr(part));
    if (!found.listed()) return std::nullopt;
    return Decide(found, word_start() + part);
  }

  // Whether the sentence continues after an abbreviation that begins at `start`.
  bool Decide(WordLists::Abbreviation found, size_t start) const {
    const bool digit = IsDigit(place_.first) || IsCurrencySign(place_.first);
    const bool caseless = IsCaseless(place_.first);
    if (found.unit && IsAfterNumber(start) && !(found.any && caseless)) {
      return digit || IsCurrencyCode(next_) || (!IsStarter() && IsAdverbialAlone());
    }
    if (found.inner) return !(found.any && IsStarter());
    if (found.unit) return !IsStarter();
    if (digit) return found.numeric || found.any;
    if (found.numeric && IsRomanNumber(next_)) return !IsStarter();
    return found.any && !found.last && (IsUpper(place_.first) || caseless) && !IsStarter();
  }

  // Whether a number precedes `start`, or a number and another unit: "5 тыс. руб."
  bool IsAfterNumber(size_t start) const {
    const size_t end = SkipSpacesBack(line_, place_.start, start, place_.poll);
    const UChar32 c = CharBefore(line_, end);
    if (IsDigit(c) || c == '%') return true;
    std::string_view before = WordBefore(line_, place_.start, end);
    if (IsRomanNumber(before) || IsDigit(CharAt(before, 0))) return true;
    if (before.ends_with('.')) before.remove_suffix(1);
    if (!words_->AbbreviationOf(before).unit) return false;
    const auto unit_start = static_cast<size_t>(before.data() - line_.data());
    return IsDigit(CharBefore(line_, SkipSpacesBack(line_, place_.start, unit_start, place_.poll)));
  }

  const Place& place_;
  const std::string_view line_;
  const WordLists* const words_;
  const std::string_view word_;
  const std::string_view next_;
};

}  // namespace

Place PlaceAt(std::string_view line, size_t sentence_start, size_t boundary, const SentenceRules& rules,
              StopPoll& poll) {
  const size_t end = SkipSpacesBack(line, sentence_start, boundary, poll);
  const size_t next = SkipSpaces(line, boundary, poll);
  size_t stop = end;
  bool closed = false;
  while (stop > sentence_start && !poll.Step()) {
    const UChar32 c = CharBefore(line, stop);
    if (!IsCloser(c) && !IsDirectionMark(c)) break;
    closed |= IsCloser(c);
    stop -= Length(c);
    if (c == 0xBB) stop = SkipSpaceOfGuillemet(line, sentence_start, stop);
  }
  return {.line = line,
          .start = sentence_start,
          .end = end,
          .stop = stop,
          .next = next,
          .closed = closed,
          .first = CharAt(line, SkipOpeners(line, next, poll)),
          .rules = rules,
          .poll = poll};
}

bool IsAbbreviation(const Place& place) { return FullStop(place).IsAbbreviation(); }

bool MayBeAbbreviation(std::string_view line, const SentenceRules& rules) {
  if (CharBefore(line, line.size()) != '.') return false;
  const std::string_view word = WordBefore(line, 0, line.size() - 1);
  if (IsOneLetter(word) || IsAcronym(word)) return true;
  if (rules.words == nullptr) return false;
  if (rules.words->has_ordinals() && (IsNumber(word) || IsRomanNumber(word))) return true;
  const WordLists::Abbreviation found = rules.words->AbbreviationOf(word);
  if (found.inner || found.numeric || found.any || found.unit) return true;
  return rules.suppressions.Contains(std::string_view(word.data(), word.size() + 1));
}

}  // namespace verbatim::text
