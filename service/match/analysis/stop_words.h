#pragma once

#include <string_view>

namespace verbatim::match {

// Returns whether a word is a function word of a language: an article, pronoun, preposition, conjunction, auxiliary or
// negation, which tells nothing about what a text is about. `language` is a primary subtag (BCP 47); `word` is folded
// (text/unicode/fold.h). For German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Ukrainian, Swedish,
// Danish, Norwegian, Turkish and Romanian; false for other languages, also for English, whose words have their classes
// in relations/word_lists.h. Any thread.
bool IsStopWord(std::string_view language, std::string_view word);

}  // namespace verbatim::match
