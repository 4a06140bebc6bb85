#include "match/ranking/features.h"

#include <gmock/gmock.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "match/analysis/char_ngrams.h"
#include "match/ranking/matched_words.h"

namespace verbatim::match {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Analysed claims with quotes, and the statistics of their collection.
class Claims {
 public:
  explicit Claims(const std::vector<std::pair<std::string, std::string>>& claims) {
    for (const auto& [text, quote] : claims) {
      const AnalysedText analysed = analyser_.Analyse(text, nullptr);
      const AnalysedText analysed_quote = analyser_.Analyse(quote, nullptr);
      texts_.push_back(std::make_unique<ComparedText>(analysed));
      quotes_.push_back(std::make_unique<ComparedText>(analysed_quote));
      candidates_.push_back({texts_.back().get(), quote.empty() ? nullptr : quotes_.back().get()});
      for (const IndexTerm& term : IndexTerms(analysed, analysed_quote)) {
        ++frequencies_[term.term];
        collection_.average_length += term.count / static_cast<double>(claims.size());
      }
    }
    collection_.size = claims.size();
    collection_.frequency = [this](std::string_view term) { return frequencies_[std::string(term)]; };
  }

  std::vector<Features> Compare(std::string_view query) {
    TermWeights weights(collection_);
    return ComputeFeatures(analyser_.Analyse(query, &collection_), candidates_, GroupRivals(candidates_),
                           weights);
  }

 private:
  Analyser analyser_{"en"};
  std::vector<std::unique_ptr<ComparedText>> texts_;
  std::vector<std::unique_ptr<ComparedText>> quotes_;
  std::vector<Candidate> candidates_;
  std::map<std::string, uint64_t> frequencies_;
  Collection collection_;
};

double Of(const Features& features, Feature feature) { return features[static_cast<size_t>(feature)]; }

TEST(Features, AreHighestForTheRepeatedClaim) {
  Claims claims({{"Hillary Clinton smashed her phone with a hammer.", "Did Clinton Smash Her Phone?"},
                 {"Hillary Clinton sold her house in Maine.", "Did Clinton Sell Her House?"},
                 {"A dog barked at the moon.", ""}});
  const auto features = claims.Compare("Crooked Hillary destroyed phones, smashing them with hammers");
  for (Feature feature : {Feature::kTerms, Feature::kLetters, Feature::kCore, Feature::kWords}) {
    EXPECT_GT(Of(features[0], feature), Of(features[1], feature)) << NameOf(feature);
    EXPECT_GT(Of(features[0], feature), Of(features[2], feature)) << NameOf(feature);
  }
  EXPECT_DOUBLE_EQ(Of(features[0], Feature::kTerms), 1) << "the best claim has 1";
}

TEST(Features, FindSimilarLettersWhereNoWordIsTheSame) {
  Claims claims({{"Immigrants were gassed.", ""}, {"Dogs barked.", ""}});
  const auto features = claims.Compare("migrant gas");
  EXPECT_GT(Of(features[0], Feature::kLetters), 0);
  EXPECT_EQ(Of(features[1], Feature::kLetters), 0);
}

TEST(Features, UseTheYearAndMonthOfPublication) {
  Claims claims(
      {{"A child died in June 2018.", ""}, {"A child died in May 2018.", ""}, {"A child died.", ""}});
  const auto features = claims.Compare("A child died — Ann (@ann) June 3, 2018");
  EXPECT_EQ(Of(features[0], Feature::kMonth), 1);
  EXPECT_EQ(Of(features[0], Feature::kYear), 1);
  EXPECT_EQ(Of(features[1], Feature::kMonth), 0);
  EXPECT_EQ(Of(features[1], Feature::kYear), 1);
  EXPECT_EQ(Of(features[2], Feature::kYear), 0);
  EXPECT_EQ(Of(claims.Compare("A child died in June 2018")[0], Feature::kYear), 0)
      << "a date in the text, not of its publication";
}

TEST(Features, LinkATextWithAPictureToClaimsAboutOne) {
  Claims claims({{"A photograph shows camels.", ""}, {"Camels swim.", ""}});
  EXPECT_EQ(Of(claims.Compare("Camels pic.twitter.com/abc")[0], Feature::kPicture), 1);
  EXPECT_EQ(Of(claims.Compare("Camels pic.twitter.com/abc")[1], Feature::kPicture), 0);
  EXPECT_EQ(Of(claims.Compare("Camels")[0], Feature::kPicture), 0);
}

TEST(Features, AreFiniteForEmptyTexts) {
  Claims claims({{"", ""}, {"...", "!"}});
  for (const char* query : {"", "?", "words"}) {
    for (const Features& features : claims.Compare(query)) {
      for (double value : features) EXPECT_EQ(value, 0) << query;
    }
  }
}

TEST(SharedLetters, WeighRareGramsMore) {
  const std::vector<std::vector<std::u32string_view>> texts = {
      {U" camel water "}, {U" camel desert "}, {U" camel sand "}};
  const auto shared = SharedLetters(U" camel water ", texts);
  EXPECT_GT(shared[0], 3 * shared[1]) << "all texts are about camels";
  EXPECT_THAT(SharedLetters(U"abc", texts), ElementsAre(0, 0, 0));
  EXPECT_THAT(SharedLetters(U"abcd", {}), IsEmpty());
}

TEST(WordMatcher, PairsTheWordsThatBothHave) {
  Analyser analyser("en");
  const std::string query = "He said: the phone, her phones were smashed";
  const std::string claim = "Smashed her phone";
  std::vector<std::string> pairs;
  const AnalysedText analysed = analyser.Analyse(query, nullptr);
  for (const MatchedWords& match : WordMatcher(analysed).Match(analyser.Analyse(claim, nullptr))) {
    pairs.push_back(claim.substr(match.claim.start, match.claim.size()) + "=" +
                    query.substr(match.query.start, match.query.size()));
  }
  EXPECT_THAT(pairs, ElementsAre("Smashed=smashed", "her=her", "phone=phones")) << "the phone after 'her'";
}

}  // namespace
}  // namespace verbatim::match
