#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "support/process.h"
#include "support/shared_data.h"

namespace verbatim::test {
namespace {

using ::testing::HasSubstr;

// Debian's python3, which has grpcio. PATH may find another python3 first.
Outcome Sample(const ServerProcess& server, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"/usr/bin/python3", PROJECT_ROOT "/client/python/sample.py",
                                       "--server", server.address()});
  return RunProgram(arguments);
}

TEST(PythonSample, RecordsTheClaimsOfTheBriefAndShowsTheirSentences) {
  TempFolder folder;
  ServerProcess server(VERBATIMD, folder.Path("py.db"));
  Outcome outcome =
      Sample(server, {PROJECT_ROOT "/tests/data/brief.txt", PROJECT_ROOT "/tests/data/brief-claims.jsonl"});
  EXPECT_EQ(outcome.ending.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output, HasSubstr("Fourteen of them were foreign nationals."));
  EXPECT_THAT(outcome.output, HasSubstr("12 recorded, 0 refused"));
}

TEST(PythonSample, AcceptsAndRefusesTheClaimsOfTheSharedArticle) {
  if (!std::filesystem::exists(SharedData("belarus-claims.jsonl")))
    GTEST_SKIP() << "the shared data is absent";
  TempFolder folder;
  ServerProcess server(VERBATIMD, folder.Path("py.db"));
  Outcome outcome =
      Sample(server, {SharedData("belarus-between-east-and-west.txt"), SharedData("belarus-claims.jsonl"),
                      "--refused", SharedData("belarus-refused.jsonl")});
  EXPECT_EQ(outcome.ending.exit_code, 0) << outcome.output << outcome.error;
  EXPECT_THAT(outcome.output, HasSubstr("18 recorded, 0 refused"));
  EXPECT_THAT(outcome.output, HasSubstr("5 of 5 refused for the expected reason"));
}

TEST(PythonSample, ExitsWithOneIfAClaimIsRefused) {
  TempFolder folder;
  ServerProcess server(VERBATIMD, folder.Path("py.db"));
  std::ofstream(folder.Path("bad.jsonl"))
      << R"({"text": "x", "citations": [{"quote": "let fifty-three political prisoners go"}]})";
  Outcome outcome = Sample(server, {PROJECT_ROOT "/tests/data/brief.txt", folder.Path("bad.jsonl")});
  EXPECT_EQ(outcome.ending.exit_code, 1) << outcome.error;
  EXPECT_THAT(outcome.output, HasSubstr("QUOTE_NOT_FOUND"));
  EXPECT_THAT(outcome.output, HasSubstr("let fifty-two political prisoners go"));
}

TEST(PythonSample, ReportsThatThereIsNoService) {
  TempFolder folder;
  ServerProcess server(VERBATIMD, folder.Path("py.db"));
  server.process().Signal(SIGTERM);
  server.process().Wait();
  Outcome outcome =
      Sample(server, {PROJECT_ROOT "/tests/data/brief.txt", PROJECT_ROOT "/tests/data/brief-claims.jsonl"});
  EXPECT_EQ(outcome.ending.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("sample.py: UNAVAILABLE"));
  EXPECT_THAT(outcome.error, ::testing::Not(HasSubstr("Traceback")));
}

}  // namespace
}  // namespace verbatim::test
