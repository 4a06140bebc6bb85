#include "text/values/values.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/unicode/language.h"
#include "text/values/amounts/quantity_reader.h"
#include "text/values/amounts/scale_letter.h"
#include "text/values/languages/local_values.h"
#include "text/values/languages/vocabulary.h"
#include "text/values/numbers/number_reader.h"
#include "text/values/times/calendar.h"
#include "text/values/times/open_interval.h"
#include "text/values/times/time_reader.h"
#include "text/values/times/year_use.h"
#include "text/values/words/name_reader.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {
namespace {

using F = Function;

constexpr std::array<std::string_view, 7> kBounds = {"EXACT",   "ABOUT",     "AT_LEAST", "MORE_THAN",
                                                     "AT_MOST", "LESS_THAN", "RANGE"};

// Returns whether a token can state a value itself, and does not only connect other words.
bool Carries(const Token& token) {
  if (token.kind == Token::Kind::kNumeral) return true;
  if (token.kind == Token::Kind::kSign) return token.sign == U'$' || token.sign >= 0xA2;
  return token.word != nullptr && token.word->carries;
}

// The functions that can begin a value, as a mask over Word::functions.
constexpr uint64_t kBeginning = [] {
  uint64_t bits = 0;
  for (F function : {F::kA,       F::kAbout, F::kAbove,    F::kAlmost, F::kAs,    F::kAt,     F::kBelow,
                     F::kBetween, F::kClose, F::kEarlier,  F::kEarly,  F::kEnd,   F::kEqual,  F::kFew,
                     F::kFrom,    F::kIn,    F::kLate,     F::kLater,  F::kLess,  F::kMid,    F::kMinus,
                     F::kMore,    F::kMy,    F::kNegative, F::kNo,     F::kNot,   F::kNow,    F::kOn,
                     F::kOver,    F::kPer,   F::kPercent,  F::kRest,   F::kSince, F::kStart,  F::kThe,
                     F::kUp,      F::kWell,  F::kWithin,   F::kBefore, F::kAfter, F::kThrough}) {
    bits |= uint64_t{1} << static_cast<unsigned>(function);
  }
  return bits;
}();

// Returns whether a value may begin at `at`. A cheap filter that rejects most words. A connecting word passes
// if a token that carries a value follows within kNear tokens, with only known words and signs in between.
bool CanBegin(const Tokens& tokens, size_t at) {
  const Token& token = tokens[at];
  if (Carries(token)) return true;
  if (token.kind == Token::Kind::kBreak) return false;
  if (token.kind == Token::Kind::kSign) {
    constexpr std::u32string_view kSigns = U"-~<>'";  // all other signs that begin a value are above U+00A1
    if (kSigns.find(token.sign) == std::u32string_view::npos) return false;
    const size_t next = tokens.IsSign(at + 1, U'=') ? at + 2 : at + 1;
    return Carries(tokens[next]) || (tokens.IsSign(next, U'-') && Carries(tokens[next + 1]));
  }
  if (token.word == nullptr) return token.end - token.start == 1 && tokens.IsNumeral(at + 1);  // Q3
  if ((token.word->functions & kBeginning) == 0 && !token.word->Has(Role::kBounding)) return false;
  constexpr size_t kNear = 6;
  for (size_t i = at + 1; i <= at + kNear; ++i) {
    if (Carries(tokens[i])) return true;
    if (tokens[i].word == nullptr && tokens[i].kind != Token::Kind::kSign) return false;
  }
  return false;
}

// Reads values from a window of tokens.
class ValueReader {
 public:
  ValueReader(const ValueOptions& options, const std::function<void(const TypedValue&)>& take)
      : published_(options.published), read_none_(options.read_none), take_(take) {}

  // Reports the values that begin at `at`. Returns the token at which to continue.
  size_t Read(const Tokens& tokens, size_t at) {
    found_.clear();
    if (size_t end = ReadTyped(tokens, at); end != at) {
      std::stable_sort(found_.begin(), found_.end(), [](const TypedValue& a, const TypedValue& b) {
        return a.range.start < b.range.start;
      });
      for (const TypedValue& value : found_) take_(value);
      return end;
    }
    if (auto end = ReadName(tokens, at)) {
      TypedValue name;
      name.kind = ValueKind::kName;
      name.range = tokens.Range(at, *end);
      take_(name);
      return *end;
    }
    return at + 1;
  }

 private:
  size_t ReadTyped(const Tokens& tokens, size_t at) {
    if (!CanBegin(tokens, at)) return read_none_ ? TakeNone(tokens, at) : at;
    std::optional<TimeReading> time = ReadTime(tokens, at, published_);
    std::optional<QuantityReading> quantity = ReadQuantity(tokens, at);
    const bool year = time && time->period.grain == Period::Grain::kYear && time->parts.empty() &&
                      time->end == time->start + 1 && tokens.IsNumeral(time->start);
    const YearUse use = year ? UseOfNumeral(tokens, time->start) : YearUse::kYear;
    if (use == YearUse::kCount) {
      if (time->start != at) return at;  // the count begins after "in" or "before"
      time.reset();
    }
    const bool longer = time && (!quantity || time->end >= quantity->end);
    if (!longer) {
      if (time && time->end > time->start) TakeTime(tokens, at, *time, Reading::kAlternative);
      if (quantity) return TakeQuantity(*quantity);
      return TakeOrdinal(tokens, at);
    }
    const bool lone_year = time->period.grain == Period::Grain::kYear && time->parts.empty();
    if (!time->weak || (lone_year && use == YearUse::kYear)) {
      TakeTime(tokens, at, *time, Reading::kStated);
      if (quantity && (time->weak || use == YearUse::kEither) && quantity->end == time->end) {
        quantity->value.reading = Reading::kAlternative;
        TakeQuantity(*quantity);
      } else {
        TakeDurations(tokens, at, time->end);
      }
      return time->end;
    }
    TakeTime(tokens, at, *time, Reading::kAlternative);
    if (quantity) return TakeQuantity(*quantity);
    if (size_t end = TakeOrdinal(tokens, at); end != at) return end;
    return at + 1;
  }

