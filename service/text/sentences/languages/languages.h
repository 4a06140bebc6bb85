#pragma once

#include <span>
#include <string_view>

namespace verbatim::text {

// The words of a language that decide where its sentences end. Each list is words in lower case, separated by
// white space. Abbreviations are without their final full stop, and those of several parts without spaces:
// "z.b" is found for "z. B." as well as for "z.B.".
struct LanguageData {
  std::string_view codes = {};    // ISO 639, as "nb nn no"
  std::string_view inner = {};    // never end a sentence: titles before a name, "e.g"
  std::string_view numeric = {};  // are abbreviations only before a number: "p", "vol"
  std::string_view any = {};      // may end a sentence: a word of `starters` after them shows it
  std::string_view proper = {};   // the same as any, if written with a capital: "Mass.", not "mass."
  std::string_view last =
      {};  // usually close a list or a phrase, so a capital after them begins a sentence: "etc"
  std::string_view unit = {};      // may end a sentence after a number ("5 m"), and precede a name elsewhere
  std::string_view starters = {};  // often begin a sentence and are seldom part of a name
  // "3." is an ordinal after a word of `ordinal_before`, and before a word of `ordinal_after`. If
  // `ordinal_before` is "*" alone, "3." is always an ordinal. Both are empty for languages whose ordinals
  // have no full stop.
  std::string_view ordinal_before = {};
  std::string_view ordinal_after = {};
  std::string_view after_time = {};  // continue after a time of day: "5 p.m. Monday"
  std::string_view suffixes = {};    // ends of compounds that are abbreviated: "str" of "Hauptstr."
  // Prepositions. A preposition, a time of day and a few words are not a sentence: "At 5 a.m."
  std::string_view prepositions = {};
};

extern const std::span<const LanguageData> kEnglishData;
extern const std::span<const LanguageData> kGermanicData;
extern const std::span<const LanguageData> kRomanceData;
extern const std::span<const LanguageData> kWestSlavicData;
extern const std::span<const LanguageData> kCyrillicData;
extern const std::span<const LanguageData> kOtherEuropeanData;
extern const std::span<const LanguageData> kAsianData;

}  // namespace verbatim::text
