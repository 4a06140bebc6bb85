#pragma once

#include <string>

#include "verbatim/v1/statement.pb.h"

namespace verbatim::cli {

// A typed value as text: `52 political prisoner`, `more than 30000`, `2025-09`.
std::string ValueText(const v1::Value& value);

}  // namespace verbatim::cli
