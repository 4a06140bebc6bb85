#pragma once

#include <string_view>

namespace verbatim::text {

// The hand-written words of languages: what ICU lacks, and the words that connect others in a value. ICU has the
// numbers, months, weekdays, currencies and units (see vocabulary_icu.cc).
//
// A table has one entry a line, `sense value: phrase | phrase`. vocabulary.cc lists the senses. In a phrase,
// "letzt{e,er}" stands for "letzte" and "letzter", and a brace may have an empty part. Lines that begin with # are
// comments. Case and accents do not matter.
//
// To add a language, add its table here and to VocabularyOf, and sentences with a right and a wrong claim to
// tests/data/languages.
extern const std::string_view kArabic;
extern const std::string_view kBelarusian;
extern const std::string_view kBulgarian;
extern const std::string_view kCroatian;
extern const std::string_view kCzech;
extern const std::string_view kDanish;
extern const std::string_view kDutch;
extern const std::string_view kFinnish;
extern const std::string_view kFrench;
extern const std::string_view kGerman;
extern const std::string_view kGreek;
extern const std::string_view kHebrew;
extern const std::string_view kHindi;
extern const std::string_view kHungarian;
extern const std::string_view kItalian;
extern const std::string_view kNorwegian;
extern const std::string_view kPolish;
extern const std::string_view kPortuguese;
extern const std::string_view kRomanian;
extern const std::string_view kRussian;
extern const std::string_view kSlovak;
extern const std::string_view kSpanish;
extern const std::string_view kSwedish;
extern const std::string_view kTurkish;
extern const std::string_view kUkrainian;

}  // namespace verbatim::text
