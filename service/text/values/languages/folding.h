#pragma once

#include <string>
#include <string_view>

namespace verbatim::text {

// Returns `word` in lower case and without the marks that writers leave out: "veintidós" and "veintidos" become
// the same, as do ё and е, ß and ss, ł and l. The Turkish dotless i becomes i. Marks of scripts that need them,
// such as Devanagari and Hangul, stay. Drops soft hyphens. `word` must be UTF-8. Any thread.
enum class Rings { kDropped, kKept };  // kKept: å, ä, ö, æ and ø are letters of their own, as in Swedish
std::string FoldWord(std::string_view word, Rings rings = Rings::kDropped);

}  // namespace verbatim::text
