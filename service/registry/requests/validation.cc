#include "registry/requests/validation.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "registry/requests/media_type.h"
#include "status/absl_view.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "text/unicode/encoding.h"
#include "text/unicode/utf8.h"
#include "text/values/numbers/decimal.h"
#include "text/values/times/edtf.h"

namespace verbatim::registry {
namespace {

// Limits documented in proto/verbatim/v1.
constexpr size_t kClaimTextBytes = 64 << 10;
constexpr size_t kTitleBytes = 1024;
constexpr size_t kLabelBytes = 1024;
constexpr size_t kValueTextBytes = 4096;
constexpr size_t kDecimalBytes = 64;
constexpr size_t kEdtfBytes = 128;
constexpr size_t kContextBytes = 1024;
constexpr size_t kReasonBytes = 4096;
constexpr int kMaxAuthors = 100;
constexpr int kMaxQualifiers = 32;
constexpr int kMaxAppearances = 100;
constexpr int kMaxDerivedFrom = 100;
constexpr int kMaxLabels = 64;
constexpr int kMaxFilterLabels = 8;
constexpr int kMaxFilterAnchoringStates = 4;
constexpr int kMaxFilterTypes = 32;

void CheckEntity(const verbatim::v1::Entity& entity, std::string_view path, Violations& violations) {
  CheckLength(entity.label(), Presence::kRequired, kLabelBytes, Join(path, "label"), violations);
  CheckUri(entity.uri(), Join(path, "uri"), violations);
}

bool CheckDecimal(std::string_view value, std::string_view path, Violations& violations) {
  if (value.size() <= kDecimalBytes && text::IsDecimal(value)) return true;
  violations.Add(path, absl::StrCat("must be a decimal number of at most ", kDecimalBytes,
                                    " characters, such as 52 or -0.5"));
  return false;
}

void CheckQuantity(const verbatim::v1::Quantity& quantity, std::string_view path, Violations& violations) {
  constexpr std::string_view kBounds[] = {"",          "EXACT",   "ABOUT",     "AT_LEAST",
                                          "MORE_THAN", "AT_MOST", "LESS_THAN", "RANGE"};
  if (std::find(std::begin(kBounds), std::end(kBounds), quantity.bound()) == std::end(kBounds)) {
    violations.Add(Join(path, "bound"),
                   "must be one of EXACT, ABOUT, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN and RANGE");
  }
  bool comparable = CheckDecimal(quantity.value(), Join(path, "value"), violations);
  std::string upper = Join(path, "upper");
  if (quantity.bound() != "RANGE") {
    if (!quantity.upper().empty()) violations.Add(upper, "must be empty unless bound is RANGE");
  } else if (CheckDecimal(quantity.upper(), upper, violations) && comparable &&
             text::CompareDecimals(quantity.upper(), quantity.value()) < 0) {
    violations.Add(upper, "must not be below value");
  }
  CheckLength(quantity.unit(), Presence::kOptional, kNameBytes, Join(path, "unit"), violations);
}

void CheckValue(bool set, const verbatim::v1::Value& value, std::string_view path, Violations& violations) {
  using verbatim::v1::Value;
  switch (set ? value.kind_case() : Value::KIND_NOT_SET) {
    case Value::kEntity:
      return CheckEntity(value.entity(), Join(path, "entity"), violations);
    case Value::kQuantity:
      return CheckQuantity(value.quantity(), Join(path, "quantity"), violations);
    case Value::kTime:
      if (value.time().edtf().size() > kEdtfBytes || !text::IsEdtf(value.time().edtf())) {
        violations.Add(Join(path, "time.edtf"),
                       "must be a date or interval in EDTF (ISO 8601-2), such as 2025-09 or 2021-12/2022-02");
      }
      return;
    case Value::kText:
      return CheckLength(value.text(), Presence::kRequired, kValueTextBytes, Join(path, "text"), violations);
    case Value::KIND_NOT_SET:
      violations.Add(path, "must set one of entity, quantity, time and text");
  }
}

void CheckStatement(const verbatim::v1::Statement& statement, std::string_view path, Violations& violations) {
  CheckEntity(statement.subject(), Join(path, "subject"), violations);
  CheckLength(statement.predicate(), Presence::kRequired, kNameBytes, Join(path, "predicate"), violations);
  CheckValue(statement.has_object(), statement.object(), Join(path, "object"), violations);
  if (statement.qualifiers_size() > kMaxQualifiers) {
    violations.Add(Join(path, "qualifiers"), absl::StrCat("must have at most ", kMaxQualifiers, " items"));
    return;
  }
  for (int i = 0; i < statement.qualifiers_size(); ++i) {
    const verbatim::v1::Qualifier& qualifier = statement.qualifiers(i);
    std::string item = Item(path, "qualifiers", i);
    CheckLength(qualifier.predicate(), Presence::kRequired, kNameBytes, Join(item, "predicate"), violations);
    CheckValue(qualifier.has_value(), qualifier.value(), Join(item, "value"), violations);
  }
}

// Returns the size of a claim without its output-only fields, which the caller did not give. Computes this
// only if the whole claim exceeds the limit.
size_t GivenBytes(const verbatim::v1::Claim& claim, const Limits& limits) {
  const size_t bytes = claim.ByteSizeLong();
  if (bytes <= limits.claim_bytes) return bytes;
  verbatim::v1::Claim given = claim;
  ClearOutputOnly(given);
  return given.ByteSizeLong();
}

}  // namespace

void CheckContent(const verbatim::v1::Content& content, const Limits& limits, std::string_view path,
                  Violations& violations) {
  const MediaType type = ParseMediaType(content.media_type());
  if (!type.bare.empty() && type.bare != kPlainText && type.bare != kHtml) {
    violations.Add(Join(path, "media_type"), "must be text/plain or text/html");
  } else if (!type.charset.empty() && text::FindEncoding(type.charset) == nullptr) {
    violations.Add(Join(path, "media_type"),
                   "has a charset that is not a label of the WHATWG Encoding Standard");
  }
  std::string field = Join(path, "data");
  const std::string& data = content.data();
  CheckLength(data, Presence::kRequired, limits.document_bytes, field, violations);
  if (data.size() > limits.document_bytes) return;
  if (const std::string_view kind = KindOfFile(data); !kind.empty()) {
    violations.Add(field,
                   absl::StrCat("is ", Absl(kind), ", not text or HTML; extract the text of the file first"));
    return;
  }
  // The encoding of other content is checked when the content is decoded (sources/content_decoding.h).
  if (type.bare == kHtml || !type.charset.empty()) return;
  if (std::optional<size_t> bad = text::FindInvalidUtf8(data)) {
    violations.Add(field, absl::StrCat("is not UTF-8: the first invalid byte is at offset ", *bad,
                                       "; name another encoding in media_type, for example text/plain; "
                                       "charset=windows-1252"));
  } else if (size_t nul = data.find('\0'); nul != std::string::npos) {
    violations.Add(field, absl::StrCat("contains NUL bytes, the first at offset ", nul));
  }
}

void CheckDocument(const verbatim::v1::Document& document, std::string_view path, Violations& violations) {
  CheckStrings(document, path, violations);
  CheckUri(document.uri(), Join(path, "uri"), violations);
  CheckLength(document.title(), Presence::kOptional, kTitleBytes, Join(path, "title"), violations);
  CheckLength(document.publisher(), Presence::kOptional, kNameBytes, Join(path, "publisher"), violations);
  CheckTime(document.has_publish_time(), document.publish_time(), Join(path, "publish_time"), violations);
  CheckLanguage(document.language_code(), Join(path, "language_code"), violations);
  if (!verbatim::v1::DocumentKind_IsValid(document.kind()))
    violations.Add(Join(path, "kind"), "is not a valid DocumentKind");
  if (document.authors_size() > kMaxAuthors) {
    violations.Add(Join(path, "authors"), absl::StrCat("must have at most ", kMaxAuthors, " items"));
    return;
  }
  for (int i = 0; i < document.authors_size(); ++i) {
    CheckLength(document.authors(i), Presence::kRequired, kNameBytes, Item(path, "authors", i), violations);
  }
}

void CheckDate(std::string_view date, std::string_view path, Violations& violations) {
  constexpr size_t kDayBytes = 10;
  if (date.empty()) return;
  const bool plain = std::all_of(date.begin(), date.end(), [](char c) {
    return c == '-' || absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
  // EDTF also allows seasons (2025-21), intervals and uncertain dates, which ClaimReview does not know.
  constexpr size_t kMonthBytes = 7;
  const bool season = date.size() == kMonthBytes && date.substr(5) > "12";
  if (plain && !season && date.size() <= kDayBytes && date[0] != '-' && text::IsEdtf(date)) return;
  absl::Time time;
  if (date.size() > kDayBytes && absl::ParseTime(absl::RFC3339_full, Absl(date), &time, nullptr)) return;
  violations.Add(path,
                 "must be a date such as 2025-09-13, 2025-09 or 2025, or a date and time with a zone such "
                 "as 2025-09-13T08:00:00Z");
}

void CheckUris(const google::protobuf::RepeatedPtrField<std::string>& uris, int most, std::string_view path,
               Violations& violations) {
  if (uris.size() > most) {
    violations.Add(path, absl::StrCat("must have at most ", most, " items"));
    return;
  }
  for (int i = 0; i < uris.size(); ++i) {
    const std::string item = Item("", path, i);
    CheckLength(uris[i], Presence::kRequired, kUriBytes, item, violations);
    CheckUri(uris[i], item, violations);
  }
}

void CheckAttribution(const verbatim::v1::Attribution& attribution, std::string_view path,
                      Violations& violations) {
  const verbatim::v1::Agent& agent = attribution.agent();
  if (!verbatim::v1::AgentKind_IsValid(agent.kind()))
    violations.Add(Join(path, "agent.kind"), "is not a valid AgentKind");
  CheckLength(agent.id(), Presence::kRequired, kNameBytes, Join(path, "agent.id"), violations);
  CheckLength(agent.name(), Presence::kOptional, kNameBytes, Join(path, "agent.name"), violations);
  CheckLength(agent.version(), Presence::kOptional, kNameBytes, Join(path, "agent.version"), violations);
  CheckLength(attribution.method(), Presence::kOptional, kNameBytes, Join(path, "method"), violations);
  // Comparisons with NaN are false, so the negation rejects NaN.
  if (attribution.has_confidence() && !(attribution.confidence() >= 0 && attribution.confidence() <= 1)) {
    violations.Add(Join(path, "confidence"), "must be from 0 to 1");
  }
  CheckTime(attribution.has_start_time(), attribution.start_time(), Join(path, "start_time"), violations);
  CheckTime(attribution.has_end_time(), attribution.end_time(), Join(path, "end_time"), violations);
  if (attribution.has_start_time() && attribution.has_end_time()) {
    const auto& start = attribution.start_time();
    const auto& end = attribution.end_time();
    if (std::pair(end.seconds(), end.nanos()) < std::pair(start.seconds(), start.nanos())) {
      violations.Add(Join(path, "end_time"), "must not be before start_time");
    }
  }
  if (attribution.derived_from_size() > kMaxDerivedFrom) {
    violations.Add(Join(path, "derived_from"), absl::StrCat("must have at most ", kMaxDerivedFrom, " items"));
    return;
  }
  for (int i = 0; i < attribution.derived_from_size(); ++i) {
    CheckLength(attribution.derived_from(i), Presence::kRequired, kUriBytes, Item(path, "derived_from", i),
                violations);
  }
}

void CheckCitationFields(const verbatim::v1::Citation& citation, const Limits& limits, std::string_view path,
                         Violations& violations) {
  CheckRevisionOrDocument(citation.revision(), Join(path, "revision"), violations);
  if (citation.erased())
    return;  // only a stored citation can be erased: requests have this field cleared before the check
  CheckQuote(citation.quote(), limits, Join(path, "quote"), violations);
  CheckContext(citation.prefix(), Join(path, "prefix"), violations);
  CheckContext(citation.suffix(), Join(path, "suffix"), violations);
}

void ClearOutputOnly(verbatim::v1::Claim& claim) {
  claim.clear_name();
  claim.clear_state();
  claim.clear_state_reason();
  claim.clear_superseded_by();
  claim.clear_anchoring();
  claim.clear_further_anchorings();
  claim.clear_create_time();
  claim.clear_update_time();
  claim.clear_etag();
  claim.clear_log_index();
  claim.clear_erasure();
  for (verbatim::v1::Citation& citation : *claim.mutable_citations()) {
    citation.clear_sentences();
    citation.clear_quote_sha256();
    citation.clear_submitted_quote();
    citation.clear_attestations();
    citation.clear_attestation_rules();
    citation.clear_erased();
  }
}

void CheckClaim(const verbatim::v1::Claim& claim, const Limits& limits, std::string_view path,
                Violations& violations) {
  if (size_t bytes = GivenBytes(claim, limits); bytes > limits.claim_bytes) {
    violations.Add(path,
                   absl::StrCat("has ", bytes, " bytes, more than the ", limits.claim_bytes, " allowed"));
    return;
  }
  CheckStrings(claim, path, violations);
  CheckLength(claim.text(), Presence::kRequired, kClaimTextBytes, Join(path, "text"), violations);
  if (claim.has_statement()) CheckStatement(claim.statement(), Join(path, "statement"), violations);
  if (claim.has_claimant()) {
    CheckLength(claim.claimant().name(), Presence::kRequired, kNameBytes, Join(path, "claimant.name"),
                violations);
    CheckUri(claim.claimant().uri(), Join(path, "claimant.uri"), violations);
    CheckUris(claim.claimant().same_as(), kMaxSameAs, Join(path, "claimant.same_as"), violations);
  }
  CheckUri(claim.appearance_uri(), Join(path, "appearance_uri"), violations);
  CheckUri(claim.first_appearance_uri(), Join(path, "first_appearance_uri"), violations);
  CheckUris(claim.further_appearance_uris(), kMaxAppearances, Join(path, "further_appearance_uris"),
            violations);
  CheckDate(claim.publish_date(), Join(path, "publish_date"), violations);
  if (claim.has_attribution()) CheckAttribution(claim.attribution(), Join(path, "attribution"), violations);
  CheckLabels(claim.labels(), kMaxLabels, Join(path, "labels"), violations);
  if (claim.citations_size() < 1 || claim.citations_size() > kMaxCitations) {
    violations.Add(Join(path, "citations"), absl::StrCat("must have 1 to ", kMaxCitations, " items"));
    return;
  }
  for (int i = 0; i < claim.citations_size(); ++i) {
    CheckCitationFields(claim.citations(i), limits, Item(path, "citations", i), violations);
  }
}

void CheckQuoteMatching(verbatim::v1::QuoteMatching quote_matching, std::string_view path,
                        Violations& violations) {
  if (!verbatim::v1::QuoteMatching_IsValid(quote_matching))
    violations.Add(path, "is not a valid QuoteMatching");
}

void CheckFilter(const verbatim::v1::ClaimFilter& filter, Violations& violations) {
  CheckStrings(filter, "filter", violations);
  if (!filter.document().empty() && !IsDocumentName(filter.document())) {
    violations.Add("filter.document", "must be documents/{id}");
  }
  if (!filter.revision().empty() && !IsRevisionName(filter.revision())) {
    violations.Add("filter.revision", "must be documents/{id}/revisions/{number}");
  }
  if (!verbatim::v1::ClaimState_IsValid(filter.state()))
    violations.Add("filter.state", "is not a valid ClaimState");
  if (!verbatim::v1::AnchoringState_IsValid(filter.anchoring_state()))
    violations.Add("filter.anchoring_state", "is not a valid AnchoringState");
  CheckLabels(filter.labels(), kMaxFilterLabels, "filter.labels", violations);
}

void CheckRevisionOrDocument(std::string_view name, std::string_view path, Violations& violations) {
  if (IsDocumentName(name) || IsRevisionName(name)) return;
  violations.Add(path,
                 "must be documents/{id}/revisions/{number}, or documents/{id} for the latest revision");
}

void CheckQuote(std::string_view quote, const Limits& limits, std::string_view path, Violations& violations) {
  CheckLength(quote, Presence::kRequired, limits.quote_bytes, path, violations);
}

void CheckContext(std::string_view context, std::string_view path, Violations& violations) {
  CheckLength(context, Presence::kOptional, kContextBytes, path, violations);
}

void CheckErasure(std::string_view requested_by, std::string_view reason, Violations& violations) {
  CheckLength(requested_by, Presence::kRequired, kNameBytes, "requested_by", violations);
  CheckLength(reason, Presence::kRequired, kReasonBytes, "reason", violations);
}

void CheckLogEntryFilter(const verbatim::v1::LogEntryFilter& filter, Violations& violations) {
  CheckStrings(filter, "filter", violations);
  if (filter.types_size() > kMaxFilterTypes) {
    violations.Add("filter.types", absl::StrCat("must have at most ", kMaxFilterTypes, " items"));
  }
  for (int i = 0; i < filter.types_size() && i < kMaxFilterTypes; ++i) {
    if (filter.types(i) == verbatim::v1::ENTRY_TYPE_UNSPECIFIED ||
        !verbatim::v1::EntryType_IsValid(filter.types(i))) {
      violations.Add(Item("filter", "types", i), "is not a valid EntryType");
    }
  }
  if (filter.anchoring_states_size() > kMaxFilterAnchoringStates) {
    violations.Add("filter.anchoring_states",
                   absl::StrCat("must have at most ", kMaxFilterAnchoringStates, " items"));
  }
  for (int i = 0; i < filter.anchoring_states_size() && i < kMaxFilterAnchoringStates; ++i) {
    if (filter.anchoring_states(i) == verbatim::v1::ANCHORING_STATE_UNSPECIFIED ||
        !verbatim::v1::AnchoringState_IsValid(filter.anchoring_states(i))) {
      violations.Add(Item("filter", "anchoring_states", i), "is not a valid AnchoringState");
    }
  }
  const std::string& resource = filter.resource();
  if (!resource.empty() && !IsResourceName(resource)) {
    violations.Add("filter.resource",
                   "must be the name of a document, revision, claim, evidence, review or link");
  }
  if (!filter.claim().empty() && !IsClaimName(filter.claim())) {
    violations.Add("filter.claim", "must be claims/{id}");
  }
  if (!filter.document().empty() && !IsDocumentName(filter.document())) {
    violations.Add("filter.document", "must be documents/{id}");
  }
}

void CheckRetractReason(std::string_view reason, Violations& violations) {
  CheckLength(reason, Presence::kRequired, kReasonBytes, "reason", violations);
}

}  // namespace verbatim::registry
