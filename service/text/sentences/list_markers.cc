#include "text/sentences/list_markers.h"

#include "text/sentences/scan.h"

namespace verbatim::text {
namespace {

bool IsBullet(UChar32 c) {
  return c == 0x2022 || c == 0x2023 || c == 0x2043 || c == 0x25E6 || c == 0x25AA || c == 0x25CF ||
         c == 0x2219;
}

// Maximum digits of a number that marks a list item.
constexpr size_t kCounterBytes = 3;

bool IsCounterByte(char c) { return IsAsciiDigit(c) || (c >= 'a' && c <= 'z'); }

}  // namespace

std::optional<MarkerFinder::Counter> MarkerFinder::ReadCounter(size_t at) const {
  Counter counter;
  size_t end = at;
  while (end - at < kCounterBytes && IsAsciiDigit(CharAt(line_, end)))
    counter.value = counter.value * 10 + (line_[end++] - '0');
  if (end == at) {
    UChar32 c = CharAt(line_, at);
    if (c < 'a' || c > 'z') return std::nullopt;
    counter.letter = true;
    counter.value = c - 'a' + 1;
    ++end;
  }
  size_t tail = end;
  while (tail - end < 2 && (CharAt(line_, tail) == '.' || CharAt(line_, tail) == ')')) ++tail;
  counter.tail = line_.substr(end, tail - end);
  if (counter.tail != "." && counter.tail != ")" && counter.tail != ".)") return std::nullopt;
  UChar32 behind = CharAt(line_, tail);
  if (!IsSpace(behind) || SkipSpaces(line_, tail, poll_) == line_.size()) return std::nullopt;
  counter.marker = {at, tail};
  return counter;
}

std::optional<Marker> MarkerFinder::LookForBullet(size_t at) const {
  UChar32 c = CharAt(line_, at);
  if (!IsBullet(c) || (at > 0 && !IsSpace(CharBefore(line_, at)))) return std::nullopt;
  Marker marker{at, at + Length(c)};
  // A number after a bullet is part of the mark.
  if (auto counter = ReadCounter(SkipSpaces(line_, marker.end, poll_))) marker.end = counter->marker.end;
  if (SkipSpaces(line_, marker.end, poll_) == line_.size()) return std::nullopt;
  return marker;
}

std::optional<Marker> MarkerFinder::Look(size_t at) {
  if (at < found_end_) return std::nullopt;
  if (line_[at] == '\xE2') {
    std::optional<Marker> bullet = LookForBullet(at);
    if (bullet) found_end_ = bullet->end;
    return bullet;
  }
  size_t start = at;
  while (start > 0 && at - start < kCounterBytes && IsCounterByte(line_[start - 1])) --start;
  if (start == at || (start > 0 && !IsSpace(CharBefore(line_, start)))) return std::nullopt;
  std::optional<Counter> counter = ReadCounter(start);
  if (!counter) return std::nullopt;
  size_t before = SkipSpacesBack(line_, 0, start, poll_);
  const bool first = counter->value == 1;
  bool begins = before == 0 ? first || !counter->letter : first && line_[before - 1] == ':';
  bool goes_on = last_ && counter->value == last_->value + 1 && counter->letter == last_->letter &&
                 counter->tail == last_->tail;
  if (!begins && !goes_on) return std::nullopt;
  // Another number at the start of a line may be a date: it begins no count.
  if (goes_on || first) last_ = counter;
  found_end_ = counter->marker.end;
  return counter->marker;
}

bool BeginsWithMarker(std::string_view line, StopPoll& poll) {
  const size_t at = SkipSpaces(line, 0, poll);
  const UChar32 c = CharAt(line, at);
  if (c == '#' || c == '>' || c == '|') return true;
  const bool dash = c == '-' || c == '*' || c == '+' || c == 0x2013 || c == 0x2014 || c == 0xB7;
  if (dash || IsBullet(c)) return IsSpace(CharAt(line, at + Length(c)));
  if (IsUpper(c) && CharAt(line, at + Length(c)) == ')') return true;
  return MarkerFinder(line, poll).ReadCounter(c == '(' ? at + 1 : at).has_value();
}

}  // namespace verbatim::text
