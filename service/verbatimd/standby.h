#pragma once

#include <atomic>
#include <memory>

#include "absl/status/statusor.h"
#include "methods/standby_reads.h"
#include "registry/registry.h"
#include "store/store.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// The copy of the log on the standby of --store_read, with caches of its own.
class OpenedStandby {
 public:
  // Waits some seconds for the standby to get what the servers of the log agreed on. INVALID_ARGUMENT if it
  // is a copy of another log; FAILED_PRECONDITION if it has none; UNAVAILABLE if it cannot be reached.
  static absl::StatusOr<std::unique_ptr<OpenedStandby>> Open(const ServeOptions& options,
                                                             const registry::LogIdentity& identity,
                                                             const registry::Environment& environment);

  methods::Standby reads() { return {registry_, is_reachable_}; }

 private:
  OpenedStandby(std::unique_ptr<store::Store> store, const ServeOptions& options,
                registry::LogIdentity identity, const registry::Environment& environment);

  const std::unique_ptr<store::Store> store_;
  std::atomic<bool> is_reachable_ = true;
  registry::Registry registry_;
};

}  // namespace verbatim::verbatimd
