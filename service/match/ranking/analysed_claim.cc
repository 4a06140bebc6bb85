#include "match/ranking/analysed_claim.h"

#include <string>
#include <utility>

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

AnalysedClaim::AnalysedClaim(verbatim::v1::Claim claim, ClaimLanguages languages, const Analyser& analyser,
                             std::string_view language)
    : claim_(std::move(claim)),
      languages_(std::move(languages)),
      language_(language),
      text_(analyser.Analyse(claim_.text(), nullptr)),
      compared_text_(text_),
      of_quotes_(static_cast<size_t>(claim_.citations_size())) {
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

const std::vector<text::TypedValue>& AnalysedClaim::ValuesOf(const OnDemand& part,
                                                             std::string_view words) const {
  return part.values.Get([&] { return text::FindValues(words, {.published = {}, .language = language_}); });
}

const std::vector<text::TypedValue>& AnalysedClaim::text_values() const {
  return ValuesOf(of_text_, claim_.text());
}

const std::vector<text::TypedValue>& AnalysedClaim::quote_values(int citation) const {
  return ValuesOf(of_quotes_[static_cast<size_t>(citation)], claim_.citations(citation).quote());
}

const Facts& AnalysedClaim::text_facts() const {
  return of_text_.facts.Get([&] { return FactsOf(claim_.text(), languages_.text); });
}

const Facts& AnalysedClaim::quote_facts(int citation) const {
  return of_quotes_[static_cast<size_t>(citation)].facts.Get(
      [&] { return FactsOf(claim_.citations(citation).quote(), languages_.quotes); });
}

size_t AnalysedClaim::bytes() const {
  // An estimate of values and facts, of which few claims have both: a figure or date in some 60 bytes, as in
  // newspapers, and some four bytes of facts for each of the claim.
  const size_t on_demand = claim_.ByteSizeLong() / 60 * sizeof(text::TypedValue) + 4 * claim_.ByteSizeLong();
  size_t bytes = sizeof(*this) + claim_.SpaceUsedLong() + on_demand + BytesOf(text_) + compared_text_.bytes();
  for (const AnalysedText& quote : quotes_) bytes += BytesOf(quote);
  if (compared_quotes_) bytes += compared_quotes_->bytes();
  return bytes;
}

}  // namespace verbatim::match
