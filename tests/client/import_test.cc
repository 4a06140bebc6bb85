#include "client/cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST_F(Cli, ImportsADozenClaims) {
  AddBrief();
  Outcome imported =
      Verbatim({"claims", "import", PROJECT_ROOT "/tests/data/brief-claims.jsonl", "--document", "brief"});
  EXPECT_EQ(imported.ending.exit_code, 0) << imported.error;
  EXPECT_EQ(imported.output, "12 recorded, 0 refused\n");
  EXPECT_THAT(imported.error, IsEmpty()) << "no progress bar without a terminal";
  EXPECT_EQ(Lines(Verbatim({"--json", "claims", "list"}).output).size(), 12u);
}

TEST_F(Cli, KeepsTheSecretOfAnImportUntilEveryLineIsRecorded) {
  AddBrief();
  const std::string file = folder_.Path("claims.jsonl");
  const std::string state = file + ".import";
  const std::string good = R"({"text": "One.", "citations": [{"quote": "Nobody named a date."}]})"
                           "\n";
  std::ofstream(file) << good << R"({"text": "x", "citations": [{"quote": "not in the brief"}]})"
                      << "\n";
  Outcome imported = Verbatim({"claims", "import", file, "--document", "brief"});
  EXPECT_EQ(imported.output, "1 recorded, 1 refused\n");
  EXPECT_THAT(imported.error, HasSubstr(state));
  const std::string secret = ReadFile(state);
  EXPECT_EQ(secret.size(), 65u);
  EXPECT_EQ(std::filesystem::status(state).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream(file) << good << R"({"text": "Two.", "citations": [{"quote": "Nobody named a date."}]})"
                      << "\n";
  Outcome again = Verbatim({"claims", "import", file, "--document", "brief"});
  EXPECT_EQ(again.output, "2 recorded, 0 refused\n");
  EXPECT_EQ(Lines(Verbatim({"--json", "claims", "list"}).output).size(), 2u) << "nothing is recorded twice";
  EXPECT_FALSE(std::filesystem::exists(state));
  std::string log;
  for (const std::string& line : Lines(Verbatim({"--json", "log", "list"}).output)) log += line;
  EXPECT_THAT(log, HasSubstr("\"line-"));

  std::ofstream(state) << "no secret\n";
  Outcome refused = Verbatim({"claims", "import", file, "--document", "brief"});
  EXPECT_EQ(refused.ending.exit_code, 2);
  EXPECT_THAT(refused.error, HasSubstr("is not the state of an import"));
  Outcome elsewhere =
      Verbatim({"claims", "import", "-", "--document", "brief", "--state", folder_.Path("s")}, good);
  EXPECT_EQ(elsewhere.output, "1 recorded, 0 refused\n");
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("s")));
}

TEST_F(Cli, ReportsInvalidLinesOfAnImportAndRecordsTheOthers) {
  AddBrief();
  std::string file;
  for (int line = 1; line <= 10; ++line) {
    if (line == 7)
      file += "{\"text\": \"broken\n";
    else if (line == 9)
      file += R"({"text": "x", "citations": [{"quote": "not in the brief"}]})"
              "\n";
    else
      file += R"({"text": "claim )" + std::to_string(line) +
              R"(", "citations": [{"quote": "Nobody named a date."}]})"
              "\n";
  }
  Outcome imported = Verbatim({"claims", "import", "-", "--document", "brief"}, file);
  EXPECT_EQ(imported.ending.exit_code, 1);
  EXPECT_EQ(imported.output, "8 recorded, 2 refused\n");
  EXPECT_THAT(imported.error, HasSubstr("line 7: not a claim"));
  EXPECT_THAT(imported.error, HasSubstr("line 9: QUOTE_NOT_FOUND"));
}

TEST_F(Cli, AcceptsAndRefusesTheClaimsOfTheSharedArticle) {
  if (!std::filesystem::exists(SharedData("belarus-claims.jsonl")))
    GTEST_SKIP() << "the shared data is absent";
  ASSERT_EQ(Verbatim({"documents", "add", SharedData("belarus-between-east-and-west.txt"), "--id", "belarus"})
                .ending.exit_code,
            0);
  Outcome accepted =
      Verbatim({"claims", "import", SharedData("belarus-claims.jsonl"), "--document", "belarus"});
  EXPECT_EQ(accepted.output, "18 recorded, 0 refused\n") << accepted.error;
  std::string claims;
  std::vector<std::string> reasons;
  for (const std::string& line : Lines(ReadFile(SharedData("belarus-refused.jsonl")))) {
    auto object = ParseJson(line);
    std::string claim;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(object.fields().at("claim"), &claim).ok());
    claims += claim + "\n";
    reasons.push_back(object.fields().at("reason").string_value());
  }
  Outcome refused = Verbatim({"claims", "import", "-", "--document", "belarus"}, claims);
  EXPECT_EQ(refused.ending.exit_code, 1);
  EXPECT_EQ(refused.output, "0 recorded, 5 refused\n");
  for (size_t i = 0; i < reasons.size(); ++i) {
    std::string said = reasons[i] == "INVALID_ARGUMENT" ? "invalid request" : reasons[i];
    EXPECT_THAT(refused.error, HasSubstr("line " + std::to_string(i + 1) + ": " + said));
  }
}

