#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "match/across/comparison.h"
#include "match/across/text_language.h"
#include "match/index/claim_entry.h"
#include "match/index/index.h"
#include "match/ranking/analysed_claim.h"
#include "text/unicode/indexed_text.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/match.pb.h"

namespace verbatim::match {

// Maximum number of foreign claims that a search compares. Each takes some 100 µs when it is compared first.
inline constexpr size_t kMaxForeign = 30;

// A comparison with a claim in another language, for the best of its text and quotes.
struct ForeignMatch {
  AcrossComparison comparison;
  double score = 0;
  verbatim::v1::ClaimField field = verbatim::v1::CLAIM_FIELD_TEXT;
  int citation = 0;
  std::string words;  // of that field
};

// Finds and compares the claims that are in another language than a text. One thread.
class ForeignClaims {
 public:
  // `reader` and `text` must outlive this object.
  ForeignClaims(IndexReader& reader, std::string_view text, TextLanguage language)
      : reader_(reader), text_(text), language_(std::move(language)) {}

  // Returns whether the index has any such claim. Costs one lookup.
  absl::StatusOr<bool> Exist();

  // Returns the claims that share most names, figures and times with the text.
  absl::StatusOr<std::vector<IndexHit>> Search(const std::vector<std::string>& filters);

  // Compares the text with a claim that a search found: by its words, with the score `by_words`, or by Search, without
  // that score. Returns nothing if the claim is not foreign, or not worth to be reported. Then `by_words` stands.
  std::optional<ForeignMatch> Compare(const AnalysedClaim& claim, std::optional<double> by_words);

 private:
  // Returns whether neither a claim's text nor its quotes are in the language of the text.
  bool IsForeign(const ClaimLanguages& languages) const;
  const Facts& TextFacts();
  double Weight(const std::string& key, bool place);
  MarkQuery::Weighted Weighted(const std::vector<std::string>& marks, absl::Status& failed);

  IndexReader& reader_;
  const std::string_view text_;
  const TextLanguage language_;
  std::optional<Facts> facts_;
};

// Fills in all of `match` except the claim and the score.
void ExplainForeign(const ForeignMatch& found, const text::IndexedText& text, verbatim::v1::Match& match);

}  // namespace verbatim::match
