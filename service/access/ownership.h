#pragma once

#include <string_view>

#include "access/caller.h"

namespace verbatim::access {

// Returns whether a resource is the caller's own, by the principal that its first entry records. If the
// caller acts for a person, it is what was first written for this person, by any principal. Otherwise it is
// what the caller's principal or one of its aliases first wrote. Callers without a name own nothing.
bool Owns(const Caller& caller, std::string_view first_writer);

}  // namespace verbatim::access
