#include "text/values/languages/spelled_numbers.h"

#include <unicode/locid.h>
#include <unicode/rbnf.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <set>

#include "text/values/languages/folding.h"

namespace verbatim::text {
namespace {

// The powers of ten that have their own word somewhere: also 10^4 and 10^8 (East Asia), 10^5 and 10^7 (South Asia).
constexpr int kScales[] = {3, 4, 5, 6, 7, 8, 9, 12, 15, 18};
constexpr int kOrdinalScales = 1000;  // Entry::value of an ordinal power of ten

// Letters alone, folded: spaces, hyphens and soft hyphens do not tell numbers apart.
std::string Letters(const icu::UnicodeString& spelled, Rings rings) {
  std::string utf8;
  spelled.toUTF8String(utf8);
  std::string letters;
  for (char c : FoldWord(utf8, rings)) {
    if (c != ' ' && c != '-' && c != '\'' && c != '.') letters += c;
  }
  for (std::string_view space : {"\u00A0", "\u202F", "\u2019"}) {
    for (size_t at = letters.find(space); at != std::string::npos; at = letters.find(space)) {
      letters.erase(at, space.size());
    }
  }
  return letters;
}

// Formats numbers by one set of rules.
class Speller {
 public:
  Speller(const icu::RuleBasedNumberFormat& format, icu::UnicodeString rules, Rings rings)
      : format_(format), rules_(std::move(rules)), rings_(rings) {}

  // Returns an empty string if the rules have no words for the number.
  std::string operator()(int64_t number) const {
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString spelled;
    icu::FieldPosition position;
    format_.format(number, rules_, spelled, position, error);
    if (U_FAILURE(error)) return "";
    std::string letters = Letters(spelled, rings_);
    const bool digits =
        std::any_of(letters.begin(), letters.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? "" : letters;
  }

 private:
  const icu::RuleBasedNumberFormat& format_;
  icu::UnicodeString rules_;
  Rings rings_;
};

int64_t PowerOfTen(int exponent) {
  int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// German words are also written without umlauts: "fuenf".
std::string WithoutUmlauts(const icu::UnicodeString& spelled) {
  icu::UnicodeString plain(spelled);
  plain.findAndReplace(u"ü", u"ue").findAndReplace(u"ö", u"oe").findAndReplace(u"ä", u"ae");
  return Letters(plain, Rings::kDropped);
}

}  // namespace

SpelledNumbers::SpelledNumbers(const std::string& language, Rings rings) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, icu::Locale(language.c_str()), error);
  if (U_FAILURE(error)) return;
  std::vector<Speller> cardinals;
  for (int32_t i = 0; i < format.getNumberOfRuleSetNames(); ++i) {
    const icu::UnicodeString rules = format.getRuleSetName(i);
    if (rules.indexOf(u"year") >= 0 || rules.indexOf(u"verbose") >= 0) continue;
    const Speller spell(format, rules, rings);
    const bool ordinal = rules.indexOf(u"ordinal") >= 0;
    for (int n = ordinal ? 1 : 0; n < 100; ++n) {
      const std::string word = spell(n);
      if (word.empty()) continue;
      Add(word, ordinal ? Part::kOrdinal : Part::kBelowHundred, n);
      if (n >= 3) (ordinal ? ordinals_ : cardinals_).emplace_back(n, word);
      if (language == "de") {
        icu::UnicodeString spelled;
        icu::FieldPosition position;
        error = U_ZERO_ERROR;
        format.format(static_cast<int64_t>(n), rules, spelled, position, error);
        Add(WithoutUmlauts(spelled), ordinal ? Part::kOrdinal : Part::kBelowHundred, n);
      }
    }
    if (ordinal) {
      for (int exponent : {2, 3, 6, 9, 12}) {
        if (std::string word = spell(PowerOfTen(exponent)); !word.empty()) {
          Add(word, Part::kOrdinal, kOrdinalScales + exponent);
          if (exponent == 2) ordinals_.emplace_back(100, word);
        }
      }
      continue;
    }
    cardinals.push_back(spell);
  }
  std::map<int, std::set<std::string>> counts;  // every way to write a count before a power
  for (const int count : {1, 2, 3, 5, 9}) {
    for (const Speller& spell : cardinals) counts[count].insert(spell(count));
    counts[count].erase("");
  }
  for (const Speller& spell : cardinals) {
    for (int n = 100; n <= 900; n += 100) {
      if (std::string word = spell(n); !word.empty()) Add(word, Part::kHundreds, n);
    }
    if (std::string word = spell(100); !word.empty()) {
      Add(word, Part::kHundred, 100);
      cardinals_.emplace_back(100, word);
    }
    // What remains of "two hundred" and "five million" after the count is the word for the power.
    auto add_rest = [&](int exponent, int count) {
      const std::string word = spell(count * PowerOfTen(exponent));
      if (word.empty()) return;
      for (const std::string& prefix : counts[count]) {
        if (!word.starts_with(prefix) || word.size() == prefix.size()) continue;
        const std::string rest = word.substr(prefix.size());
        // Of 10^5 "a hundred thousand" remains where the language has no word of its own.
        if (exponent != 2 && Read(rest, std::vector<size_t>{rest.size()})) continue;
        Add(rest, exponent == 2 ? Part::kHundred : Part::kScale, exponent == 2 ? 100 : exponent);
      }
    };
    for (int count : {2, 3, 5, 9}) add_rest(2, count);
    for (int exponent : kScales) {
      const std::string word = spell(PowerOfTen(exponent));
      if (!word.empty() && !Read(word, std::vector<size_t>{word.size()})) {
        bool counted = false;
        for (const std::string& one : counts[1]) counted |= word.starts_with(one);
        if (!counted) Add(word, Part::kScale, exponent);
      }
      for (int count : {1, 2, 5}) add_rest(exponent, count);
    }
  }
}

void SpelledNumbers::Add(const std::string& word, Part part, int value) {
  if (word.empty()) return;
  std::vector<Entry>& entries = parts_[word];
  const bool known = std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
    return entry.part == part && (entry.value == value || part != Part::kBelowHundred);
  });
  if (!known) entries.push_back({part, value});
  first_.insert(word.substr(0, 2));
  std::vector<size_t>& lengths = lengths_[static_cast<unsigned char>(word.front())];
  const auto place = std::lower_bound(lengths.begin(), lengths.end(), word.size(), std::greater<>());
  if (place == lengths.end() || *place != word.size()) lengths.insert(place, word.size());
}

