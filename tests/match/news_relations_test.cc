// Relations of 300 pairs of news sentences, written for this test: 50 claims, each with a rewording, another
// figure, another actor, denials, and other tenses or verbs (tests/data/news_relations.tsv).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "match/relations/relation.h"

namespace verbatim::match {
namespace {

std::string NameOfKind(RelationKind kind) {
  switch (kind) {
    case RelationKind::kSame:
      return "SAME";
    case RelationKind::kConflictingValue:
      return "CONFLICTING_VALUE";
    case RelationKind::kOpposed:
      return "OPPOSED";
    default:
      return "RELATED";
  }
}

TEST(NewsRelations, AreRightInMostPairs) {
  std::ifstream file(TEST_DATA "/news_relations.tsv");
  std::string line;
  ASSERT_TRUE(std::getline(file, line));
  std::map<std::pair<std::string, std::string>, int> counts;  // by what was said and what is right
  std::map<std::string, int> said_in_all;
  std::map<std::string, int> right_in_all;
  int pairs = 0;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string claim, text, right;
    std::getline(fields, claim, '\t');
    std::getline(fields, text, '\t');
    std::getline(fields, right, '\t');
    const auto stated = text::FindValues(text, {});
    const auto claimed = text::FindValues(claim, {});
    const std::string said = NameOfKind(Relate(Sentence(text, stated), Sentence(claim, claimed)).kind);
    ++counts[{said, right}], ++said_in_all[said], ++right_in_all[right], ++pairs;
    EXPECT_FALSE(said == "OPPOSED" && right == "SAME") << claim << "\n" << text;
    EXPECT_FALSE(said == "SAME" && (right == "OPPOSED" || right == "CONFLICTING_VALUE")) << claim << "\n"
                                                                                         << text;
  }
  EXPECT_EQ(pairs, 300);
  struct Bound {
    const char* relation;
    double precision, recall;
  };
  for (const Bound& bound :
       {Bound{"SAME", 0.9, 0.85}, Bound{"OPPOSED", 0.95, 0.95}, Bound{"CONFLICTING_VALUE", 0.95, 0.9}}) {
    const double hits = counts[{bound.relation, bound.relation}];
    EXPECT_GE(hits / said_in_all[bound.relation], bound.precision) << bound.relation;
    EXPECT_GE(hits / right_in_all[bound.relation], bound.recall) << bound.relation;
  }
}

}  // namespace
}  // namespace verbatim::match
