#pragma once

#include <sys/resource.h>
#include <unistd.h>

namespace verbatim::match::embedding {

// Gives the calling thread about a tenth of the time that others get when processors are scarce.
inline void YieldToOthers() {
  constexpr int kNice = 10;
  // Linux keeps a nice value per thread. A failure is harmless.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
}

}  // namespace verbatim::match::embedding
