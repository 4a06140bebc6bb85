#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "text/values/times/calendar.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

// A date or period, and the tokens that state it.
struct TimeReading {
  Period period;
  std::optional<Period> other;  // another possible meaning: the next Friday instead of the last
  size_t start = 0;             // the first token
  size_t end = 0;               // the token after the last one
  bool weak = false;            // may not be a time at all: 2020 alone, "the 27th"

  // The two ends of a period such as "from 1994 to 2012"; empty otherwise.
  std::vector<TimeReading> parts;
  // Whether the word before the time makes it one end of a longer time.
  enum class Limit : uint8_t { kNone, kSince, kAfter, kUntil, kBefore };
  Limit limit = Limit::kNone;
};

// Returns a reading of the tokens from `start` to before `end`, or nullopt without a period.
TimeReading MakeTimeReading(const Period& period, size_t start, size_t end);
std::optional<TimeReading> MakeTimeReading(const std::optional<Period>& period, size_t start, size_t end);

// Reads the date or period that begins at `at`. Returns nullopt if none begins there, or if it is relative
// and `published`, the day of publication, is unknown. Any thread.
std::optional<TimeReading> ReadTime(const Tokens& tokens, size_t at,
                                    const std::optional<sys_days>& published);

}  // namespace verbatim::text
