#include "text/unicode/word_runs.h"

#include <gtest/gtest.h>

#include <string>

namespace verbatim::text {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* other;
  bool expected;
};

TEST(WordRuns, FindFiveWordsInARow) {
  constexpr Case kCases[] = {
      {"same", "one two three four five", "one two three four five", true},
      {"within", "zero one two three four five six", "A: one two three four five.", true},
      {"four words", "one two three four", "one two three four", false},
      {"another order", "one two three four five", "five four three two one", false},
      {"a gap", "one two three four five six", "one two three other four five six", false},
      {"case, marks, punctuation", "Der Müller KAM, um 5 Uhr", "der mu\u0308ller – kam um „5” uhr", true},
      {"joined words", "one two three four five", "onetwo three four five", false},
      {"Chinese", "部长买了一匹白马。", "他说部长买了一", true},
      {"Chinese, four characters", "部长买了一匹白马。", "部长买了", false},
      {"Thai", "รัฐมนตรีซื้อม้าขาว", "ม้าขาวซื้อม้าขาว", true},
      {"Hindi", "मंत्री ने एक सफेद घोड़ा खरीदा", "मंत्री ने एक सफेद घोड़ा", true},
      {"empty", "", "one two three four five", false},
  };
  for (const Case& c : kCases) {
    WordRuns runs(1000);
    EXPECT_TRUE(runs.Add(c.text)) << c.name;
    EXPECT_EQ(runs.Contains(c.other), c.expected) << c.name;
  }
}

TEST(WordRuns, OfSeveralTexts) {
  WordRuns runs(1000);
  EXPECT_TRUE(runs.Add("one two three four five"));
  EXPECT_TRUE(runs.Add("six seven eight nine ten"));
  EXPECT_TRUE(runs.Contains("one two three four five"));
  EXPECT_TRUE(runs.Contains("six seven eight nine ten"));
  EXPECT_FALSE(runs.Contains("three four five six seven"));
}

TEST(WordRuns, AreBounded) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += std::to_string(i) + " ";
  WordRuns runs(10);
  EXPECT_FALSE(runs.Add(text));
  WordRuns enough(96);
  EXPECT_TRUE(enough.Add(text));
  EXPECT_TRUE(enough.Contains("95 96 97 98 99"));
  EXPECT_TRUE(enough.Add(text + text.substr(0, 0))) << "the same runs take no more room";
}

}  // namespace
}  // namespace verbatim::text
