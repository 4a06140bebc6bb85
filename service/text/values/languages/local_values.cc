#include "text/values/languages/local_values.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "text/values/languages/local_number.h"
#include "text/values/languages/local_quantity.h"
#include "text/values/languages/local_time.h"
#include "text/values/languages/scanner.h"
#include "text/values/times/open_interval.h"

namespace verbatim::text {
namespace {

// Returns whether the word at `at` begins no value. Rules out most words. Roman numerals, codes of currencies and
// quarters ("XX", "EUR", "Q3") are short words in capitals.
bool IsPlainWord(const LocalTokens& tokens, size_t at) {
  constexpr size_t kLongestCode = 6;
  const LocalToken& token = tokens[at];
  if (token.kind != LocalToken::Kind::kWord || token.senses != 0) return false;
  if (token.capital && token.end - token.start <= kLongestCode) return false;
  return token.no_number || !ReadSpelled(tokens, at);
}

class LocalReader {
 public:
  LocalReader(const ValueOptions& options, const std::function<void(const TypedValue&)>& take)
      : published_(options.published), read_none_(options.read_none), take_(take) {}

  // Reports the values that begin at `at`. Returns the token at which to continue.
  size_t Read(const LocalTokens& tokens, size_t at) {
    found_.clear();
    const size_t end = ReadTyped(tokens, at);
    if (end == at) return ReadName(tokens, at);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const TypedValue& a, const TypedValue& b) { return a.range.start < b.range.start; });
    for (const TypedValue& value : found_) take_(value);
    return end;
  }

 private:
  size_t ReadTyped(const LocalTokens& tokens, size_t at) {
    if (tokens[at].kind == LocalToken::Kind::kBreak || IsPlainWord(tokens, at)) return at;
    std::optional<TimeReading> time = ReadLocalTime(tokens, at, published_);
    std::optional<LocalQuantity> quantity = ReadLocalQuantity(tokens, at);
    if (!time && !quantity) return TakeNone(tokens, at);
    const bool longer = time && (!quantity || time->end >= quantity->end);
    if (!longer) {
      if (time) TakeTime(tokens, at, *time, Reading::kAlternative);
      return Take(*quantity);
    }
    if (!time->weak) {
      TakeTime(tokens, at, *time, Reading::kStated);
      if (quantity && quantity->end == time->end && time->period.grain == Period::Grain::kYear) {
        quantity->value.reading = Reading::kAlternative;
        Take(*quantity);
      } else {
        TakeDurations(tokens, at, time->end);
      }
      return time->end;
    }
    // A year without a word that shows that it is one: a noun after it makes it a count.
    const bool year = time->period.grain == Period::Grain::kYear && time->parts.empty();
    const bool counts = tokens.IsWord(time->end) && !tokens.Known(time->end) && !tokens[time->end].apostrophe;
    TakeTime(tokens, at, *time, year && !counts ? Reading::kStated : Reading::kAlternative);
    if (!quantity) return time->end;
    if (year && !counts) quantity->value.reading = Reading::kAlternative;
    return std::max(Take(*quantity), time->end);
  }

  void TakeTime(const LocalTokens& tokens, size_t at, const TimeReading& time, Reading reading) {
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

  size_t Take(const LocalQuantity& quantity) {
    found_.push_back(quantity.value);
    for (const TypedValue& part : quantity.parts) found_.push_back(part);
    return quantity.end;
  }

  // "vor drei Jahren" also states the measure of three years.
  void TakeDurations(const LocalTokens& tokens, size_t at, size_t end) {
    for (size_t i = at; i < end;) {
      auto quantity = ReadLocalQuantity(tokens, i);
      const bool inside = quantity && quantity->end <= end && quantity->value.kind == ValueKind::kMeasure;
      if (inside) found_.push_back(quantity->value);
      i = inside ? quantity->end : i + 1;
    }
  }

  size_t TakeNone(const LocalTokens& tokens, size_t at) {
    if (!read_none_ || !tokens.Is(at, Sense::kNo)) return at;
    const size_t end = tokens.Skip(at, Sense::kNo);
    TypedValue none;
    none.range = none.figure = tokens.Range(at, end);
    none.amount.value = "0";
    none.reading = Reading::kAlternative;
    found_.push_back(none);
    return end;
  }

  // Reports a sequence of capitalised words that does not begin a sentence.
  size_t ReadName(const LocalTokens& tokens, size_t at) {
    constexpr size_t kMostWords = 8;
    auto names = [&](size_t index) { return tokens.IsWord(index) && tokens[index].capital; };
    if (!names(at)) return at + 1;
    size_t end = at + 1;
    while (end - at < kMostWords && names(end) && tokens[end].gap != LocalToken::Gap::kLine) ++end;
    const LocalToken& before = tokens[at - 1];
    const bool begins = before.kind == LocalToken::Kind::kBreak ||
                        (before.kind == LocalToken::Kind::kSign &&
                         (before.sign == U'.' || before.sign == U'!' || before.sign == U'?'));
    if (end == at + 1 && (begins || tokens.Known(at))) return end;
    TypedValue name;
    name.kind = ValueKind::kName;
    name.range = tokens.Range(at, end);
    take_(name);
    return end;
  }

  const std::optional<std::chrono::sys_days> published_;
  const bool read_none_;
  const std::function<void(const TypedValue&)>& take_;
  std::vector<TypedValue> found_;  // the values that begin at one token, with their parts
};

}  // namespace

void FindLocalValues(std::string_view text, const Vocabulary& words, const ValueOptions& options,
                     const std::function<void(const TypedValue&)>& take, StopPoll& poll) {
  // Values are read from a window of tokens that slides over the text.
  constexpr size_t kWindow = 1024;
  constexpr size_t kAhead = 64;
  constexpr size_t kKept = 8;
  constexpr size_t kReadSteps = 256;
  Scanner scanner(text, words, poll);
  std::vector<LocalToken> buffer;
  buffer.reserve(std::min(kWindow, text.size()));
  const LocalTokens tokens(text, buffer, words);
  LocalReader reader(options, take);
  size_t at = 0;
  bool ended = false;
  do {
    while (buffer.size() < kWindow && !scanner.AtEnd() && !poll.stopped()) buffer.push_back(scanner.Next());
    if (poll.stopped()) return;
    if (scanner.AtEnd() && !ended)
      buffer.emplace_back();  // a break, after which readers know that no word follows
    ended = scanner.AtEnd();
    const size_t end = scanner.AtEnd() ? buffer.size() : buffer.size() - kAhead;
    while (at < end && !poll.Step(kReadSteps)) at = reader.Read(tokens, at);
    if (poll.stopped()) return;
    const size_t done = std::min(at > kKept ? at - kKept : 0, buffer.size());
    buffer.erase(buffer.begin(), buffer.begin() + static_cast<ptrdiff_t>(done));
    at -= done;
  } while (!scanner.AtEnd() || at < buffer.size());
}

}  // namespace verbatim::text