  void TakeTime(const Tokens& tokens, size_t at, const TimeReading& time, Reading reading) {
    TypedValue value;
    value.kind = ValueKind::kTime;
    value.reading = reading;
    value.range = tokens.Range(time.start, time.end);
    value.edtf = ToEdtf(time.period);
    value.limit = time.limit != TimeReading::Limit::kNone;
    found_.push_back(value);
    if (value.limit) {
      TypedValue whole = value;
      whole.range = tokens.Range(at, time.end);
      AddOpenIntervals(std::move(whole), time, found_);
    }
    if (time.other) {
      value.reading = Reading::kAlternative;
      value.edtf = ToEdtf(*time.other);
      found_.push_back(value);
    }
    for (const TimeReading& part : time.parts) TakeTime(tokens, part.start, part, Reading::kPart);
  }

  size_t TakeQuantity(const QuantityReading& quantity) {
    found_.push_back(quantity.value);
    for (const TypedValue& part : quantity.parts) found_.push_back(part);
    return quantity.end;
  }

  // "the past 31 years" also states the measure of 31 years.
  void TakeDurations(const Tokens& tokens, size_t at, size_t end) {
    for (size_t i = at; i < end;) {
      auto quantity = ReadQuantity(tokens, i);
      const bool inside = quantity && quantity->end <= end && quantity->value.kind == ValueKind::kMeasure;
      if (inside) found_.push_back(quantity->value);
      i = inside ? quantity->end : i + 1;
    }
  }

  size_t TakeNone(const Tokens& tokens, size_t at) {
    if (!tokens.Is(at, F::kNo) || !IsCountedNoun(tokens, at + 1)) return at;
    TypedValue none;
    none.range = none.figure = tokens.Range(at, at + 1);
    none.amount.value = "0";
    none.reading = Reading::kAlternative;
    found_.push_back(none);
    return at + 1;
  }

  size_t TakeOrdinal(const Tokens& tokens, size_t at) {
    auto ordinal = ReadOrdinal(tokens, at);
    if (!ordinal) return at;
    TypedValue value;
    value.kind = ValueKind::kOrdinal;
    value.range = value.figure = tokens.Range(at, ordinal->end);
    value.amount.value = std::to_string(ordinal->value);
    found_.push_back(value);
    return ordinal->end;
  }

  const std::optional<sys_days> published_;
  const bool read_none_;
  const std::function<void(const TypedValue&)>& take_;
  std::vector<TypedValue> found_;  // the values that begin at one token, with their parts
};

}  // namespace

std::string_view ToString(Bound bound) { return kBounds[static_cast<size_t>(bound)]; }

std::optional<Bound> ParseBound(std::string_view word) {
  auto found = std::find(kBounds.begin(), kBounds.end(), word);
  if (found == kBounds.end()) return std::nullopt;
  return static_cast<Bound>(found - kBounds.begin());
}

bool IsLowerBound(Bound bound) { return bound == Bound::kAtLeast || bound == Bound::kMoreThan; }
bool IsUpperBound(Bound bound) { return bound == Bound::kAtMost || bound == Bound::kLessThan; }

void FindValues(std::string_view text, const ValueOptions& options,
                const std::function<void(const TypedValue&)>& take, const ShouldStop& should_stop) {
  // Values are read from a window of tokens that slides over the text.
  constexpr size_t kWindow = 1024;
  constexpr size_t kAhead = 64;  // tokens that must follow the one at which a value begins
  constexpr size_t kKept = 8;    // tokens that stay in the window before it
  constexpr size_t kReadSteps = 64;
  StopPoll poll(should_stop);
  if (const Vocabulary* words = VocabularyOf(options.language))
    return FindLocalValues(text, *words, options, take, poll);
  Tokenizer tokenizer(text, MayBeEnglish(options.language) ? Separators::kEnglish : Separators::kUnknown,
                      poll);
  std::vector<Token> buffer;
  buffer.reserve(std::min(kWindow, text.size()));
  const Tokens tokens(text, buffer);
  ValueReader reader(options, take);
  size_t at = 0;
  do {
    while (buffer.size() < kWindow && !tokenizer.AtEnd() && !poll.stopped())
      buffer.push_back(tokenizer.Next());
    if (poll.stopped()) return;
    const size_t end = tokenizer.AtEnd() ? buffer.size() : buffer.size() - kAhead;
    while (at < end && !poll.Step(kReadSteps)) at = reader.Read(tokens, at);
    if (poll.stopped()) return;
    const size_t done = at > kKept ? at - kKept : 0;
    buffer.erase(buffer.begin(), buffer.begin() + static_cast<ptrdiff_t>(std::min(done, buffer.size())));
    at -= done;
  } while (!tokenizer.AtEnd() || at < buffer.size());
}

std::vector<TypedValue> FindValues(std::string_view text, const ValueOptions& options,
                                   const ShouldStop& should_stop) {
  std::vector<TypedValue> values;
  FindValues(
      text, options, [&values](const TypedValue& value) { values.push_back(value); }, should_stop);
  return values;
}

}  // namespace verbatim::text
