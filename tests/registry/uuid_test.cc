#include "registry/requests/uuid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace verbatim::registry {
namespace {

// The layout of RFC 9562, section 5.7, with the time of its appendix A.6.
TEST(UuidV7, HasTheLayoutOfRfc9562) {
  Environment sources{
      .now_micros = [] { return int64_t{0x017F22E279B0} * 1000 + 999; },
      .boot_micros = [] { return int64_t{0}; },
      .random_bytes = [](std::span<uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), 0xFF); }};
  EXPECT_EQ(MakeUuidV7(sources), "017f22e2-79b0-7fff-bfff-ffffffffffff");
}

TEST(UuidV7, DoesNotRepeat) {
  Environment sources = Environment::System();
  std::set<std::string> ids;
  for (int i = 0; i < 10'000; ++i) ids.insert(MakeUuidV7(sources));
  EXPECT_EQ(ids.size(), 10'000u);
}

}  // namespace
}  // namespace verbatim::registry
