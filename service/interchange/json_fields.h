#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"
#include "status/errors.h"

// Reads JSON-LD from any producer: a single value where a list is allowed, a list where one value is meant, a
// string in place of an object with a name. Nothing here throws.
namespace verbatim::interchange {

// The member of an object. Null if `object` is no object or has no such member.
const nlohmann::json& Member(const nlohmann::json& object, const char* key);

// The values of a member: the elements of a list, or the single value. None for null.
std::vector<const nlohmann::json*> Values(const nlohmann::json& object, const char* key);

// The first value that is an object, or null.
const nlohmann::json& FirstObject(const nlohmann::json& object, const char* key);

// The first value as text: a string, a number as written, or the first of `@value`, `name`, `@id` and `url`
// of an object. Empty if there is none.
std::string Text(const nlohmann::json& object, const char* key);

// The first value that is an absolute URI, or whose `url`, `@id` or `id` is one. Empty if there is none.
std::string Uri(const nlohmann::json& object, const char* key);

// Whether `@type` or `type` has this value, with or without the vocabulary's URI before it.
bool HasType(const nlohmann::json& object, std::string_view type);

// The number in a member, also if it is a string. Nothing if there is none; adds a violation if the value is
// not a number.
std::optional<double> Number(const nlohmann::json& object, const char* key, std::string_view path,
                             Violations& violations);

}  // namespace verbatim::interchange
