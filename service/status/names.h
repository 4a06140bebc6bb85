#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Resource names (AIP-122): `documents/{id}`, `documents/{id}/revisions/{number}`, `…/sentences/{index}`,
// `claims/{id}`, `claims/{id}/evidence/{id}`, `claims/{id}/reviews/{id}`, `claims/{id}/links/{id}`.
namespace verbatim {

// Returns whether `id` is 1 to 63 characters from a-z, 0-9 and hyphen, and does not begin or end with a
// hyphen. Ids chosen by callers and generated ids have this form.
bool IsValidId(std::string_view id);

// The parent that stands for all claims (AIP-159).
inline constexpr std::string_view kAnyClaim = "claims/-";

std::string DocumentName(std::string_view id);
std::string RevisionName(std::string_view document, int64_t number);
std::string SentenceName(std::string_view revision, size_t index);
std::string ClaimName(std::string_view id);
std::string EvidenceName(std::string_view claim, std::string_view id);
std::string ReviewName(std::string_view claim, std::string_view id);
std::string LinkName(std::string_view claim, std::string_view id);

bool IsDocumentName(std::string_view name);
bool IsRevisionName(std::string_view name);
bool IsClaimName(std::string_view name);
bool IsEvidenceName(std::string_view name);
bool IsReviewName(std::string_view name);
bool IsLinkName(std::string_view name);

// Returns whether `name` is the name of a resource that has entries in the log.
bool IsResourceName(std::string_view name);

// Returns the type (AIP-123) of the resource with this name, such as `verbatim/Claim` for `claims/{id}`.
// Checkpoints have no names, so the type for any other text is `verbatim/Checkpoint`.
std::string_view TypeOf(std::string_view name);

// Returns `documents/{id}` of `documents/{id}/revisions/{number}`. REQUIRES: IsRevisionName(revision).
std::string_view DocumentOfRevision(std::string_view revision);

// Returns `claims/{id}` of the name of a claim, or of a claim's evidence, review or link; empty for other
// names.
std::string_view ClaimOf(std::string_view name);

// Returns `{number}` of `documents/{id}/revisions/{number}`. REQUIRES: IsRevisionName(revision).
int64_t NumberOfRevision(std::string_view revision);

}  // namespace verbatim
