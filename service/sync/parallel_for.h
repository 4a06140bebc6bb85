#pragma once

#include <cstddef>
#include <functional>

#include "sync/executor.h"

namespace verbatim::sync {

// Calls work(0) to work(count - 1), each once, on this thread and on the threads of `helpers` that are free. Returns when
// all calls have returned. Needs no free thread, so it may run on any thread but those of `helpers`. `work` must be
// callable from several threads at a time, and must not throw.
void ParallelFor(Executor& helpers, size_t count, const std::function<void(size_t index)>& work);

}  // namespace verbatim::sync
