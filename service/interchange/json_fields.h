#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"
#include "status/errors.h"

// Reads JSON-LD from any producer. Accepts a single value where a list is allowed, a list where a single
// value is meant, and a string in place of an object with a name. Nothing here throws.
namespace verbatim::interchange {

// Returns the member of an object. Null if `object` is no object or has no such member.
const nlohmann::json& Member(const nlohmann::json& object, const char* key);

// Returns the values of a member: the elements of a list, or the single value. Empty for null.
std::vector<const nlohmann::json*> Values(const nlohmann::json& object, const char* key);

// Returns the first value that is an object, or null.
const nlohmann::json& FirstObject(const nlohmann::json& object, const char* key);

// Returns the first value as text: a string, a number as written, or an object's `@value`, `name`, `@id` or
// `url`, whichever comes first in this order. Empty if there is none.
std::string Text(const nlohmann::json& object, const char* key);

// Returns the first value that is an absolute URI, or whose `url`, `@id` or `id` is one. Empty if there is
// none.
std::string Uri(const nlohmann::json& object, const char* key);

// Returns whether `@type` or `type` has this value, with or without the vocabulary's URI before it.
bool HasType(const nlohmann::json& object, std::string_view type);

// Returns the number in a member. The number may be given as a string. Nothing if there is no value. Adds a
// violation if the value is not a number.
std::optional<double> Number(const nlohmann::json& object, const char* key, std::string_view path,
                             Violations& violations);

}  // namespace verbatim::interchange
