#include "match/ranking/analysed_claim.h"

#include <string>
#include <utility>

#include "match/index/claim_entry.h"

namespace verbatim::match {
namespace {

// Drops what only ComparedText takes from an analysis.
void Shrink(AnalysedText& text) {
  text.letters = std::u32string();
  text.words.shrink_to_fit();
}

size_t BytesOf(const AnalysedText& text) {
  constexpr size_t kInPlace = 15;  // longer terms are allocated
  size_t bytes =
      sizeof(text) + text.words.capacity() * sizeof(AnalysedWord) + text.times.capacity() * sizeof(YearMonth);
  for (const AnalysedWord& word : text.words) {
    if (word.term.size() > kInPlace) bytes += word.term.capacity();
  }
  return bytes;
}

}  // namespace

const std::vector<text::TypedValue>& AnalysedClaim::Values::Of(std::string_view words,
                                                               const std::string& language) const {
  absl::call_once(found_,
                  [&] { values_ = text::FindValues(words, {.published = {}, .language = language}); });
  return values_;
}

AnalysedClaim::AnalysedClaim(verbatim::v1::Claim claim, const Analyser& analyser, std::string_view language)
    : claim_(std::move(claim)),
      language_(language),
      text_(analyser.Analyse(claim_.text(), nullptr)),
      compared_text_(text_),
      quote_values_(static_cast<size_t>(claim_.citations_size())) {
  Shrink(text_);
  if (claim_.citations().empty()) return;
  AnalysedText quotes = analyser.Analyse(QuotesOf(claim_), nullptr);
  compared_quotes_.emplace(quotes);
  if (claim_.citations_size() == 1) {  // its words have the same places with the line's end as without
    quotes_.push_back(std::move(quotes));
  } else {
    for (const verbatim::v1::Citation& citation : claim_.citations()) {
      quotes_.push_back(analyser.Analyse(citation.quote(), nullptr));
    }
  }
  for (AnalysedText& quote : quotes_) Shrink(quote);
}

size_t AnalysedClaim::bytes() const {
  // A figure or date in some 60 bytes, as in figures of newspapers; few claims are compared by them.
  const size_t values = claim_.ByteSizeLong() / 60 * sizeof(text::TypedValue);
  size_t bytes = sizeof(*this) + claim_.SpaceUsedLong() + values + BytesOf(text_) + compared_text_.bytes();
  for (const AnalysedText& quote : quotes_) bytes += BytesOf(quote);
  if (compared_quotes_) bytes += compared_quotes_->bytes();
  return bytes;
}

}  // namespace verbatim::match
