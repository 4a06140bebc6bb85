#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace verbatim::bench {

// Ends the program: a benchmark of what does not work says nothing.
[[noreturn]] inline void Fail(const std::string& what) {
  std::fprintf(stderr, "serving_bench: %s\n", what.c_str());
  std::exit(1);
}

}  // namespace verbatim::bench
