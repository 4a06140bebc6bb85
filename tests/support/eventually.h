#pragma once

#include <chrono>
#include <thread>

namespace verbatim::test {

// Returns whether a condition becomes true within four minutes, longer than a slow machine needs under a
// sanitizer. Checks the condition every 2 ms. Use it for conditions that nothing signals.
template <typename Condition>
bool Eventually(const Condition& holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(4);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace verbatim::test
