#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace verbatim::registry {

// Clocks and random source. Tests inject their own. The functions may be called from any thread.
struct Environment {
  // Microseconds since 1970-01-01T00:00:00Z.
  std::function<int64_t()> now_micros;
  // Microseconds since some fixed moment, by a clock that nobody can set and that also counts while the
  // machine is suspended.
  std::function<int64_t()> boot_micros;
  // Fills the bytes with unpredictable values.
  std::function<void(std::span<uint8_t>)> random_bytes;

  // The system's clocks and OpenSSL's generator.
  static Environment System();
};

}  // namespace verbatim::registry
