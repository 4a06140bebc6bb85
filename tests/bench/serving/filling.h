#pragma once

#include <cstdint>
#include <string>

#include "serving/load.h"

// Articles and claims into a server, by its own methods.
namespace verbatim::bench {

// Creates articles `first` to `end`, with many calls in flight.
void CreateArticles(const std::string& address, int64_t first, int64_t end);

// Imports claims `first` to `end` over one stream, whose articles must be there, and returns how long that
// took until the last was answered. Ends the program if one is refused.
Clock::duration ImportClaims(const std::string& address, int64_t first, int64_t end);

// Waits until claims up to `end` can be matched: until then their index takes time from whatever is measured.
void AwaitIndex(const std::string& address, int64_t end);

}  // namespace verbatim::bench
