#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Resource names (AIP-122): `documents/{id}`, `documents/{id}/revisions/{number}`, `…/sentences/{index}`,
// `claims/{id}`.
namespace verbatim::registry {

// Whether a caller may choose `id`: 1 to 63 characters out of a-z, 0-9 and hyphen, with no hyphen at either
// end. Generated ids have this form, too.
bool IsValidId(std::string_view id);

std::string DocumentName(std::string_view id);
std::string RevisionName(std::string_view document, int64_t number);
std::string SentenceName(std::string_view revision, size_t index);
std::string ClaimName(std::string_view id);

bool IsDocumentName(std::string_view name);
bool IsRevisionName(std::string_view name);
bool IsClaimName(std::string_view name);

// `documents/{id}` of `documents/{id}/revisions/{number}`, which must be IsRevisionName.
std::string_view DocumentOfRevision(std::string_view revision);

// `{number}` of the same.
int64_t NumberOfRevision(std::string_view revision);

}  // namespace verbatim::registry
