#pragma once

#include <string_view>

#include "registry/requests/limits.h"
#include "status/errors.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/document_service.pb.h"
#include "verbatim/v1/log.pb.h"

// What fields may hold, as the comments of proto/verbatim/v1 promise. Each function adds to `violations` all
// that is wrong; `path` is the path of what it checks in the request, as `claim`. Output-only fields are not
// looked at.
namespace verbatim::registry {

// Citations of one claim.
inline constexpr int kMaxCitations = 100;

// Whether content of this type, which has passed CheckContent, is HTML.
bool IsHtml(std::string_view media_type);

void CheckContent(const verbatim::v1::Content& content, const Limits& limits, std::string_view path,
                  Violations& violations);
void CheckDocument(const verbatim::v1::Document& document, std::string_view path, Violations& violations);
void CheckClaim(const verbatim::v1::Claim& claim, const Limits& limits, std::string_view path,
                Violations& violations);
// Takes out of a claim what no caller can say.
void ClearOutputOnly(verbatim::v1::Claim& claim);
void CheckAttribution(const verbatim::v1::Attribution& attribution, std::string_view path,
                      Violations& violations);
// A citation as a caller makes it: its revision's name, quote and context.
void CheckCitationFields(const verbatim::v1::Citation& citation, const Limits& limits, std::string_view path,
                         Violations& violations);
void CheckFilter(const verbatim::v1::ClaimFilter& filter, Violations& violations);

void CheckQuote(std::string_view quote, const Limits& limits, std::string_view path, Violations& violations);
void CheckContext(std::string_view context, std::string_view path, Violations& violations);

void CheckErasure(std::string_view requested_by, std::string_view reason, Violations& violations);

void CheckLogEntryFilter(const verbatim::v1::LogEntryFilter& filter, Violations& violations);

void CheckRetractReason(std::string_view reason, Violations& violations);

}  // namespace verbatim::registry
