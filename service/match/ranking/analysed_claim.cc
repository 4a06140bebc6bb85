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

AnalysedClaim::AnalysedClaim(verbatim::v1::Claim claim, const Analyser& analyser)
    : claim_(std::move(claim)), text_(analyser.Analyse(claim_.text(), nullptr)), compared_text_(text_) {
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
  size_t bytes = sizeof(*this) + claim_.SpaceUsedLong() + BytesOf(text_) + compared_text_.bytes();
  for (const AnalysedText& quote : quotes_) bytes += BytesOf(quote);
  if (compared_quotes_) bytes += compared_quotes_->bytes();
  return bytes;
}

}  // namespace verbatim::match
