#pragma once

#include <errno.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace verbatim::test {

// Ends a program that does not use GoogleTest, with a message and exit code 1. Benchmarks also call this
// function, because the figures of a program that does not work mean nothing.
[[noreturn]] inline void Fail(const std::string& what) {
  std::fflush(stdout);
  std::fprintf(stderr, "%s: FAILED: %s\n", program_invocation_short_name, what.c_str());
  std::exit(1);
}

}  // namespace verbatim::test
