#include "interchange/kept_properties.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "status/absl_view.h"

namespace verbatim::interchange {
namespace {

using verbatim::v1::ExchangeFormat;

constexpr KeptProperty kClaimReview[] = {
    {"@id", "Review.name", "of an export of this server; otherwise it stands in for a missing `url`"},
    {"url", "Review.uri", "made absolute by `mainEntityOfPage`, `@id`, or the page around the review"},
    {"mainEntityOfPage", "Review.uri", "if there is no `url`"},
    {"headline", "Review.title", ""},
    {"name", "Review.title", "if there is no `headline`"},
    {"inLanguage", "Review.language_code", "as a BCP 47 tag"},
    {"datePublished", "Review.publish_date",
     "ISO 8601, RFC 822, words, numbers; a time without a zone is left out"},
    {"author", "Review.reviewer", "the first author with a name or a URL"},
    {"author.name", "Review.reviewer.name",
     "also `legalName`, `alternateName`, `givenName` and `familyName`"},
    {"author.legalName", "Review.reviewer.name", "if there is no `name`"},
    {"author.alternateName", "Review.reviewer.name", "if there is no `name`"},
    {"author.givenName", "Review.reviewer.name", "if there is no `name`"},
    {"author.familyName", "Review.reviewer.name", "if there is no `name`"},
    {"author.url", "Review.reviewer.uri", ""},
    {"author.sameAs", "Review.reviewer.same_as", "the first is `uri` if there is no `url`"},
    {"publisher", "Review.reviewer",
     "if there is no `author`; otherwise a publisher of another name is not kept"},
    {"sdPublisher", "Review.reviewer", "if there is neither `author` nor `publisher`"},
    {"reviewRating", "Review.rating",
     "the first rating with a verdict; text is the words, a number the value"},
    {"reviewRating.ratingValue", "Review.rating.value",
     "`4`, `3,5`, `1/5`, `80%`; words if it is no number or not on its scale"},
    {"reviewRating.bestRating", "Review.rating.best", "5 if it is left out"},
    {"reviewRating.worstRating", "Review.rating.worst", "1 if it is left out"},
    {"reviewRating.alternateName", "Review.rating.words", "at most 1,024 bytes; longer words are cut"},
    {"reviewRating.name", "Review.rating.words", "if there is no `alternateName`"},
    {"reviewRating.ratingExplanation", "Review.rating.explanation", ""},
    {"reviewRating.description", "Review.rating.explanation", "if there is no `ratingExplanation`"},
    {"reviewBody", "Review.rationale", "at most 64 KiB; longer text is not kept"},
    {"description", "Review.rationale", "if there is no `reviewBody`"},
    {"citation", "Evidence.citation", "each `Quotation` with `text`; other citations are not kept"},
    {"isBasedOn", "Review.evidence", "evidence of an export of this server"},
    {"claimReviewed", "Claim.text", "each text is a claim; entities are decoded and tags removed"},
    {"itemReviewed", "Claim", "a claim for each text, if there is no `claimReviewed`"},
    {"itemReviewed.text", "Claim.text", "if there is no `claimReviewed`"},
    {"itemReviewed.name", "Claim.text", "of a `Claim`, if there is neither `claimReviewed` nor `text`"},
    {"itemReviewed.author", "Claim.claimant", "the first author with a name or a URL"},
    {"itemReviewed.author.name", "Claim.claimant.name", ""},
    {"itemReviewed.author.legalName", "Claim.claimant.name", "if there is no `name`"},
    {"itemReviewed.author.alternateName", "Claim.claimant.name", "if there is no `name`"},
    {"itemReviewed.author.givenName", "Claim.claimant.name", "if there is no `name`"},
    {"itemReviewed.author.familyName", "Claim.claimant.name", "if there is no `name`"},
    {"itemReviewed.author.url", "Claim.claimant.uri", ""},
    {"itemReviewed.author.sameAs", "Claim.claimant.same_as", "the first is `uri` if there is no `url`"},
    {"itemReviewed.datePublished", "Claim.publish_date", "as `datePublished`"},
    {"itemReviewed.appearance", "Claim.appearance_uri",
     "the first URL; the others are `further_appearance_uris`. The words are searched for there"},
    {"itemReviewed.appearance.url", "Claim.appearance_uri", "also `@id`, `sameAs` and `contentUrl`"},
    {"itemReviewed.appearance.sameAs", "Claim.appearance_uri", "if there is no `url`"},
    {"itemReviewed.appearance.contentUrl", "Claim.appearance_uri", "if there is no `url`"},
    {"itemReviewed.firstAppearance", "Claim.first_appearance_uri", "the words are searched for there, too"},
    {"itemReviewed.firstAppearance.url", "Claim.first_appearance_uri",
     "also `@id`, `sameAs` and `contentUrl`"},
    {"itemReviewed.firstAppearance.sameAs", "Claim.first_appearance_uri", "if there is no `url`"},
    {"itemReviewed.firstAppearance.contentUrl", "Claim.first_appearance_uri", "if there is no `url`"},
    {"itemReviewed.url", "Claim.further_appearance_uris", "the claim appeared there"},
    {"itemReviewed.sameAs", "Claim.further_appearance_uris", "the claim appeared there"},
    {"itemReviewed.citation", "Claim.citations", "each `Quotation` with `text`"},
    {"publisher.logo", "", "an image", false},
    {"image", "", "an image", false},
    {"dateModified", "", "a correction supersedes the review instead", false},
    {"reviewRating.image", "", "an image", false},
    {"itemReviewed.author.image", "", "an image", false},
    {"itemReviewed.author.jobTitle", "", "no field", false},
    {"itemReviewed.author.@type", "", "exports have `Person`", false},
    {"itemReviewed.appearance.headline", "", "belongs to the document of the appearance", false},
    {"itemReviewed.appearance.author", "", "belongs to the document of the appearance", false},
    {"itemReviewed.appearance.datePublished", "", "belongs to the document of the appearance", false},
};

constexpr KeptProperty kFactCheckTools[] = {
    {"text", "Claim.text", ""},
    {"claimant", "Claim.claimant.name", ""},
    {"claimDate", "Claim.publish_date", ""},
    {"claimReview", "Review", "each is recorded with the claim"},
    {"claimReview.publisher", "Review.reviewer", ""},
    {"claimReview.publisher.name", "Review.reviewer.name",
     "the host of the site or of the review if it is missing"},
    {"claimReview.publisher.site", "Review.reviewer.uri", "`https://SITE/`"},
    {"claimReview.url", "Review.uri", ""},
    {"claimReview.title", "Review.title", ""},
    {"claimReview.reviewDate", "Review.publish_date", ""},
    {"claimReview.textualRating", "Review.rating.words", ""},
    {"claimReview.languageCode", "Review.language_code", ""},
};

constexpr KeptProperty kWebAnnotation[] = {
    {"body", "Claim.text", "the text of the first body that has text and is no tag"},
    {"body.value", "Claim.text", "must be given once; also `chars`"},
    {"body.chars", "Claim.text", "of the drafts of the model"},
    {"body.format", "", "`text/html` becomes its text"},
    {"body.purpose", "Claim.labels", "a body with the purpose `tagging` is a label"},
    {"body.items", "Claim.text",
     "of a Choice, the first with text; of a List, Composite or Independents, all, a line each"},
    {"body.source", "Claim.text", "of a SpecificResource: a body with text"},
    {"bodyValue", "Claim.text", "must not be beside `body`"},
    {"motivation", "Claim.labels", "only `tagging` is read, for bodies without a purpose"},
    {"creator", "Claim.attribution.agent", "the first with a name or an identifier"},
    {"creator.name", "Claim.attribution.agent.name", ""},
    {"creator.nickname", "Claim.attribution.agent.id", "if there is no `id`"},
    {"creator.email", "Claim.attribution.agent.id", "if there is neither"},
    {"creator.homepage", "Claim.attribution.agent.id", "if there is none of these"},
    {"created", "Claim.attribution.end_time", "if there is a creator"},
    {"target", "Claim.citations", "a citation each; the items of a List, Composite or Independents, too"},
    {"target.items", "Claim.citations", ""},
    {"target.source", "Citation.revision", "the document with this URI"},
    {"target.canonical", "Citation.revision", "if no document has the URI of the source"},
    {"target.state", "Citation.revision", ""},
    {"target.state.cached", "Citation.revision", "of an export of this server"},
    {"target.state.sourceDate", "Citation.revision", "the revision of that time is searched first"},
    {"target.state.sourceDateStart", "Citation.revision",
     "if there is neither `sourceDate` nor `sourceDateEnd`"},
    {"target.state.sourceDateEnd", "Citation.revision", "if there is no `sourceDate`"},
    {"target.selector", "Citation.quote", "all must select the same words"},
    {"target.selector.exact", "Citation.quote", "must be given once; recorded as the revision writes it"},
    {"target.selector.prefix", "Citation.prefix", "tells repeated words apart"},
    {"target.selector.suffix", "Citation.suffix", "tells repeated words apart"},
    {"target.selector.start", "Citation.span",
     "tells repeated words apart; counts in the page, if there is one"},
    {"target.selector.end", "Citation.span", ""},
    {"target.selector.value", "Citation.span", "of a FragmentSelector: `char=10,20`"},
    {"target.selector.refinedBy", "Citation.quote", "searched inside the words of the selector"},
    {"text", "Claim.text", "Hypothesis"},
    {"tags", "Claim.labels", "Hypothesis"},
    {"user", "Claim.attribution.agent.id", "Hypothesis"},
    {"user_info", "Claim.attribution.agent", "Hypothesis"},
    {"user_info.display_name", "Claim.attribution.agent.name", "Hypothesis"},
    {"uri", "Citation.revision", "Hypothesis; if the target has no source"},
    {"id", "", "not noted in answers; an export names the claim as its first body", false},
    {"modified", "", "a correction is a new claim", false},
    {"generator", "", "the program that wrote the file", false},
    {"generated", "", "when the file was written", false},
    {"body.language", "", "no field", false},
    {"body.creator", "", "the creator of the annotation is kept", false},
    {"body.created", "", "the creator of the annotation is kept", false},
    {"creator.email_sha1", "", "no field", false},
    {"audience", "", "no field", false},
    {"rights", "", "no field", false},
    {"target.scope", "", "no field", false},
    {"target.renderedVia", "", "no field", false},
    {"updated", "", "Hypothesis; a correction is a new claim", false},
    {"group", "", "Hypothesis", false},
    {"permissions", "", "Hypothesis", false},
    {"document", "", "Hypothesis; belongs to the document", false},
    {"links", "", "Hypothesis", false},
};

std::string Code(std::string_view text) { return text.empty() ? "" : absl::StrCat("`", Absl(text), "`"); }

}  // namespace

std::span<const KeptProperty> KeptProperties(ExchangeFormat format) {
  switch (format) {
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW:
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED:
      return kClaimReview;
    case verbatim::v1::EXCHANGE_FORMAT_FACT_CHECK_TOOLS:
      return kFactCheckTools;
    case verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION:
      return kWebAnnotation;
    default:
      return {};
  }
}

bool IsKept(ExchangeFormat format, std::string_view path) {
  return std::ranges::any_of(KeptProperties(format),
                             [&](const KeptProperty& row) { return row.kept && row.property == path; });
}

std::string KeptPropertiesTable(ExchangeFormat format) {
  std::string table = "| property | kept as | remark |\n| --- | --- | --- |\n";
  for (const KeptProperty& row : KeptProperties(format)) {
    const std::string field = row.kept ? Code(row.field) : "not kept";
    absl::StrAppend(&table, "| ", Code(row.property), " | ", field, " | ", Absl(row.remark), " |\n");
  }
  return table;
}

}  // namespace verbatim::interchange
