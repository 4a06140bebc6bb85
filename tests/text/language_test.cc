#include "text/unicode/language.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace verbatim::text {
namespace {

TEST(Language, IsThePrimarySubtagInAnyCase) {
  EXPECT_EQ(PrimarySubtag("EN-us"), "en");
  EXPECT_EQ(PrimarySubtag("de"), "de");
  EXPECT_EQ(PrimarySubtag(""), "");
  for (const char* tag : {"en", "EN", "en-GB", "En-us"}) EXPECT_TRUE(IsEnglish(tag)) << tag;
  for (const char* tag : {"", "und", "enm", "de", "de-en"}) EXPECT_FALSE(IsEnglish(tag)) << tag;
}

TEST(Language, MayBeEnglishIfUnknown) {
  for (const char* tag : {"", "und", "UND", "en", "EN-us"}) EXPECT_TRUE(MayBeEnglish(tag)) << tag;
  for (const char* tag : {"de", "enm", "zxx"}) EXPECT_FALSE(MayBeEnglish(tag)) << tag;
}

TEST(Language, IsKnownIfIso639HasIt) {
  for (const char* tag : {"en", "DE-at", "pt-BR", "fil", "und", "zxx", "no", "iw", "yue", "tpi"}) {
    EXPECT_TRUE(IsKnownLanguage(tag)) << tag;
  }
  for (const char* tag : {"", "xx", "german", "eng", "cz", "english-US"}) {
    EXPECT_FALSE(IsKnownLanguage(tag)) << tag;
  }
}

TEST(Language, IsGuessedFromNamesAndOtherCodes) {
  for (const auto& [words, tag] : std::vector<std::pair<const char*, const char*>>{{"german", "de"},
                                                                                   {"Deutsch", "de"},
                                                                                   {"deu", "de"},
                                                                                   {"cz", "cs"},
                                                                                   {"gr", "el"},
                                                                                   {"русский", "ru"},
                                                                                   {"FRENCH", "fr"},
                                                                                   {"français", "fr"},
                                                                                   {"en_US", "en-US"},
                                                                                   {"portuguese", "pt"},
                                                                                   {"english-US", "en"},
                                                                                   {"xx", ""},
                                                                                   {"no language", ""},
                                                                                   {"Klingonish", ""}}) {
    EXPECT_EQ(LikelyLanguage(words), tag) << words;
  }
}

}  // namespace
}  // namespace verbatim::text
