#include "verbatimd/flag_values.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace verbatim::verbatimd {

absl::StatusOr<std::vector<std::string>> NamesFrom(const std::vector<std::string>& given,
                                                   std::string_view flag) {
  std::vector<std::string> names;
  for (const std::string& name : given) {
    names.emplace_back(absl::StripAsciiWhitespace(name));
    if (names.back().empty())
      return absl::InvalidArgumentError(absl::StrCat(std::string(flag), ": contains an empty name"));
  }
  return names;
}

absl::Status CheckSecondsToDay(absl::Duration duration, std::string_view flag) {
  if (duration >= absl::Seconds(1) && duration <= absl::Hours(24)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(std::string(flag), " must be between 1s and 24h"));
}

}  // namespace verbatim::verbatimd
