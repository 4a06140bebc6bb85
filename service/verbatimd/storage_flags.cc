#include "verbatimd/storage_flags.h"

#include <string>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "store/store.h"

ABSL_FLAG(absl::Duration, scrub_interval, absl::Hours(24),
          "How often the server reads the whole database in the background to find damage, 1s to 8760h. 0 "
          "turns it off.");
ABSL_FLAG(
    absl::Duration, max_clock_jump, absl::Hours(1),
    "How far the clock may jump ahead while the server runs, 1m to 8760h. After a larger jump, writes fail "
    "with UNAVAILABLE until the clock is set back, or confirmed with --confirm_clock.");
ABSL_FLAG(
    std::string, confirm_clock, "",
    "The current time by a clock that you trust, such as 2026-01-31T12:00:00Z. Confirms a clock that has "
    "jumped ahead, if the two agree within --max_clock_jump.");

namespace verbatim::verbatimd {

absl::Status ReadStorageFlags(ServeOptions& options) {
  const absl::Duration jump = absl::GetFlag(FLAGS_max_clock_jump);
  if (jump < absl::Minutes(1) || jump > absl::Hours(8760))
    return absl::InvalidArgumentError("--max_clock_jump must be between 1m and 8760h");
  options.clock = {.mark_file = store::FilesBeside(options.store.uri) + ".clock", .max_jump = jump};
  if (const std::string confirmed = absl::GetFlag(FLAGS_confirm_clock); !confirmed.empty()) {
    std::string error;
    absl::Time time;
    if (!absl::ParseTime(absl::RFC3339_full, confirmed, &time, &error))
      return absl::InvalidArgumentError(absl::StrCat(
          "--confirm_clock must be a time such as 2026-01-31T12:00:00Z, not \"", confirmed, "\""));
    options.clock.confirmed = time;
  }
  const absl::Duration scrub = absl::GetFlag(FLAGS_scrub_interval);
  if (scrub != absl::ZeroDuration() && (scrub < absl::Seconds(1) || scrub > absl::Hours(8760)))
    return absl::InvalidArgumentError("--scrub_interval must be 0, or between 1s and 8760h");
  options.scrub_interval = absl::ToChronoSeconds(scrub);
  return absl::OkStatus();
}

}  // namespace verbatim::verbatimd