void SpelledNumbers::AddDenominators(std::string_view ending, bool of_ordinals) {
  for (const auto& [number, word] : of_ordinals ? ordinals_ : cardinals_) {
    Add(word + std::string(ending), Part::kDenominator, number);
  }
}

bool SpelledNumbers::MayBegin(std::string_view word) const { return first_.contains(word.substr(0, 2)); }

// Tries the parts of one text from the front, the longest first, and keeps the number that covers most.
class SpelledParser {
 public:
  using Part = SpelledNumbers::Part;
  using Reading = SpelledNumbers::Reading;

  SpelledParser(const SpelledNumbers& numbers, std::string_view text, std::span<const size_t> ends)
      : numbers_(numbers), text_(text), ends_(ends) {}

  std::optional<Reading> Run() {
    Try(0, State());
    if (best_.end == 0) return std::nullopt;
    return best_;
  }

 private:
  // The number so far: sums of counts times falling powers, and a count below a thousand in the making.
  struct State {
    std::vector<std::pair<int, Number>> scaled;  // exponents and the amounts before them
    int group = -1;                              // -1: nothing yet
    bool has_hundreds = false;
    bool has_rest = false;  // the part below a hundred
    bool tens = false;      // it is 20, 30, ... 90, and a digit may follow
    bool any = false;
    bool pending_and = false;
    int parts = 0;
    int last_scale = 0;
    bool only_one = false;
  };

  static Number Sum(const State& state) {
    Number sum(state.group < 0 ? 0 : state.group);
    for (const auto& [exponent, amount] : state.scaled) {
      auto shifted = amount.Shifted(exponent);
      auto more = shifted ? sum.Plus(*shifted) : std::nullopt;
      if (more) sum = *more;
    }
    return sum;
  }

  void Keep(size_t at, const State& state, bool ordinal, bool denominator, const Number& number) {
    if (at <= best_.end || state.pending_and || !std::binary_search(ends_.begin(), ends_.end(), at)) return;
    best_.number = number;
    best_.end = at;
    best_.ordinal = ordinal;
    best_.denominator = denominator;
    best_.one = state.only_one && !ordinal && !denominator;
    best_.scaled = state.group < 0 && !state.scaled.empty();
    best_.last_scale = best_.scaled ? Number(1).Shifted(state.last_scale).value_or(Number(1)) : Number(1);
  }

