#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace verbatim::access::oidc {

using Json = nlohmann::json;

// Parses a JSON object that a caller or an issuer sent. INVALID_ARGUMENT if the text is not JSON in UTF-8, is
// not an object, repeats a name in an object, or nests deeper than 16 levels. Two parsers may read different
// values from an object that repeats a name. The message does not contain the text.
absl::StatusOr<Json> ParseStrictObject(std::string_view text);

// Returns the member of an object; null if there is none.
const Json* FindMember(const Json& object, std::string_view name);

}  // namespace verbatim::access::oidc
