#pragma once

#include "metrics/instruments.h"

namespace verbatim::registry {

// What the commit queue counts. Any thread.
struct CommitMetrics {
  metrics::Histogram wait_seconds{
      metrics::DurationBounds()};  // of a write, from its arrival to its group's start
  metrics::Histogram group_writes{metrics::GroupBounds()};       // writes of a group
  metrics::Histogram commit_seconds{metrics::DurationBounds()};  // of a group's transaction
};

}  // namespace verbatim::registry
