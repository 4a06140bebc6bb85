#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace verbatim::registry {

// Where time and chance come from; tests put their own in. Both may be called from any thread.
struct Sources {
  // Microseconds since 1970-01-01T00:00:00Z.
  std::function<int64_t()> now_micros;
  // Fills the bytes so that nobody can guess them.
  std::function<void(std::span<uint8_t>)> random_bytes;

  // The system's clock and OpenSSL's generator.
  static Sources System();
};

// A UUID version 7 (RFC 9562, section 5.7): ids made one after the other sort nearly in that order.
std::string MakeUuidV7(const Sources& sources);

}  // namespace verbatim::registry
