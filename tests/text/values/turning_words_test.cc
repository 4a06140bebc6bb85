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

TEST(AreTurnedRound, KnowsWordsOfOtherLanguages) {
  struct Case {
    const char* language;
    const char* before;
    const char* quote;
  };
  for (const Case& one : {Case{"de", "Der Minister bestritt, dass ", "52 Gefangene frei sind"},
                          {"de", "Minsk hat nicht ", "52 Gefangene freigelassen"},
                          {"fr", "Le ministre a nié que ", "52 prisonniers soient libres"},
                          {"es", "El ministro negó que ", "52 presos fueran liberados"},
                          {"pt", "O ministro negou que ", "52 presos foram libertados"},
                          {"it", "Il ministro ha negato che ", "52 detenuti siano liberi"},
                          {"nl", "De minister ontkende dat ", "52 gevangenen vrij zijn"},
                          {"sv", "Ministern förnekade att ", "52 fångar är fria"},
                          {"pl", "Minister zaprzeczył, że ", "52 więźniów uwolniono"},
                          {"ru", "Министр отрицал, что ", "52 заключённых свободны"},
                          {"uk", "Міністр заперечив, що ", "52 в'язні вільні"},
                          {"ro", "Ministrul a negat că ", "52 de deținuți sunt liberi"}}) {
    EXPECT_TRUE(AreTurnedRound(one.before, one.quote, one.language)) << one.before;
  }
  for (const Case& one : {Case{"de", "Der Minister sagte, dass ", "52 Gefangene frei sind"},
                          {"de", "Das war nicht so. ", "52 Gefangene sind frei"},
                          {"fr", "Le ministre a dit que ", "52 prisonniers sont libres"},
                          {"ru", "Министр сообщил, что ", "52 заключённых свободны"}}) {
    EXPECT_FALSE(AreTurnedRound(one.before, one.quote, one.language)) << one.before;
  }
}

}  // namespace
}  // namespace verbatim::text
