#include "store/log_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace verbatim::store {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class LogKeyTest : public ::testing::Test {
 protected:
  absl::StatusOr<LogKey> Open(const std::string& origin = "", bool create = true) {
    return OpenLogKey({private_, verifier_, create}, origin);
  }

  test::TempFolder folder_;
  const std::string private_ = folder_.Path("db.key");
  const std::string verifier_ = folder_.Path("db.vkey");
};

TEST_F(LogKeyTest, IsCreatedOnceAndReadableByItsOwnerOnly) {
  auto first = Open();
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->created);
  EXPECT_THAT(first->verifier.name, StartsWith("verbatim/"));
  EXPECT_EQ(test::ReadFile(verifier_), first->verifier.ToText() + "\n");
  struct stat status;
  ASSERT_EQ(stat(private_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  auto again = Open();
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(again->created);
  EXPECT_EQ(again->verifier, first->verifier);
}

TEST_F(LogKeyTest, RefusesAnotherKeyOrAnotherOriginForAnExistingLog) {
  ASSERT_TRUE(Open("example.com/claims").ok());
  auto renamed = Open("example.com/other");
  EXPECT_EQ(renamed.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(renamed.status().message()), HasSubstr(verifier_));
  std::filesystem::remove(private_);
  EXPECT_EQ(Open("example.com/claims").status().code(), absl::StatusCode::kNotFound)
      << "a lost key is not replaced";
  std::ofstream(private_) << log::SigningKey::Generate().ToPem();
  EXPECT_EQ(Open("example.com/claims").status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(LogKeyTest, ReportsMissingAndInvalidFiles) {
  EXPECT_EQ(Open("", false).status().code(), absl::StatusCode::kNotFound);
  std::ofstream(private_) << "no key\n";
  auto bad = Open();
  EXPECT_EQ(bad.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(bad.status().message()), HasSubstr(private_));
  EXPECT_EQ(Open("an origin").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenLogKey({folder_.Path("no/such.key"), verifier_, true}, "").status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace verbatim::store
