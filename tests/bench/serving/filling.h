#pragma once

#include <cstdint>
#include <string>

#include "serving/load.h"

// Fills a server with articles and claims through its own methods.
namespace verbatim::bench {

// Creates articles `first` up to `end` with many calls in flight.
void CreateArticles(const std::string& address, int64_t first, int64_t end);

// Imports claims `first` up to `end` over one stream, and returns the time until the last answer. Their
// articles must exist. Ends the program if a claim is refused.
Clock::duration ImportClaims(const std::string& address, int64_t first, int64_t end);

// Waits until claims up to `end` can be matched, because indexing would slow down the measured calls.
void AwaitIndex(const std::string& address, int64_t end);

}  // namespace verbatim::bench
