#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "text/values/languages/scanner.h"
#include "text/values/times/time_reader.h"
#include "text/values/times/time_units.h"

// Readers of times that are some distance from the day of publication. All return nullopt if none begins at the token.
namespace verbatim::text {

// A unit of time, with the full stop of its abbreviation.
struct UnitMatch {
  TimeUnit unit = TimeUnit::kDay;
  size_t end = 0;
};
std::optional<UnitMatch> UnitAt(const LocalTokens& tokens, size_t at);

// Reads "gestern", "demain".
std::optional<TimeReading> ReadNamedDay(const LocalTokens& tokens, size_t at, sys_days published);

// Reads "letzte Woche", "la semaine dernière", "ostatnich 3 dni", "les 3 dernières années".
std::optional<TimeReading> ReadShifted(const LocalTokens& tokens, size_t start, sys_days published);

// Reads "vor drei Jahren", "il y a deux mois", "через неделю".
std::optional<TimeReading> ReadAway(const LocalTokens& tokens, size_t start, sys_days published);

}  // namespace verbatim::text
