#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {

// Exit codes of verbatimd other than 0. Abseil's parser ends verbatimd with 1 for a flag that it cannot
// parse.
enum ExitCode : int { kDone = 0, kBadFlag = 2, kCannotStart = 3, kDamaged = 4 };

// Logs an error and returns the code.
inline ExitCode Fail(ExitCode code, std::string_view message) {
  LogLine(Severity::kError, message);
  return code;
}

inline ExitCode Fail(ExitCode code, const absl::Status& status) {
  return Fail(code, std::string_view(status.message().data(), status.message().size()));
}

}  // namespace verbatim::verbatimd
