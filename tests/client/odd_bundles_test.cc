// Every verifier gives the same verdict on bundles that no service makes (tests/data/odd_bundles.jsonl).

#include "support/odd_bundles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "log/base64.h"
#include "nlohmann/json.hpp"
#include "support/process.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"
#include "verify/bundle.h"

namespace verbatim::verify {
namespace {

using test::OddBundle;

constexpr char kTable[] = PROJECT_ROOT "/tests/data/odd_bundles.jsonl";

// The first line has the key, and each further line a bundle.
std::string Table() {
  std::string lines = nlohmann::ordered_json{{"key", test::OddBundlesKey()}}.dump() + '\n';
  for (const OddBundle& odd : test::OddBundles()) {
    lines +=
        nlohmann::ordered_json{
            {"name", odd.name}, {"verdict", odd.verdict}, {"bundle", log::ToBase64(odd.bytes)}}
            .dump() +
        '\n';
  }
  return lines;
}

std::string NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kProven:
      return "PROVEN";
    case Verdict::kFailed:
      return "FAILED";
    case Verdict::kNotShown:
      return "NOT_SHOWN";
    case Verdict::kNewer:
      return "NEWER";
  }
  return "";
}

std::string NameOf(int exit_code) {
  switch (exit_code) {
    case 0:
      return "PROVEN";
    case 6:
      return "FAILED";
    case 7:
      return "NOT_SHOWN";
    case 8:
      return "NEWER";
    default:
      return "exit code " + std::to_string(exit_code);
  }
}

// To write the table after a change of the generator, set VERBATIM_WRITE_DATA=1.
TEST(OddBundles, AreTheOnesOfTheTable) {
  if (std::getenv("VERBATIM_WRITE_DATA") != nullptr) std::ofstream(kTable, std::ios::binary) << Table();
  EXPECT_EQ(test::ReadFile(kTable), Table());
}

TEST(OddBundles, GetTheirVerdictFromTheLibrary) {
  const log::VerifierKey key = *log::VerifierKey::FromText(test::OddBundlesKey());
  for (const OddBundle& odd : test::OddBundles()) {
    const Verification verification = VerifyBundle(odd.bytes, key);
    EXPECT_EQ(NameOf(verification.verdict()), odd.verdict)
        << odd.name << ": " << verification.checks.back().detail;
  }
}

// One process judges all, because Python starts slowly.
TEST(OddBundles, GetTheirVerdictFromPython) {
  test::TempFolder folder;
  std::string paths;
  const std::vector<OddBundle> bundles = test::OddBundles();
  for (size_t i = 0; i < bundles.size(); ++i)
    std::ofstream(folder.Path(std::to_string(i)), std::ios::binary) << bundles[i].bytes;
  const test::Outcome outcome =
      test::RunProgram({"/usr/bin/python3", PROJECT_ROOT "/tests/client/verify_all.py",
                        PROJECT_ROOT "/client/python/verify.py", test::OddBundlesKey(), folder.Path(""),
                        std::to_string(bundles.size())});
  ASSERT_EQ(outcome.ending.exit_code, 0) << outcome.error;
  const nlohmann::json results = nlohmann::json::parse(outcome.output);
  for (size_t i = 0; i < bundles.size(); ++i) {
    const std::string said = results[i]["said"];
    EXPECT_EQ(NameOf(results[i]["code"].get<int>()), bundles[i].verdict) << bundles[i].name << ": " << said;
    for (const char* raw : {"\x1B", "\u009B", "\u202E", "\u2028"})
      EXPECT_EQ(said.find(raw), std::string::npos) << bundles[i].name;
  }
}

}  // namespace
}  // namespace verbatim::verify
