#include "text/unicode/language.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace verbatim::text
