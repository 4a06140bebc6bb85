#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "text/values/languages/scanner.h"
#include "text/values/times/time_reader.h"

// Readers of parts of periods. All return nullopt if none begins at the token.
namespace verbatim::text {

// Reads "premier vendredi de juillet", "letzter Tag im Oktober 2015", "tercera semana del próximo año".
std::optional<TimeReading> ReadNthOf(const LocalTokens& tokens, size_t start, sys_days published);

// Reads "gelecek ayın ikinci pazartesi" and "2015'in son haftası", in which the whole comes first, and "bu ayın 4'ü".
std::optional<TimeReading> ReadPartOfWhole(const LocalTokens& tokens, size_t start, sys_days published);

// Reads "semaine du 16 septembre", "Woche vom 3. März": the week that contains the day.
std::optional<TimeReading> ReadWeekOf(const LocalTokens& tokens, size_t at, sys_days published);

// Reads "der Rest der Woche", "haftanın geri kalanı".
std::optional<TimeReading> ReadRest(const LocalTokens& tokens, size_t at, sys_days published);

// Reads "das Wochenende", "été", "la semaine", which mean the one around the publication, and a quarter without a
// year.
std::optional<TimeReading> ReadLonePeriod(const LocalTokens& tokens, size_t at, sys_days published);

}  // namespace verbatim::text
