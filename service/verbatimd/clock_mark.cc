#include "verbatimd/clock_mark.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {
namespace {

absl::Status Remove(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot remove ", path, ": ", error.message()));
}

void OnChange(const std::string& path, std::optional<int64_t> jumped_to) {
  if (!jumped_to) {
    LogLine(Severity::kInfo, "the clock was set back; writing goes on");
    if (absl::Status removed = Remove(path); !removed.ok())
      LogLine(Severity::kWarning, std::string(removed.message()));
    return;
  }
  LogLine(
      Severity::kError,
      "the clock has jumped ahead; nothing is recorded until it is set back or confirmed (--confirm_clock)",
      {{"clock",
        absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMicros(*jumped_to), absl::UTCTimeZone())}});
  std::ofstream file(path, std::ios::trunc);
  file << *jumped_to << '\n';
  if (!file.flush()) LogLine(Severity::kError, "cannot write the mark of the jumped clock", {{"file", path}});
}

}  // namespace

absl::StatusOr<registry::ClockOptions> OpenClock(const ClockMarkOptions& options) {
  registry::ClockOptions clock;
  clock.max_jump = absl::ToChronoMicroseconds(options.max_jump);
  clock.on_change = [path = options.mark_file](std::optional<int64_t> jumped_to) {
    OnChange(path, jumped_to);
  };
  std::error_code ignored;
  if (!std::filesystem::exists(options.mark_file, ignored)) return clock;
  std::string line;
  std::ifstream file(options.mark_file);
  int64_t jumped_to = 0;
  if (!std::getline(file, line) || !absl::SimpleAtoi(line, &jumped_to)) {
    return absl::UnavailableError(
        absl::StrCat(options.mark_file, " cannot be read; check the clock, then remove the file"));
  }
  if (!options.confirmed) {
    clock.jumped_to = jumped_to;
    LogLine(Severity::kWarning,
            "the clock had jumped ahead; nothing is recorded until it is set back or confirmed "
            "(--confirm_clock)");
    return clock;
  }
  const absl::Duration difference = absl::Now() - *options.confirmed;
  if (difference > options.max_jump || difference < -options.max_jump) {
    return absl::FailedPreconditionError(absl::StrCat("the clock differs from --confirm_clock by ",
                                                      absl::FormatDuration(difference),
                                                      ", more than --max_clock_jump"));
  }
  if (absl::Status removed = Remove(options.mark_file); !removed.ok()) return removed;
  LogLine(Severity::kInfo, "the clock is confirmed");
  return clock;
}

}  // namespace verbatim::verbatimd
