#include "text/values/comparison.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "text/unicode/fold.h"
#include "text/values/amounts/amount_relation.h"
#include "text/values/amounts/claimed_amount.h"
#include "text/values/amounts/units.h"
#include "text/values/numbers/decimal.h"
#include "text/values/times/edtf.h"

namespace verbatim::text {
namespace {

using enum Verdict;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

// Returns the part that the singular and plural of a noun share: prisoner, prisoners; country, countries.
std::string_view Stem(std::string_view word) {
  if (word.size() > 4 && word.ends_with("ies")) return word.substr(0, word.size() - 3);
  if (word.size() > 4 && word.ends_with("es")) return word.substr(0, word.size() - 2);
  if (word.size() > 3 && (word.ends_with('s') || word.ends_with('y') || word.ends_with('e'))) {
    return word.substr(0, word.size() - 1);
  }
  return word;
}

bool EqualWithoutCase(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// Returns whether two words with letters beyond ASCII are forms of one: "заключённых", "заключённый". They share all
// but an ending.
bool AreForms(std::string_view a, std::string_view b) {
  constexpr size_t kShortest = 8;  // bytes: four letters of Cyrillic
  constexpr size_t kEnding = 6;
  const bool ascii = std::all_of(b.begin(), b.end(), [](char c) { return (c & 0x80) == 0; });
  if (ascii || a.size() < kShortest || b.size() < kShortest) return false;
  const size_t shared =
      static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  return shared >= kShortest && a.size() - shared <= kEnding && b.size() - shared <= kEnding;
}

}  // namespace

bool CountsNoun(std::string_view quote, const TypedValue& value, std::string_view noun) {
  if (noun.empty()) return false;
  constexpr size_t kMaxBytes = 64;
  constexpr int kMaxWords = 5;
  const size_t figure_end = std::max(value.figure.end, value.upper_figure.end);
  std::string_view after = quote.substr(figure_end, kMaxBytes);
  int words = 0;
  for (size_t at = 0; at < after.size() && words < kMaxWords;) {
    if (!IsLetter(after[at])) {
      // Anything but a space or hyphen begins another figure or clause.
      if (after[at] != ' ' && after[at] != '-') return false;
      ++at;
      continue;
    }
    size_t end = at;
    while (end < after.size() && IsLetter(after[end])) ++end;
    const std::string_view word = after.substr(at, end - at);
    if (EqualWithoutCase(Stem(word), Stem(noun)) || AreForms(word, noun)) return true;
    at = end;
    ++words;
  }
  return false;
}

namespace {

// Returns the distance between two figures: the logarithm of their ratio.
double Distance(const Amount& a, const Amount& b) {
  const double x = std::abs(std::strtod(a.value.c_str(), nullptr)) + 1;
  const double y = std::abs(std::strtod(b.value.c_str(), nullptr)) + 1;
  return std::abs(std::log(x / y));
}

// Returns the amount with its sign changed, and its bound or ends with it.
Amount Negated(Amount amount) {
  auto negate = [](std::string& value) {
    if (value.empty() || CompareDecimals(value, "0") == 0) return;
    if (value.front() == '-')
      value.erase(0, 1);
    else
      value.insert(0, 1, '-');
  };
  // A figure that is negative already, such as "fell by -3%", keeps its sign.
  if (amount.value.starts_with('-')) return amount;
  negate(amount.value);
  negate(amount.upper);
  if (amount.bound == Bound::kRange) std::swap(amount.value, amount.upper);
  constexpr std::pair<Bound, Bound> kOpposites[] = {{Bound::kAtLeast, Bound::kAtMost},
                                                    {Bound::kMoreThan, Bound::kLessThan}};
  for (const auto& [lower, upper] : kOpposites) {
    if (amount.bound == lower || amount.bound == upper) {
      amount.bound = amount.bound == lower ? upper : lower;
      break;
    }
  }
  return amount;
}

// Returns whether the value is "one" or "two" in words: "the two countries" rarely contradicts another
// figure.
bool IsIncidental(std::string_view quote, const TypedValue& value) {
  std::string_view words = quote.substr(value.figure.start, value.figure.size());
  return value.kind == ValueKind::kNumber &&
         (words == "one" || words == "two" || words == "One" || words == "Two");
}

Verdict RelateDays(const EdtfDays& claimed, const EdtfDays& stated) {
  if (claimed.first == stated.first && claimed.last == stated.last) return kAttested;
  const bool apart = claimed.last < stated.first || stated.last < claimed.first;
  const bool one_open = (stated.open_start || stated.open_end) && !claimed.open_start && !claimed.open_end;
  if (one_open) return apart ? kContradicted : kUnattested;
  if (claimed.interval) return stated.interval || apart ? kContradicted : kUnattested;
  if (claimed.first <= stated.first && stated.last <= claimed.last) return kAttested;
  return apart ? kContradicted : kUnattested;
}

// Relates a claimed time to a stated day or month without a year, such as XXXX-09-12.
Verdict RelateYearless(std::string_view claimed, std::string_view stated) {
  constexpr size_t kYear = 5;  // the length of a year with its hyphen
  // Years of other lengths have their months at another offset.
  if (claimed.starts_with('-') || claimed.starts_with('Y')) return kUnattested;
  claimed = claimed.substr(0, claimed.find_first_of("?~%T"));
  if (claimed.size() <= kYear || claimed.find('/') != std::string_view::npos) return kUnattested;
  if (claimed[kYear] == '2') return kUnattested;  // a season
  for (size_t i = kYear; i < std::min(claimed.size(), stated.size()); ++i) {
    if (claimed[i] != 'X' && claimed[i] != stated[i]) return kContradicted;
  }
  return kUnattested;
}

double DaysApart(const EdtfDays& a, const std::optional<EdtfDays>& b) {
  if (!b) return 1e9;
  return std::abs(static_cast<double>((a.first - b->first).count())) +
         std::abs(static_cast<double>((a.last - b->last).count()));
}

// Attests a claimed period whose two ends are stated separately. Takes the first value that states each end.
std::optional<Comparison> FindEnds(std::string_view claimed, std::span<const TypedValue> stated) {
  const size_t slash = claimed.find('/');
  auto start = DaysOf(claimed.substr(0, slash));
  auto end = DaysOf(claimed.substr(slash + 1));
  if (!start || !end) return std::nullopt;
  auto find = [&](const EdtfDays& days, bool is_start) -> const TypedValue* {
    for (const TypedValue& value : stated) {
      auto other = value.kind == ValueKind::kTime ? DaysOf(value.edtf) : std::nullopt;
      if (!other) continue;
      const bool same = !other->interval && other->first == days.first && other->last == days.last;
      const bool since = is_start && other->open_end && other->first == days.first;
      const bool until = !is_start && other->open_start && other->last == days.last;
      if (same || since || until) return &value;
    }
    return nullptr;
  };
  const TypedValue* first = find(*start, true);
  const TypedValue* last = find(*end, false);
  if (first == nullptr || last == nullptr || last->range.start < first->range.start) return std::nullopt;
  return Comparison{kAttested, {first->range.start, last->range.end}, first};
}

}  // namespace

Comparison CompareAmount(const Amount& amount, std::string_view quote, std::span<const TypedValue> stated,
                         std::string_view language) {
  const ClaimedAmount claimed = NormaliseClaim(amount, language);
  const TypedValue* attesting = nullptr;
  const TypedValue* contradicting = nullptr;
  double attesting_rank = 0;
  double contradicting_rank = 0;
  bool unattested = false;
  const bool claims_fall = claimed.amount.value.starts_with('-');
  for (const TypedValue& value : stated) {
    auto comparable = ComparableAmount(claimed, value);
    if (!comparable) continue;
    // "fell 3%" states -3, and 3 as the size of the fall.
    if (claims_fall && value.fall.size() > 0) comparable = Negated(*std::move(comparable));
    Verdict verdict = RelateAmounts(claimed.amount, *comparable, value.fraction);
    const bool other_money = claimed.kind == ValueKind::kCurrency && value.kind == ValueKind::kCurrency &&
                             !MayBeSameCurrency(claimed.amount.unit, comparable->unit);
    if (other_money) verdict = kContradicted;
    const bool counts = CountsNoun(quote, value, claimed.noun);
    // The 0 of "no arrests" is not a count of other things.
    if (value.reading == Reading::kAlternative && comparable->value == "0" && !claimed.noun.empty() &&
        !counts)
      continue;
    const bool firm = value.reading == Reading::kStated && value.kind != ValueKind::kOrdinal;
    if (verdict == kAttested) {
      const double rank = (counts ? 2 : 0) + (firm ? 1 : 0);
      if (attesting == nullptr || rank > attesting_rank) {
        attesting = &value;
        attesting_rank = rank;
      }
    } else if (verdict == kUnattested) {
      unattested |= firm;
    } else if (firm && (counts || !IsIncidental(quote, value))) {
      constexpr double kFar = 1e6;  // exceeds any distance
      const double rank = (counts ? kFar : 0) - Distance(claimed.amount, *comparable);
      if (contradicting == nullptr || rank > contradicting_rank) {
        contradicting = &value;
        contradicting_rank = rank;
      }
    }
  }
  if (attesting != nullptr) return {kAttested, attesting->range, attesting};
  if (unattested || contradicting == nullptr) return {};
  return {kContradicted, contradicting->range, contradicting};
}

TimeMeaning MeaningOfTime(std::string_view predicate) {
  constexpr std::string_view kWords[] = {"since", "from",  "after", "before",   "until",     "till",    "by",
                                         "start", "began", "begin", "starting", "beginning", "started", "end",
                                         "ended", "prior", "until", "deadline", "earliest",  "latest"};
  while (!predicate.empty()) {
    const size_t end = std::min(predicate.find_first_of(" _-"), predicate.size());
    for (std::string_view word : kWords) {
      if (end == word.size() && EqualWithoutCase(predicate.substr(0, end), word)) return TimeMeaning::kLimit;
    }
    predicate.remove_prefix(std::min(end + 1, predicate.size()));
  }
  return TimeMeaning::kTime;
}

Comparison CompareTime(std::string_view edtf, std::span<const TypedValue> stated, TimeMeaning meaning) {
  std::optional<EdtfDays> claimed = DaysOf(edtf);
  // An open interval ("since 2012") has one known end, which is compared with stated dates.
  const bool open = claimed && claimed->interval && (claimed->open_start || claimed->open_end);
  std::optional<EdtfDays> known_end;
  if (open)
    known_end = DaysOf(claimed->open_end ? edtf.substr(0, edtf.find('/')) : edtf.substr(edtf.find('/') + 1));
  const TypedValue* contradicting = nullptr;
  double nearest = 0;
  bool unattested = false;
  const TypedValue* attesting = nullptr;
  for (const TypedValue& value : stated) {
    if (value.kind != ValueKind::kTime) continue;
    const bool limit_meant = meaning == TimeMeaning::kLimit && edtf.find('/') == std::string_view::npos;
    if (limit_meant ? value.edtf.find("..") != std::string::npos : value.limit) continue;
    Verdict verdict = kUnattested;
    // "since 2012" is read as an open interval, which then decides in place of its date.
    const bool firm = value.reading == Reading::kStated ||
                      (value.reading == Reading::kPart && value.edtf.find("..") != std::string::npos);
    if (value.edtf == edtf) {
      verdict = kAttested;
    } else if (value.edtf.starts_with("XXXX")) {
      verdict = RelateYearless(edtf, value.edtf);
    } else if (auto days = DaysOf(value.edtf); days && claimed) {
      verdict = RelateDays(open && !days->interval && known_end ? *known_end : *claimed, *days);
      // A date within the interval does not attest that the interval is open.
      if (open && verdict == kAttested && !(days->interval && days->open_end == claimed->open_end))
        verdict = kUnattested;
    }
    if (verdict == kAttested) {
      if (attesting == nullptr ||
          (attesting->reading != Reading::kStated && value.reading == Reading::kStated))
        attesting = &value;
    } else if (firm && verdict == kContradicted) {
      const double apart = claimed ? DaysApart(*claimed, DaysOf(value.edtf)) : 0;
      if (contradicting == nullptr || apart < nearest) {
        contradicting = &value;
        nearest = apart;
      }
    } else if (firm) {
      unattested = true;
    }
  }
  if (attesting != nullptr) return {kAttested, attesting->range, attesting};
  if (claimed && claimed->interval) {
    if (auto ends = FindEnds(edtf, stated)) return *ends;
  }
  if (unattested || contradicting == nullptr) return {};
  return {kContradicted, contradicting->range, contradicting};
}

std::optional<ByteRange> FindWords(std::string_view quote, std::string_view words) {
  return FindWords(quote, {0, quote.size()}, words);
}

std::optional<ByteRange> FindWords(std::string_view source, ByteRange quote, std::string_view words) {
  const FoldedText text(source);
  const FoldedText folded(words);
  std::u32string_view whole = text.code_points();
  std::u32string_view part = folded.code_points();
  if (part.empty()) return std::nullopt;
  auto is_word = [&](size_t at) { return at < whole.size() && u_isalnum(static_cast<UChar32>(whole[at])); };
  for (size_t at = whole.find(part); at != std::u32string_view::npos; at = whole.find(part, at + 1)) {
    const size_t end = at + part.size();
    const bool starts = at == 0 || !is_word(at - 1) || !is_word(at);
    const bool ends = !is_word(end) || !is_word(end - 1);
    if (!starts || !ends) continue;
    const ByteRange found = text.SourceOf(at, end);
    if (found.start >= quote.start && found.end <= quote.end) return found;
  }
  return std::nullopt;
}

}  // namespace verbatim::text
