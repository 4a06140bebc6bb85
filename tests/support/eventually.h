#pragma once

#include <chrono>
#include <thread>

namespace verbatim::test {

// Whether a condition that nothing signals comes to hold within a minute, which is far more than a slow
// machine needs. Checks it every 2 ms.
template <typename Condition>
bool Eventually(const Condition& holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace verbatim::test
