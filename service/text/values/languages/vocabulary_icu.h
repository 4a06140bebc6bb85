#pragma once

#include <string>

namespace verbatim::text {

class Vocabulary;

// Adds what ICU (CLDR) knows of a language: the names of months, weekdays, currencies, units of measure and of
// time, and its phrases for yesterday, last week and the like.
void AddFromIcu(const std::string& language, Vocabulary& words);

}  // namespace verbatim::text