TEST_F(Cli, StopsAnImportOnCtrlCAndReportsWhatIsRecorded) {
  AddBrief();
  // The writer of the pipe never stops, so that only the signal can end the import.
  Outcome stopped = Shell(
      R"x(i=0; (while true; do i=$((i+1)); echo '{"text": "claim '$i'", "citations": [{"quote": "Nobody named a date."}]}'; done) 2>/dev/null |
          (exec timeout --foreground --preserve-status -s INT 1 $V claims import - --document brief))x");
  EXPECT_EQ(stopped.ending.exit_code, 130);
  EXPECT_THAT(stopped.output, HasSubstr(" recorded, 0 refused"));
  EXPECT_THAT(stopped.error, HasSubstr("interrupted"));
}

TEST_F(Cli, StopsAnImportOnCtrlCWhileItsInputIsSilent) {
  AddBrief();
  // The shell writes one line to the pipe and keeps it open.
  Outcome stopped = Shell("mkfifo " + folder_.Path("pipe") + "; exec 3<>" + folder_.Path("pipe") + R"x(
      echo '{"text": "x", "citations": [{"quote": "Nobody named a date."}]}' >&3
      $V claims import )x" +
                          folder_.Path("pipe") + R"x( --document brief & import=$!
      until $V --json claims list | grep -q .; do :; done
      kill -INT $import; wait $import)x");
  EXPECT_EQ(stopped.ending.exit_code, 130);
  EXPECT_EQ(stopped.output, "1 recorded, 0 refused\n");
  EXPECT_THAT(stopped.error, HasSubstr("interrupted"));
}

TEST_F(Cli, ReportsWhatIsRecordedWhenTheServiceDiesDuringAnImport) {
  AddBrief();
  // The service is killed after it recorded one line and before it gets the next.
  Outcome broken = Shell(
      R"x((echo '{"text": "x", "citations": [{"quote": "Nobody named a date."}]}'
           until $V --json claims list | grep -q .; do :; done; kill -KILL )x" +
      std::to_string(server_.process().pid()) + R"x(
           echo '{"text": "y", "citations": [{"quote": "Nobody named a date."}]}') |
          $V claims import - --document brief)x");
  EXPECT_EQ(broken.ending.exit_code, 4);
  EXPECT_THAT(broken.output, HasSubstr(" recorded, 0 refused"));
  EXPECT_THAT(broken.error, HasSubstr("stopped early"));
}

TEST_F(Cli, PrintsOnlyClaimsWhenItImportsToJson) {
  AddBrief();
  Outcome imported = Verbatim(
      {"--json", "claims", "import", PROJECT_ROOT "/tests/data/brief-claims.jsonl", "--document", "brief"});
  EXPECT_EQ(imported.ending.exit_code, 0);
  std::vector<std::string> lines = Lines(imported.output);
  EXPECT_EQ(lines.size(), 12u);
  for (const std::string& line : lines)
    EXPECT_THAT(ParseJson(line).fields().at("name").string_value(), StartsWith("claims/"));
  EXPECT_EQ(imported.error, "12 recorded, 0 refused\n");
}

TEST_F(Cli, RecordsEachOfSeveralEqualLinesOfAnImport) {
  AddBrief();
  const std::string line = R"({"text": "x", "citations": [{"quote": "Nobody named a date."}]})";
  for (int run = 0; run < 2; ++run) {
    // The refused line keeps the state, so that the second run records nothing.
    Verbatim({"claims", "import", "-", "--document", "brief", "--state", folder_.Path("state")},
             line + "\n" + line + "\r\n{}\n" + line);
    EXPECT_EQ(Lines(Verbatim({"--json", "claims", "list"}).output).size(), 3u);
  }
}

}  // namespace
}  // namespace verbatim::test
