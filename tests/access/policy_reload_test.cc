#include "access/policy_reload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/eventually.h"
#include "support/temp_folder.h"
#include "sync/mutex.h"

namespace verbatim::access {
namespace {

using ::testing::HasSubstr;

class PolicyReloadTest : public ::testing::Test {
 protected:
  void Write(const std::string& text) { WriteTo(path_, text); }
  static void WriteTo(const std::string& path, const std::string& text) {
    std::ofstream(path + ".new") << text;
    std::filesystem::rename(path + ".new", path);
  }
  // Before reload_ is constructed, which reads the file.
  static std::string WriteFirst(const std::string& path) {
    WriteTo(path, kFirst);
    return path;
  }
  std::vector<absl::Status> changes() {
    sync::MutexLock lock(mutex_);
    return changes_;
  }
  bool HasChanges(size_t count) {
    return test::Eventually([&] { return changes().size() >= count; });
  }
  Permissions AnonymousPermissions() { return authenticator_.Identify({}).permissions; }

  static constexpr char kFirst[] = "version: 1\nanonymous: reader\n";

  test::TempFolder folder_;
  const std::string path_ = WriteFirst(folder_.Path("policy.yaml"));
  const std::shared_ptr<PolicyLoader> loader_ =
      std::make_shared<PolicyLoader>(path_, oidc::VerifierOptions{});
  sync::Mutex mutex_;
  std::vector<absl::Status> changes_;
  Authenticator authenticator_{*loader_->Load(kFirst)};
  PolicyReload reload_{{.path = path_,
                        .loader = loader_,
                        .text = kFirst,
                        .interval = std::chrono::milliseconds(5),
                        .on_change =
                            [this](const absl::Status& state) {
                              sync::MutexLock lock(mutex_);
                              changes_.push_back(state);
                            }},
                       authenticator_};
};

TEST_F(PolicyReloadTest, AChangedFileComesIntoForce) {
  EXPECT_EQ(AnonymousPermissions(), Permissions({Permission::kRead}));
  Write("version: 1\nanonymous: none\n");
  ASSERT_TRUE(HasChanges(1));
  EXPECT_TRUE(changes()[0].ok());
  EXPECT_EQ(AnonymousPermissions(), Permissions());
}

TEST_F(PolicyReloadTest, AFileWithMistakesChangesNothingUntilItIsCorrected) {
  Write("version: 1\nanonymous: guest\n");
  ASSERT_TRUE(HasChanges(1));
  EXPECT_THAT(std::string(changes()[0].message()), HasSubstr("line 2: there is no role \"guest\""));
  EXPECT_FALSE(reload_.state().ok());
  EXPECT_EQ(AnonymousPermissions(), Permissions({Permission::kRead}));
  std::filesystem::remove(path_);
  ASSERT_TRUE(HasChanges(2));
  EXPECT_FALSE(changes()[1].ok());
  EXPECT_EQ(AnonymousPermissions(), Permissions({Permission::kRead}));
  Write(kFirst);
  ASSERT_TRUE(HasChanges(3));
  EXPECT_TRUE(changes()[2].ok());
  EXPECT_TRUE(reload_.state().ok());
}

}  // namespace
}  // namespace verbatim::access
