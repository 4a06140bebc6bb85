#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/call_once.h"
#include "match/across/facts.h"
#include "match/analysis/words.h"
#include "match/index/claim_entry.h"
#include "match/ranking/compared_text.h"
#include "text/values/values.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::match {

// A claim as the index stores it, with all of its analysis that depends on no query. Any thread.
class AnalysedClaim {
 public:
  // `analyser` is for `language`, a BCP 47 tag of the text that is matched. `languages` are those of the claim.
  AnalysedClaim(verbatim::v1::Claim claim, ClaimLanguages languages, const Analyser& analyser,
                std::string_view language);

  const verbatim::v1::Claim& claim() const { return claim_; }
  const AnalysedText& text() const { return text_; }
  const AnalysedText& quote(int citation) const { return quotes_[static_cast<size_t>(citation)]; }
  const ComparedText& compared_text() const { return compared_text_; }
  // All quotes as one text; null if the claim has no citation.
  const ComparedText* compared_quotes() const { return compared_quotes_ ? &*compared_quotes_ : nullptr; }

  const ClaimLanguages& languages() const { return languages_; }

  // The values of the text, and of a quote. Found when they are first asked for: only the best of the claims that a
  // search finds are compared by their values.
  const std::vector<text::TypedValue>& text_values() const;
  const std::vector<text::TypedValue>& quote_values(int citation) const;
  // The same for the facts by which claims in other languages are compared.
  const Facts& text_facts() const;
  const Facts& quote_facts(int citation) const;

  // Approximate memory of this object, with values and facts.
  size_t bytes() const;

 private:
  // Something that is made once.
  template <typename T>
  class Lazy {
   public:
    template <typename Make>
    const T& Get(const Make& make) const {
      absl::call_once(made_, [&] { value_ = make(); });
      return value_;
    }

   private:
    mutable absl::once_flag made_;
    mutable T value_;
  };
  // What is made of the text or a quote when it is asked for.
  struct OnDemand {
    Lazy<std::vector<text::TypedValue>> values;
    Lazy<Facts> facts;
  };

  const std::vector<text::TypedValue>& ValuesOf(const OnDemand& part, std::string_view words) const;

  verbatim::v1::Claim claim_;
  ClaimLanguages languages_;
  std::string language_;
  AnalysedText text_;
  std::deque<AnalysedText> quotes_;  // by citation
  ComparedText compared_text_;
  std::optional<ComparedText> compared_quotes_;
  OnDemand of_text_;
  std::deque<OnDemand> of_quotes_;  // by citation
};

}  // namespace verbatim::match
