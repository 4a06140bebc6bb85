#include "verbatimd/storage_flags.h"

#include <span>
#include <string>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "store/store.h"
#include "verbatimd/flag_values.h"

ABSL_FLAG(absl::Duration, scrub_interval, absl::Hours(24),
          "How often the server reads the whole database in the background to find damage, 1s to 8760h. 0 "
          "turns it off.");
ABSL_FLAG(int, store_connections, 0,
          "Maximum number of connections to PostgreSQL for reads. Two more write and follow the log. 0 means "
          "four more than --threads.");
ABSL_FLAG(
    absl::Duration, store_timeout, absl::Seconds(10),
    "Time that PostgreSQL may take to answer a statement, 1s to 1h. Then its connection counts as lost.");
ABSL_FLAG(absl::Duration, store_retry_time, absl::Seconds(8),
          "How long calls are retried while PostgreSQL is away, 0 to 1h. Then they fail with UNAVAILABLE.");
ABSL_FLAG(
    absl::Duration, max_clock_jump, absl::Hours(1),
    "How far the clock may jump ahead while the server runs, 1m to 8760h. After a larger jump, writes fail "
    "with UNAVAILABLE until the clock is set back, or confirmed with --confirm_clock.");
ABSL_FLAG(
    std::string, confirm_clock, "",
    "The current time by a clock that you trust, such as 2026-01-31T12:00:00Z. Confirms a clock that has "
    "jumped ahead, if the two agree within --max_clock_jump.");

namespace verbatim::verbatimd {
namespace {

// Database connections for small reads on gRPC's own threads, in addition to one per worker thread.
constexpr int kReadersOfGrpc = 4;

}  // namespace

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
  const IntFlag connections = {"--store_connections", absl::GetFlag(FLAGS_store_connections), 0};
  if (absl::Status status = CheckLeast(std::span(&connections, 1)); !status.ok()) return status;
  options.store_connections =
      connections.value > 0 ? connections.value : options.dispatcher.threads + kReadersOfGrpc;
  const absl::Duration timeout = absl::GetFlag(FLAGS_store_timeout);
  if (timeout < absl::Seconds(1) || timeout > absl::Hours(1))
    return absl::InvalidArgumentError("--store_timeout must be between 1s and 1h");
  const absl::Duration retry_time = absl::GetFlag(FLAGS_store_retry_time);
  if (retry_time < absl::ZeroDuration() || retry_time > absl::Hours(1))
    return absl::InvalidArgumentError("--store_retry_time must be between 0 and 1h");
  options.store_patience = {.answer = absl::ToChronoMilliseconds(timeout),
                            .retries = absl::ToChronoMilliseconds(retry_time)};
  return absl::OkStatus();
}

}  // namespace verbatim::verbatimd
