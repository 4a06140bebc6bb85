#pragma once

#include <string_view>

// The words of each language for the topics of news (topics.h): a topic a line, with the first letters of its words.
// A full stop after a word means the whole word: "gas." is not the start of "gasoline". Other languages have the same
// topics as English; the words may be written with or without diacritics.
namespace verbatim::match {

extern const std::string_view kEnglishTopics;
extern const std::string_view kGermanTopics;
extern const std::string_view kFrenchTopics;
extern const std::string_view kSpanishTopics;
extern const std::string_view kPortugueseTopics;
extern const std::string_view kItalianTopics;
extern const std::string_view kDutchTopics;
extern const std::string_view kPolishTopics;
extern const std::string_view kRussianTopics;
extern const std::string_view kUkrainianTopics;
extern const std::string_view kBelarusianTopics;
extern const std::string_view kSwedishTopics;
extern const std::string_view kTurkishTopics;
extern const std::string_view kRomanianTopics;

}  // namespace verbatim::match
