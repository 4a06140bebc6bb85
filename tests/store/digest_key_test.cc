#include "store/digest_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace verbatim::store {
namespace {

class DigestKeyTest : public ::testing::Test {
 protected:
  test::TempFolder folder_;
  const std::string path_ = folder_.Path("db.digestkey");
};

TEST_F(DigestKeyTest, IsCreatedOnceAndReadableByItsOwnerOnly) {
  auto first = OpenDigestKey(path_, true);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->created);
  EXPECT_EQ(first->bytes.size(), 32u);
  struct stat status;
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  auto again = OpenDigestKey(path_, true);
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(again->created);
  EXPECT_EQ(again->bytes, first->bytes);
  auto other = OpenDigestKey(folder_.Path("other"), true);
  ASSERT_TRUE(other.ok());
  EXPECT_NE(other->bytes, first->bytes);
}

TEST_F(DigestKeyTest, ReportsMissingAndMalformedFiles) {
  EXPECT_EQ(OpenDigestKey(path_, false).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(OpenDigestKey(folder_.Path("none/key"), true).status().code(), absl::StatusCode::kUnavailable);
  const std::string hex(64, 'a');
  for (const std::string& text :
       {std::string(), hex.substr(1), hex + "0", hex + "\n\n", "g" + hex.substr(1)}) {
    std::ofstream(path_) << text;
    EXPECT_EQ(OpenDigestKey(path_, true).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
  std::ofstream(path_) << hex << '\n';
  EXPECT_EQ(OpenDigestKey(path_, false)->bytes, std::string(32, '\xaa'));
}

}  // namespace
}  // namespace verbatim::store
