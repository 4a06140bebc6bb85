#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/repeated_field.h"
#include "registry/requests/limits.h"
#include "status/errors.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/document_service.pb.h"
#include "verbatim/v1/log.pb.h"

// Validation of requests against the rules documented in proto/verbatim/v1. Each function adds every problem
// that it finds to `violations`. `path` is the path of the checked value in the request, such as `claim`.
// Output-only fields are ignored.
namespace verbatim::registry {

// Maximum number of citations of one claim.
inline constexpr int kMaxCitations = 100;

void CheckContent(const verbatim::v1::Content& content, const Limits& limits, std::string_view path,
                  Violations& violations);
void CheckDocument(const verbatim::v1::Document& document, std::string_view path, Violations& violations);
void CheckClaim(const verbatim::v1::Claim& claim, const Limits& limits, std::string_view path,
                Violations& violations);
// Clears the output-only fields of a claim.
void ClearOutputOnly(verbatim::v1::Claim& claim);
void CheckAttribution(const verbatim::v1::Attribution& attribution, std::string_view path,
                      Violations& violations);
// Checks the input fields of a citation: revision, quote, prefix and suffix. Grounding checks the span.
void CheckCitationFields(const verbatim::v1::Citation& citation, const Limits& limits, std::string_view path,
                         Violations& violations);
void CheckQuoteMatching(verbatim::v1::QuoteMatching quote_matching, std::string_view path,
                        Violations& violations);
void CheckFilter(const verbatim::v1::ClaimFilter& filter, Violations& violations);

// A date in EDTF of level 0, as `2025-09-13`, `2025-09` or `2025`, or a date and time with a zone (RFC 3339),
// or empty.
void CheckDate(std::string_view date, std::string_view path, Violations& violations);

// Maximum number of URIs that identify a person or organization, besides the first.
inline constexpr int kMaxSameAs = 20;
// At most `most` absolute URIs.
void CheckUris(const google::protobuf::RepeatedPtrField<std::string>& uris, int most, std::string_view path,
               Violations& violations);

// Checks the name of a revision, or the name of a document, which means its latest revision.
void CheckRevisionOrDocument(std::string_view name, std::string_view path, Violations& violations);
void CheckQuote(std::string_view quote, const Limits& limits, std::string_view path, Violations& violations);
void CheckContext(std::string_view context, std::string_view path, Violations& violations);

void CheckErasure(std::string_view requested_by, std::string_view reason, Violations& violations);

void CheckLogEntryFilter(const verbatim::v1::LogEntryFilter& filter, Violations& violations);

void CheckRetractReason(std::string_view reason, Violations& violations);

}  // namespace verbatim::registry
