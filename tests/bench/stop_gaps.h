#pragma once

#include <cstddef>
#include <string_view>

namespace verbatim::bench {

// Prints two times for each function of service/text that takes a ShouldStop and each kind of hostile text of
// `bytes`: the longest time between two polls, and the longest time from the last poll to the return. The
// last poll may or may not say stop. Times are in milliseconds of the calling thread's processor time, so
// that other programs on the machine do not count. Prints only functions and texts whose names contain
// `only`.
void PrintStopGaps(size_t bytes, std::string_view only);

}  // namespace verbatim::bench
