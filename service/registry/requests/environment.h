#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace verbatim::registry {

// Clocks, random source and secret. Tests inject their own. The functions may be called from any thread.
struct Environment {
  // Microseconds since 1970-01-01T00:00:00Z.
  std::function<int64_t()> now_micros;
  // Microseconds since some fixed moment, by a clock that nobody can set and that also counts while the
  // machine is suspended.
  std::function<int64_t()> boot_micros;
  // Fills the bytes with unpredictable values.
  std::function<void(std::span<uint8_t>)> random_bytes;
  // The secret key of digests that stay in the log although what went into them may be erased, at most 64
  // bytes (store/digest_key.h). All servers of a log have the same key. Everyone can guess what went into a
  // digest under the empty key.
  std::string digest_key = {};

  // The system's clocks and OpenSSL's generator, and the empty key.
  static Environment System();
};

}  // namespace verbatim::registry
