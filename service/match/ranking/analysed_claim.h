#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/call_once.h"
#include "match/analysis/words.h"
#include "match/ranking/compared_text.h"
#include "text/values/values.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::match {

// A claim as the index stores it, with all of its analysis that depends on no query. Any thread.
class AnalysedClaim {
 public:
  // `analyser` is for `language`, a BCP 47 tag.
  AnalysedClaim(verbatim::v1::Claim claim, const Analyser& analyser, std::string_view language);

  const verbatim::v1::Claim& claim() const { return claim_; }
  const AnalysedText& text() const { return text_; }
  const AnalysedText& quote(int citation) const { return quotes_[static_cast<size_t>(citation)]; }
  const ComparedText& compared_text() const { return compared_text_; }
  // All quotes as one text; null if the claim has no citation.
  const ComparedText* compared_quotes() const { return compared_quotes_ ? &*compared_quotes_ : nullptr; }

  // The values of the text, and of a quote. Found when they are first asked for: only the best of the claims that a
  // search finds are compared by their values.
  const std::vector<text::TypedValue>& text_values() const {
    return text_values_.Of(claim_.text(), language_);
  }
  const std::vector<text::TypedValue>& quote_values(int citation) const {
    return quote_values_[static_cast<size_t>(citation)].Of(claim_.citations(citation).quote(), language_);
  }

  // Approximate memory of this object, with the values.
  size_t bytes() const;

 private:
  // Values that are found once.
  class Values {
   public:
    const std::vector<text::TypedValue>& Of(std::string_view words, const std::string& language) const;

   private:
    mutable absl::once_flag found_;
    mutable std::vector<text::TypedValue> values_;
  };

  verbatim::v1::Claim claim_;
  std::string language_;
  AnalysedText text_;
  std::deque<AnalysedText> quotes_;  // by citation
  ComparedText compared_text_;
  std::optional<ComparedText> compared_quotes_;
  Values text_values_;
  std::deque<Values> quote_values_;  // by citation
};

}  // namespace verbatim::match
