#pragma once

#include <string>
#include <vector>

#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/statement.pb.h"

namespace verbatim::cli {

// A typed value in a few words: `52 political prisoner`, `more than 30000`, `2025-09`.
std::string ValueText(const v1::Value& value);

// The names of states of an anchoring that commands take.
inline const std::vector<std::string> kAnchoringStates = {"current", "moved", "edited", "lost"};

// The state of such a name; unspecified for another one.
v1::AnchoringState ParseAnchoringState(const std::string& name);

}  // namespace verbatim::cli
