#pragma once

#include <string_view>

// Words in dates, by the names of ICU.
namespace verbatim::interchange {

// Returns the month that `name` names in English or in `language` (BCP 47; may be empty), in full or
// abbreviated: 1 to 12, or 0 if it names none.
int MonthOfName(std::string_view name, std::string_view language);

// Returns whether a date may contain `word` besides its numbers and month: the name of a day of the week, a
// particle such as "de" and "of", or the end of an ordinal number such as "th".
bool IsSmallWord(std::string_view word, std::string_view language);

}  // namespace verbatim::interchange
