#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"
#include "status/errors.h"

// Reads JSON-LD from any producer. Producers differ in form: some write a single value as a list, a list of
// one as a single value, or an object as a string. These functions accept all of these forms. They do not
// throw.
namespace verbatim::interchange {

// Returns the member of an object. Returns null if `object` is not an object or lacks the member.
const nlohmann::json& Member(const nlohmann::json& object, const char* key);

// Returns the values of a member: the elements of a list, or the single value. Empty for null.
std::vector<const nlohmann::json*> Values(const nlohmann::json& object, const char* key);

// Returns the first value that is an object, or null.
const nlohmann::json& FirstObject(const nlohmann::json& object, const char* key);

// Returns the first value as text: a string, a number as written, or an object's `@value`, `name`, `@id` or
// `url`, whichever comes first in this order. Empty if there is none.
std::string Text(const nlohmann::json& object, const char* key);

// Returns the first absolute URI. A value may be a URI, or an object with a URI under `url`, `@id` or `id`.
// Empty if there is no URI.
std::string Uri(const nlohmann::json& object, const char* key);

// Returns whether the member `@type` or `type` has the value `type`. The URI of a vocabulary may precede the
// value.
bool HasType(const nlohmann::json& object, std::string_view type);

// Returns the number in a member. The number may be written as a string. Returns nothing if the member has no
// value. If the value is not a number, adds a violation.
std::optional<double> Number(const nlohmann::json& object, const char* key, std::string_view path,
                             Violations& violations);

}  // namespace verbatim::interchange
