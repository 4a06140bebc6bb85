#pragma once

#include <string_view>
#include <vector>

#include "match/analysis/words.h"
#include "match/ranking/ranking.h"
#include "text/unicode/indexed_text.h"
#include "text/values/values.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/match.pb.h"

namespace verbatim::match {

// Says of the claims that were found for a text how they are related to it, and why. One thread.
class Explainer {
 public:
  // All must outlive it; `query` is the text, analysed by `analyser`. Of texts that are not English it says
  // neither that they state another value nor that they deny.
  Explainer(std::string_view text, const AnalysedText& query, const Analyser& analyser);

  // Fills in all of `match` but the claim and the score, which it has. `claim` has its text and quotes.
  void Explain(const verbatim::v1::Claim& claim, const Ranked& ranked, TermWeights& weights,
               verbatim::v1::Match& match) const;

 private:
  // Words of a claim that the text is compared with.
  struct Side {
    verbatim::v1::ClaimField field = verbatim::v1::CLAIM_FIELD_UNSPECIFIED;
    int citation = 0;
    std::string_view words;
    AnalysedText analysed;
    std::vector<MatchedWords> matched;
    double likeness = 0;
    double coverage = 0;  // of the shorter of both, how much of its weight was matched
  };

  Side Compare(verbatim::v1::ClaimField field, int citation, std::string_view words,
               TermWeights& weights) const;

  const AnalysedText& query_;
  const Analyser& analyser_;
  text::IndexedText text_;
  std::string_view body_;  // the text without the signature of a post
  std::vector<text::TypedValue> stated_;
};

}  // namespace verbatim::match
