#include "text/values/words/turning_words.h"

#include <gtest/gtest.h>

namespace verbatim::text {
namespace {

TEST(AreTurnedRound, KnowsWordsThatDenyWhatFollows) {
  for (const char* before : {"Minsk did not ", "Minsk didn't ", "Minsk didn\u2019t really ", "He never ",
                             "The army left without ", "It is untrue that ", "It was far from ",
                             "There is no evidence that ", "It is not true that ", "Nobody believes that ",
                             "The court has not said that ", "She cannot have ", "The state failed to "}) {
    EXPECT_TRUE(AreTurnedRound(before, "freed 52 people")) << before;
  }
}

TEST(AreTurnedRound, KnowsVerbsThatDenyAClause) {
  for (const char* before : {"The minister denied that ", "He rejected reports that ",
                             "Kyiv disputes claims of ", "The bank denied \u201C", "They deny having "}) {
    EXPECT_TRUE(AreTurnedRound(before, "releasing 52 people")) << before;
  }
  EXPECT_FALSE(AreTurnedRound("The consul denied ", "52 visas"));
  EXPECT_FALSE(AreTurnedRound("The court rejected the ", "52 appeals"));
}

TEST(AreTurnedRound, LeavesOtherWordsAlone) {
  for (const char* before : {"", "In May, Belarus ", "It was not so: ", "No, ", "Not one left, and then ",
                             "The minister said that ", "It is certain that "}) {
    EXPECT_FALSE(AreTurnedRound(before, "52 people left")) << before;
  }
}

}  // namespace
}  // namespace verbatim::text
