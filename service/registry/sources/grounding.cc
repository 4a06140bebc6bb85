#include "registry/sources/grounding.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/sources/span_reader.h"
#include "registry/sources/to_proto.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/refusals.h"
#include "status/status_macros.h"
#include "text/quotes/difference.h"
#include "text/quotes/locate.h"
#include "text/quotes/quote.h"
#include "text/quotes/typography.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Citation;
using verbatim::v1::CitationRefusal;
using verbatim::v1::QuoteMatching;

// Maximum number of counted places of an ambiguous quote. A caller whose quote has so many places needs a
// longer quote, not their exact number.
constexpr size_t kCountedPlaces = 1000;
// Number of places that an error names: enough to choose from, and few enough for the size of an error.
constexpr size_t kNamedPlaces = 8;
// A less similar passage would mislead: it shares little but frequent letters with the quote.
constexpr double kNearestSimilarity = 0.5;
// Sentences that one quote may span. Bounds how much larger a response can be than its request.
constexpr size_t kMaxQuoteSentences = 1000;

CitationRefusal Refusal(const RevisionText& revision, std::string_view field) {
  CitationRefusal refusal;
  refusal.set_field(absl::StrCat(Absl(field), ".quote"));
  refusal.set_revision(revision.name);
  return refusal;
}

// Says how a passage of similarity 1 differs from the quote.
std::string_view Describe(text::Difference difference) {
  switch (difference) {
    case text::Difference::kWhiteSpace:
      return "white space";
    case text::Difference::kNoBreak:
      return "white space, such as no-break spaces";
    default:
      return "typography, such as quotation marks, dashes, capitals, accents or invisible characters";
  }
}

// Returns the single place that the citation means.
absl::StatusOr<text::ByteRange> FindPlace(const RevisionText& revision, std::string_view field,
                                          QuoteMatching quote_matching, const Citation& citation) {
  const bool typographic = quote_matching == verbatim::v1::QUOTE_MATCHING_TYPOGRAPHIC;
  const text::IndexedText& text = *revision.text;
  ABSL_ASSIGN_OR_RETURN(auto span, ReadSpan(text, absl::StrCat(Absl(field), ".span"), citation.span()));
  text::QuoteContext context{citation.prefix(), citation.suffix()};
  if (span) {
    std::string_view before = std::string_view(text.text()).substr(0, span->start);
    std::string_view after = std::string_view(text.text()).substr(span->end);
    bool holds = text.Slice(*span) == citation.quote() && before.ends_with(context.prefix) &&
                 after.starts_with(context.suffix);
    if (!holds && typographic) {
      holds = text::SameTypography(citation.quote(), text.Slice(*span)) &&
              text::HasTypographicContext(text.text(), *span, context);
    }
    if (holds) return *span;
    return RefuseAsNotFound(revision, field, citation);
  }
  std::vector<text::ByteRange> places =
      text::FindQuote(text.text(), citation.quote(), context, kCountedPlaces);
  if (places.empty() && typographic)
    places = text::FindTypographic(text.text(), citation.quote(), context, kCountedPlaces);
  if (places.empty()) return RefuseAsNotFound(revision, field, citation);
  if (places.size() > 1) return RefuseAsAmbiguous(revision, field, places);
  return places.front();
}

}  // namespace

absl::Status RefuseAsNotFound(const RevisionText& revision, std::string_view field,
                              const Citation& citation) {
  const std::string& whole = revision.text->text();
  CitationRefusal refusal = Refusal(revision, field);
  std::vector<text::ByteRange> elsewhere = text::FindQuote(whole, citation.quote(), {}, 1);
  if (!elsewhere.empty()) {
    *refusal.add_passages() = MakePassage(revision, elsewhere.front(), 1);
    return QuoteNotFound(std::move(refusal),
                         "the quote occurs in the revision, but not at the given span, prefix and suffix");
  }
  text::LocateOptions options;
  options.limit = 1;
  options.min_similarity = kNearestSimilarity;
  options.context = {citation.prefix(), citation.suffix()};
  std::string explanation = "the quote does not occur in the revision";
  for (const text::LocatedPassage& located : text::LocateQuote(whole, citation.quote(), options)) {
    *refusal.add_passages() = MakePassage(revision, located.range, located.similarity);
    if (located.similarity < 1) continue;
    const std::string_view passage = revision.text->Slice(located.range);
    absl::StrAppend(&explanation, ": it differs from a passage only in ",
                    Absl(Describe(text::DifferenceBetween(citation.quote(), passage))));
    if (text::SameTypography(citation.quote(), passage))
      absl::StrAppend(&explanation, "; quote_matching TYPOGRAPHIC accepts it");
  }
  return QuoteNotFound(std::move(refusal), explanation);
}

absl::Status RefuseAsAmbiguous(const RevisionText& revision, std::string_view field,
                               const std::vector<text::ByteRange>& places) {
  CitationRefusal refusal = Refusal(revision, field);
  refusal.set_place_count(static_cast<int64_t>(places.size()));
  for (size_t i = 0; i < places.size() && i < kNamedPlaces; ++i) {
    *refusal.add_passages() = MakePassage(revision, places[i], 1);
  }
  return QuoteAmbiguous(std::move(refusal));
}

absl::Status Ground(const RevisionText& revision, std::string_view field, QuoteMatching quote_matching,
                    Citation& citation) {
  ABSL_ASSIGN_OR_RETURN(text::ByteRange place, FindPlace(revision, field, quote_matching, citation));
  const text::IndexedText::SentenceRange sentences = revision.text->SentencesIn(place);
  if (sentences.last - sentences.first > kMaxQuoteSentences) {
    return InvalidField(absl::StrCat(Absl(field), ".quote"),
                        absl::StrCat("spans ", sentences.last - sentences.first, " sentences, more than the ",
                                     kMaxQuoteSentences, " allowed"));
  }
  citation.clear_submitted_quote();
  if (revision.text->Slice(place) != citation.quote()) citation.set_submitted_quote(citation.quote());
  FillCitation(revision, place, citation);
  return absl::OkStatus();
}

}  // namespace verbatim::registry
