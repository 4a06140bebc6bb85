#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "match/matcher.h"
#include "methods/method.h"
#include "methods/watches.h"
#include "registry/registry.h"
#include "sync/executor.h"

namespace verbatim::methods {

// A copy of the log on a standby of the database. Both must outlive their users.
struct Standby {
  registry::Registry& registry;
  // Whether the standby answered lately. While it is false, no call waits for the standby.
  const std::atomic<bool>& is_reachable;
};

// Answers reads on the standby. Any thread.
class StandbyReads {
 public:
  // The arguments must outlive this object.
  StandbyReads(const Standby& standby, match::Matcher& matcher, Watches& watches, sync::Executor& executor);

  // Answers the call if it has a `verbatim-min-log-size` that the standby has reached, and if the method at
  // this position of the table can be answered there. Nothing if the call is for the primary, also because
  // the standby is away or damaged. May block on the standby.
  std::optional<absl::StatusOr<Response>> Answer(size_t method, const Call& call, const Incoming& incoming);

 private:
  const Standby standby_;
  const std::vector<Method> methods_;
};

}  // namespace verbatim::methods
