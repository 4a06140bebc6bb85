#include "registry/requests/environment.h"

#include <openssl/rand.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace verbatim::registry {

namespace {

void DrawFromOpenSsl(std::span<uint8_t> bytes) {
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1) return;
  // Without random bytes, salts and ids would repeat.
  std::fputs("verbatim: OpenSSL has no random bytes\n", stderr);
  std::abort();
}

// Draws random bytes from OpenSSL in portions, because a hundred bytes take as long as ten. The process must
// not fork, because parent and child would draw the same bytes.
void DrawRandom(std::span<uint8_t> bytes) {
  thread_local std::array<uint8_t, 1024> portion;
  thread_local size_t used = portion.size();
  if (bytes.size() > portion.size()) return DrawFromOpenSsl(bytes);
  if (bytes.size() > portion.size() - used) {
    DrawFromOpenSsl(portion);
    used = 0;
  }
  std::copy_n(portion.begin() + static_cast<std::ptrdiff_t>(used), bytes.size(), bytes.begin());
  used += bytes.size();
}

}  // namespace

Environment Environment::System() {
  return {
      .now_micros =
          [] {
            auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
            return int64_t{std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()};
          },
      .boot_micros =
          [] {
            timespec time{};
            clock_gettime(CLOCK_BOOTTIME, &time);
            return int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1000;
          },
      .random_bytes = DrawRandom,
  };
}

}  // namespace verbatim::registry
