#include "status/field_validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace verbatim {
namespace {

template <typename Check>
bool Accepts(Check check, const std::string& value) {
  Violations violations;
  check(value, "field", violations);
  return violations.empty();
}

TEST(FieldValidation, AcceptsAbsoluteUrisOfAnyScript) {
  for (const char* uri : {"https://example.org/article", "urn:isbn:1", "x-a.b+c:y", "http://пример.рф/ж"}) {
    EXPECT_TRUE(Accepts(CheckUri, uri)) << uri;
    EXPECT_TRUE(IsAbsoluteUri(uri)) << uri;
  }
  for (const char* uri : {"example.org", "/article", ":x", "https:", "1a:b", "a b:c", "ä:b"}) {
    EXPECT_FALSE(Accepts(CheckUri, uri)) << uri;
    EXPECT_FALSE(IsAbsoluteUri(uri)) << uri;
  }
  for (const char* uri : {"https://example.org/a b", "https://example.org/\n", "urn:\x7F"}) {
    EXPECT_FALSE(Accepts(CheckUri, uri)) << uri;
    EXPECT_TRUE(IsAbsoluteUri(uri)) << uri;
  }
  EXPECT_TRUE(Accepts(CheckUri, "")) << "no URI";
  EXPECT_FALSE(Accepts(CheckUri, "a:" + std::string(kUriBytes, 'x')));
}

TEST(FieldValidation, AcceptsTheSyntaxOfLanguageTags) {
  for (const char* tag : {"", "en", "pt-BR", "zh-Hant-TW", "de-1996", "gsw-CH", "en-a"}) {
    EXPECT_TRUE(Accepts(CheckLanguage, tag)) << tag;
  }
  for (const char* tag : {"e", "1en", "en_US", "en-", "-en", "en--US", "abcdefghi", "en-abcdefghi"}) {
    EXPECT_FALSE(Accepts(CheckLanguage, tag)) << tag;
  }
  EXPECT_FALSE(Accepts(CheckLanguage, "en-12345678-12345678-12345678-12345678")) << "36 bytes and more";
}

TEST(FieldValidation, NamesTheLanguageThatWasProbablyMeant) {
  const auto refusal = [](const char* tag) {
    Violations violations;
    CheckLanguage(tag, "field", violations);
    return std::string(violations.ToStatus().message());
  };
  for (const auto& [tag, likely] : std::vector<std::pair<const char*, const char*>>{
           {"german", "de"}, {"Deutsch", "de"}, {"eng", "en"}, {"cz", "cs"}, {"en_US", "en-US"}}) {
    EXPECT_THAT(refusal(tag), ::testing::HasSubstr("did you mean " + std::string(likely) + "?")) << tag;
  }
  for (const char* tag : {"xx", "abcdefgh", "qq-DE", "english!"}) {
    EXPECT_THAT(refusal(tag), ::testing::HasSubstr("such as en or pt-BR")) << tag;
    EXPECT_THAT(refusal(tag), ::testing::Not(::testing::HasSubstr("did you mean"))) << tag;
  }
}

}  // namespace
}  // namespace verbatim
