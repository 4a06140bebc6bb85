#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/analysis/words.h"
#include "match/ranking/ranking.h"
#include "match/relations/relation.h"
#include "match/relations/sentence.h"
#include "text/unicode/indexed_text.h"
#include "text/values/values.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/match.pb.h"

namespace verbatim::match {

// Explains how the claims found for a text relate to it, and why they were found. One thread.
class Explainer {
 public:
  // All arguments must outlive this object. `query` is `text` analysed by `analyser`, which is for
  // `language`, a BCP 47 tag.
  Explainer(std::string_view text, const AnalysedText& query, const Analyser& analyser,
            std::string_view language);

  // Fills in all of `match` except the claim and the score. The score must already be set. `claim` must have
  // its text and quotes.
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
  };

  Side Compare(verbatim::v1::ClaimField field, int citation, std::string_view words,
               TermWeights& weights) const;
  // Returns the claim's text or quote that is most like the text.
  Side FindBest(const verbatim::v1::Claim& claim, TermWeights& weights) const;
  // Returns the matched words of a side, in the order of the text.
  static std::vector<WordPair> PairsOf(const Side& side);

  // The same, without the words of a post's signature.
  std::vector<WordPair> BodyPairsOf(const Side& side) const;

  void AddAligned(const std::vector<WordPair>& pairs, const text::IndexedText& words,
                  verbatim::v1::Match& match) const;
  // Returns whether a side shares so many words with the text that it may say more than that both are
  // related.
  bool ShareEnough(const Side& side) const;
  // Returns what the text says about a side. `pairs` are the matched words outside a signature.
  Relation RelateTo(const Side& side, const std::vector<WordPair>& pairs) const;
  // Sets the relation, and adds the conflicting values.
  void SetRelation(const Side& side, const Relation& relation, const text::IndexedText& words,
                   verbatim::v1::Match& match) const;
  void AddReasons(const Side& side, const Relation& relation, const Ranked& ranked, TermWeights& weights,
                  verbatim::v1::Match& match) const;

  const AnalysedText& query_;
  const Analyser& analyser_;
  text::IndexedText text_;
  std::string_view body_;  // the text without a post's signature
  std::string language_;
  std::vector<text::TypedValue> stated_;
  std::optional<Sentence> whole_;  // the body, if it is English and short
};

}  // namespace verbatim::match
