#include "log/leaf.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace verbatim::log {
namespace {

Leaf Example() {
  return {.type = EntryType::kClaimCreated,
          .time_micros = 0x0001020304050607,
          .payload_sha256 = Sha256("payload"),
          .resource = "claims/a",
          .principal = "CN=newsroom",
          .request_id = "r-1"};
}

TEST(Sha256, MatchesTheExampleOfFips180) {
  EXPECT_EQ(ToHex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(ToHex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// This test must never change: existing logs commit to these bytes.
TEST(Leaf, HasTheBytesThatTheHeaderDocuments) {
  std::string expected;
  expected += std::string("\x01\x00\x03\x00\x01\x02\x03\x04\x05\x06\x07", 11);
  expected += ToBytes(Sha256("payload"));
  expected += std::string("\x00\x08", 2) + "claims/a";
  expected += std::string("\x00\x0B", 2) + "CN=newsroom";
  expected += std::string("\x00\x03", 2) + "r-1";
  EXPECT_EQ(EncodeLeaf(Example()), expected);
}

TEST(Leaf, SurvivesARoundTrip) {
  EXPECT_EQ(DecodeLeaf(EncodeLeaf(Example())), Example());
  Leaf bare;
  bare.time_micros = -1;
  EXPECT_EQ(DecodeLeaf(EncodeLeaf(bare)), bare);
}

TEST(Leaf, ItsTimeIsRaisedInPlace) {
  for (const auto& [time, least, expected] : std::vector<std::array<int64_t, 3>>{
           {5, 4, 5}, {5, 5, 5}, {5, 6, 6}, {-2, -1, -1}, {-2, 0x0102030405060708, 0x0102030405060708}}) {
    Leaf leaf = Example();
    leaf.time_micros = time;
    std::string bytes = EncodeLeaf(leaf);
    EXPECT_EQ(RaiseTime(bytes, least), expected);
    leaf.time_micros = expected;
    EXPECT_EQ(bytes, EncodeLeaf(leaf));
  }
}

TEST(Leaf, IsRejectedWhenTooShortTooLongOrOfAnotherVersion) {
  const std::string bytes = EncodeLeaf(Example());
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_EQ(DecodeLeaf(bytes.substr(0, length)), std::nullopt) << length;
  }
  EXPECT_EQ(DecodeLeaf(bytes + "x"), std::nullopt);
  EXPECT_EQ(DecodeLeaf("\x02" + bytes.substr(1)), std::nullopt);
}

}  // namespace
}  // namespace verbatim::log
