#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "text/values/calendar.h"
#include "text/values/tokens.h"

namespace verbatim::text {

// A date or period, and the words that state it.
struct TimeReading {
  Period period;
  std::optional<Period> other;  // what the words might mean, too: the Friday to come
  size_t start = 0;             // the token at which its words begin
  size_t end = 0;               // the token behind them
  bool weak = false;            // may be no time at all: a bare 2020, "the 27th"

  // The ends of a stated period: "from 1994 to 2012".
  std::vector<TimeReading> parts;
  bool open = false;  // "since 2012": until now
};

// Reads the date or period that begins at `at`. Nothing if there is none, or if it is relative to a day of
// publication that is not known. Any thread.
std::optional<TimeReading> ReadTime(const Tokens& tokens, size_t at,
                                    const std::optional<sys_days>& published);

}  // namespace verbatim::text
