#include "verbatimd/flag_values.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
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

absl::StatusOr<std::chrono::seconds> SecondsFrom(absl::Duration duration, std::string_view flag) {
  if (absl::Status status = CheckSecondsToDay(duration, flag); !status.ok()) return status;
  return std::chrono::seconds(absl::ToInt64Seconds(duration));
}

absl::Status CheckLeast(std::span<const IntFlag> flags) {
  for (const auto& [name, value, least] : flags) {
    if (value < least) {
      return absl::InvalidArgumentError(
          absl::StrCat(std::string(name), " must be at least ", least, ", not ", value));
    }
  }
  return absl::OkStatus();
}

bool HasPort(const std::vector<std::string>& listen) {
  return !std::ranges::all_of(listen,
                              [](const std::string& address) { return absl::StartsWith(address, "unix:"); });
}

}  // namespace verbatim::verbatimd
