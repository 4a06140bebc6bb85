#pragma once

#include "metrics/exposition.h"

namespace verbatim::metrics {

// Adds the metrics of this process under the names that all of Prometheus' clients use: time of the
// processors, memory, file descriptors, threads, start. Reads /proc/self, and leaves out what it cannot read.
// Any thread.
void CollectProcess(Families& families);

}  // namespace verbatim::metrics
