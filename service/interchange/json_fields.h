#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"
#include "status/errors.h"

// Reads JSON-LD as others write it: one value where a list could be, a list where one value is meant, a
// string where an object with a name could be. Nothing throws.
namespace verbatim::interchange {

// The member of an object; null if there is none or it is no object.
const nlohmann::json& Member(const nlohmann::json& object, const char* key);

// The values of a member: those of a list, or the one; none for null.
std::vector<const nlohmann::json*> Values(const nlohmann::json& object, const char* key);

// Its first value that is an object; null if there is none.
const nlohmann::json& FirstObject(const nlohmann::json& object, const char* key);

// Its first value as text: a string, a number as it is written, or of an object `@value`, `name`, `@id` or
// `url`, whichever comes first in this order. Empty if there is none.
std::string Text(const nlohmann::json& object, const char* key);

// The first of its values that is an absolute URI, or of an object `url`, `@id` or `id`. Empty if none is.
std::string Uri(const nlohmann::json& object, const char* key);

// Whether `@type` or `type` has this value, with or without the vocabulary in front.
bool HasType(const nlohmann::json& object, std::string_view type);

// The number that a member holds, also as a string. Nothing if there is none; a violation if it is not a
// number.
std::optional<double> Number(const nlohmann::json& object, const char* key, std::string_view path,
                             Violations& violations);

// Whether it begins with a scheme (RFC 3986, section 3.1).
bool IsAbsoluteUri(std::string_view text);

}  // namespace verbatim::interchange
