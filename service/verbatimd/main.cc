// verbatimd, the server of Verbatim.

#include "absl/synchronization/mutex.h"
#include "access/tls_files.h"
#include "verbatimd/exit_code.h"
#include "verbatimd/flags.h"
#include "verbatimd/log_line.h"
#include "verbatimd/maintenance.h"
#include "verbatimd/serve.h"

namespace verbatim::verbatimd {
namespace {

ExitCode RunServer() {
  absl::StatusOr<ServeOptions> options = ServeOptionsFromFlags();
  if (!options.ok()) return Fail(kBadFlag, options.status());
  const ExitCode code = Serve(*std::move(options));
  if (code == kDone) LogLine(Severity::kInfo, "stopped");
  return code;
}

// Checks what the server checks before it opens anything.
ExitCode CheckConfig() {
  absl::StatusOr<ServeOptions> options = ServeOptionsFromFlags();
  if (!options.ok()) return Fail(kBadFlag, options.status());
  if (options->server.tls) {
    if (absl::Status tls = access::CheckTlsFiles(*options->server.tls); !tls.ok()) return Fail(kBadFlag, tls);
  }
  LogLine(Severity::kInfo, "the configuration is valid");
  return kDone;
}

ExitCode RunMaintenance(ExitCode (*command)(const StoreOptions&)) {
  absl::StatusOr<StoreOptions> options = StoreOptionsFromFlags();
  if (!options.ok()) return Fail(kBadFlag, options.status());
  return command(*options);
}

ExitCode Run(int argc, char** argv) {
  if (absl::Status parsed = ParseFlags(argc, argv); !parsed.ok()) return Fail(kBadFlag, parsed);
  switch (CommandFromFlags()) {
    case Command::kServe:
      return RunServer();
    case Command::kFsck:
      return RunMaintenance(Fsck);
    case Command::kListErasures:
      return RunMaintenance(ListErasures);
    case Command::kReindex:
      return RunMaintenance(Reindex);
    case Command::kCompact:
      return RunMaintenance(Compact);
    case Command::kCheckConfig:
      return CheckConfig();
    case Command::kMigrate:
      return RunMaintenance(Migrate);
    case Command::kCopy:
      return RunMaintenance(Copy);
  }
  return kBadFlag;
}

}  // namespace
}  // namespace verbatim::verbatimd

// Read by jemalloc when it starts. Memory goes back to the system within a second or two after a peak of requests, also if
// no thread allocates any more. By default, jemalloc keeps it for ten seconds, and for as long as nothing allocates.
extern "C" const char* malloc_conf;
const char* malloc_conf = "background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0";

int main(int argc, char** argv) {
  // Distributions build Abseil with deadlock detection on every lock. Detection would take a tenth of the
  // time of a read.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return verbatim::verbatimd::Run(argc, argv);
}
