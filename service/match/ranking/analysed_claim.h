#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "match/analysis/words.h"
#include "match/ranking/compared_text.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::match {

// A claim as the index stores it, with all of its analysis that depends on no query. Immutable; any thread.
class AnalysedClaim {
 public:
  AnalysedClaim(verbatim::v1::Claim claim, const Analyser& analyser);

  const verbatim::v1::Claim& claim() const { return claim_; }
  const AnalysedText& text() const { return text_; }
  const AnalysedText& quote(int citation) const { return quotes_[static_cast<size_t>(citation)]; }
  const ComparedText& compared_text() const { return compared_text_; }
  // All quotes as one text; null if the claim has no citation.
  const ComparedText* compared_quotes() const { return compared_quotes_ ? &*compared_quotes_ : nullptr; }

  // Approximate memory of this object.
  size_t bytes() const;

 private:
  verbatim::v1::Claim claim_;
  AnalysedText text_;
  std::deque<AnalysedText> quotes_;  // by citation
  ComparedText compared_text_;
  std::optional<ComparedText> compared_quotes_;
};

}  // namespace verbatim::match
