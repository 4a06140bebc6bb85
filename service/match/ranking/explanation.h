#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/analysis/words.h"
#include "match/ranking/analysed_claim.h"
#include "match/ranking/matched_words.h"
#include "match/ranking/ranking.h"
#include "match/relations/relation.h"
#include "match/relations/sentence.h"
#include "text/unicode/indexed_text.h"
#include "text/values/values.h"
#include "verbatim/v1/match.pb.h"

namespace verbatim::match {

// Adds the values that a text and a claim state differently. `words` are those of the compared field of the claim.
void AddConflicts(const std::vector<ValueConflict>& conflicts, const text::IndexedText& text,
                  const text::IndexedText& words, verbatim::v1::Match& match);

// Explains how the claims found for a text relate to it, and why they were found. One thread.
class Explainer {
 public:
  // All arguments must outlive this object. `query` is `text` analysed by `analyser`, which is for
  // `language`, a BCP 47 tag.
  Explainer(std::string_view text, const AnalysedText& query, const Analyser& analyser,
            std::string_view language);

  const text::IndexedText& text() const { return text_; }

  // Fills in all of `match` except the claim and the score. The score must already be set.
  void Explain(const AnalysedClaim& claim, const Ranked& ranked, TermWeights& weights,
               verbatim::v1::Match& match) const;

 private:
  // Words of a claim that the text is compared with.
  struct Side {
    verbatim::v1::ClaimField field = verbatim::v1::CLAIM_FIELD_UNSPECIFIED;
    int citation = 0;
    std::string_view words;
    const AnalysedText* analysed = nullptr;
    const AnalysedClaim* claim = nullptr;
    std::vector<MatchedWords> matched = {};
    double likeness = 0;
  };

  Side CompareText(const AnalysedClaim& claim, TermWeights& weights) const;
  Side CompareQuote(const AnalysedClaim& claim, int citation, TermWeights& weights) const;
  // Finds what the text and the side share.
  void Match(Side& side, TermWeights& weights) const;
  // Returns the claim's text or quote that is most like the text.
  Side FindBest(const AnalysedClaim& claim, TermWeights& weights) const;
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
  void SetRelation(const Relation& relation, const text::IndexedText& words,
                   verbatim::v1::Match& match) const;
  // Returns the values of the body.
  const std::vector<text::TypedValue>& Stated() const;
  // Returns the body as a sentence; null if it is long.
  const Sentence* Whole() const;
  void AddReasons(const Side& side, const Relation& relation, const Ranked& ranked, TermWeights& weights,
                  verbatim::v1::Match& match) const;

  const AnalysedText& query_;
  const Analyser& analyser_;
  text::IndexedText text_;
  std::string_view body_;  // the text without a post's signature
  std::string language_;
  WordMatcher matcher_;
  // Made when the first claim is explained: most texts are about none.
  mutable std::optional<std::vector<text::TypedValue>> stated_;
  mutable std::optional<Sentence> whole_;
};

}  // namespace verbatim::match