  // Adds one part. Returns false if it cannot follow.
  bool Take(State& state, Part part, int value) const {
    switch (part) {
      case Part::kBelowHundred:
        if (state.has_rest) {
          if (!state.tens || value < 1 || value > 9 || (state.pending_and && !numbers_.unit_after_and_))
            return false;
          state.group += value;
          state.tens = false;
          break;
        }
        if (value == 0 && state.any) return false;
        state.only_one = !state.any && value == 1;
        state.group = std::max(state.group, 0) + value;
        state.has_rest = true;
        state.tens = value >= 20 && value % 10 == 0;
        break;
      case Part::kHundreds:
        if (state.has_hundreds || state.has_rest) return false;
        state.group = value;
        state.has_hundreds = true;
        break;
      case Part::kHundred:
        if (state.has_hundreds || !state.has_rest || state.group < 1 || state.pending_and) return false;
        state.group *= 100;
        state.has_hundreds = true;
        state.has_rest = state.tens = false;
        break;
      case Part::kScale: {
        if (state.pending_and || state.group == 0) return false;
        // "dos mil trescientos millones": the larger power multiplies all smaller ones before it.
        Number amount(std::max(state.group, 0));
        bool counted = state.group > 0;
        while (!state.scaled.empty() && state.scaled.back().first < value) {
          const auto& [exponent, count] = state.scaled.back();
          auto shifted = count.Shifted(exponent);
          auto sum = shifted ? amount.Plus(*shifted) : std::nullopt;
          if (!sum) return false;
          amount = *sum;
          counted = true;
          state.scaled.pop_back();
        }
        if (!state.scaled.empty() && state.scaled.back().first == value) return false;
        if (!counted && state.any && value != 3) return false;  // "million mil" is 1,001,000
        state.scaled.emplace_back(value, counted ? amount : Number(1));
        state.group = -1;
        state.has_hundreds = state.has_rest = state.tens = false;
        state.last_scale = value;
        break;
      }
      case Part::kAnd:
        if (!state.any || state.pending_and) return false;
        if (state.has_rest && !state.tens) return false;
        state.pending_and = true;
        return true;
      default:
        return false;
    }
    if (state.parts++ > 0) state.only_one = false;
    state.any = true;
    state.pending_and = false;
    return true;
  }

  void Try(size_t at, const State& state) {
    constexpr int kMaxSteps = 600;
    if (state.any) Keep(at, state, false, false, Sum(state));
    if (at >= text_.size()) return;
    for (const size_t length : numbers_.LengthsAt(text_.substr(at))) {
      if (length > text_.size() - at) continue;
      auto found = numbers_.parts_.find(text_.substr(at, length));
      if (found == numbers_.parts_.end()) continue;
      for (const auto& [part, value] : found->second) {
        if (++steps_ > kMaxSteps || best_.end == text_.size()) return;
        const size_t end = at + length;
        if (part == Part::kOrdinal) {
          TakeOrdinal(at, end, state, value);
        } else if (part == Part::kDenominator) {
          if (!state.any) Keep(end, state, false, true, Number(value));
        } else if (part == Part::kEnding) {
          // Alone, "onun" and "yüzün" are other words.
          const Number sum = Sum(state);
          const bool other = state.parts == 1 && (sum == Number(1) || sum == Number(10) ||
                                                  sum == Number(100) || sum == Number(1000));
          if (state.any && !other) Keep(end, state, false, false, sum);
        } else if (part == Part::kHalf) {
          if (auto sum = Sum(state).Plus(Number(5).Shifted(-1).value_or(Number(0))); state.any && sum) {
            Keep(end, state, false, false, *sum);
          }
        } else if (State next = state; Take(next, part, value)) {
          Try(end, next);
        }
      }
    }
  }

  void TakeOrdinal(size_t at, size_t end, const State& state, int value) {
    const bool joins = numbers_.ordinal_after_tens_ && state.tens && value < 10;
    if (state.has_rest && value < kOrdinalScales && !joins) return;
    // "zwei Hundertstel" in two words is a fraction.
    const bool apart = std::binary_search(ends_.begin(), ends_.end(), at);
    if (apart && state.any && value >= kOrdinalScales) return;
    State after = state;
    after.pending_and = false;
    if (value >= kOrdinalScales) {
      const Number count(state.group < 0 ? 1 : state.group);
      if (auto number = count.Shifted(value - kOrdinalScales)) Keep(end, after, true, false, *number);
    } else if (auto number = Sum(state).Plus(Number(value))) {
      Keep(end, after, true, false, *number);
    }
  }

  const SpelledNumbers& numbers_;
  std::string_view text_;
  std::span<const size_t> ends_;
  Reading best_;
  int steps_ = 0;
};

std::optional<SpelledNumbers::Reading> SpelledNumbers::Read(std::string_view text,
                                                            std::span<const size_t> ends) const {
  if (text.empty() || !MayBegin(text)) return std::nullopt;
  return SpelledParser(*this, text, ends).Run();
}

std::optional<SpelledNumbers::Scale> SpelledNumbers::ReadScale(std::string_view text,
                                                               std::span<const size_t> ends) const {
  constexpr int kMaxExponent = 24;
  std::optional<Scale> best;
  Scale scale;
  for (bool more = true; more && scale.end < text.size();) {
    more = false;
    for (const size_t length : LengthsAt(text.substr(scale.end))) {
      if (more) break;
      if (length > text.size() - scale.end) continue;
      auto found = parts_.find(text.substr(scale.end, length));
      if (found == parts_.end()) continue;
      for (const auto& [part, value] : found->second) {
        if (part != Part::kScale && part != Part::kHundred) continue;
        scale.exponent += part == Part::kHundred ? 2 : value;
        scale.end += length;
        more = scale.exponent <= kMaxExponent;
        break;
      }
    }
    if (more && std::binary_search(ends.begin(), ends.end(), scale.end)) best = scale;
  }
  return best;
}

}  // namespace verbatim::text
