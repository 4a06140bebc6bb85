#include <signal.h>

#include "client/cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(Cli, RecordsADocumentAndShowsIt) {
  AddBrief();
  Outcome got = Verbatim({"documents", "get", "brief"});
  EXPECT_EQ(got.ending.exit_code, 0);
  EXPECT_THAT(got.output, HasSubstr("title: A brief"));
  EXPECT_THAT(got.output, HasSubstr("published: 2025-09-12T00:00:00Z"));
  EXPECT_EQ(Verbatim({"documents", "get", "documents/brief", "--text"}).output,
            ReadFile(PROJECT_ROOT "/tests/data/brief.txt"));
  EXPECT_THAT(Verbatim({"documents", "list"}).output,
              HasSubstr("documents/brief  0       1          A brief"));
  EXPECT_THAT(Verbatim({"documents", "sentences", "brief"}).output,
              HasSubstr("Fourteen of them were foreign nationals."));
  auto json = ParseJson(Verbatim({"--json", "documents", "get", "brief"}).output);
  EXPECT_EQ(json.fields().at("latestRevision").string_value(), "documents/brief/revisions/1");
}

TEST_F(Cli, ReadsADocumentFromStandardInput) {
  Outcome added = Verbatim({"documents", "add", "-", "--id", "piped"}, "One. Two.");
  EXPECT_EQ(added.output, "documents/piped/revisions/1: 9 bytes, 2 sentences\n") << added.error;
}

TEST_F(Cli, AcceptsRepeatedFlags) {
  Outcome added = Verbatim({"documents", "add", "--id", "d", "--author", "A", "--author", "B", "-"}, "One.");
  EXPECT_EQ(added.ending.exit_code, 0) << added.error;
  EXPECT_THAT(Verbatim({"documents", "get", "d"}).output, HasSubstr("  author: A\n  author: B\n"));
  Outcome claim = Verbatim({"claims", "add", "--label", "b=2", "--label", "a=1", "--document", "d", "--text",
                            "x", "--quote", "One."});
  EXPECT_THAT(claim.output, HasSubstr("labels: a=1, b=2\n")) << claim.error;
}

TEST_F(Cli, AcceptsQuotesThatLookLikeFlags) {
  Verbatim({"documents", "add", "-", "--id", "d"}, "He said -- no.");
  EXPECT_EQ(
      Verbatim({"claims", "add", "--document", "d", "--text", "x", "--quote", "-- no."}).ending.exit_code, 0);
  EXPECT_THAT(Verbatim({"locate", "d", "-- no."}).output, HasSubstr("»-- no.«"));
}

TEST_F(Cli, PrintsNoEscapesToATerminalButAllBytesToAFile) {
  const std::string text = "It \033[31mred\033[0m.\n";
  Verbatim({"documents", "add", "-", "--id", "d", "--title", "\033[2Jx"}, text);
  Verbatim({"claims", "add", "--document", "d", "--text", "\033[2Jx", "--quote", "It \033[31mred\033[0m."});
  EXPECT_EQ(Verbatim({"documents", "get", "d", "--text"}).output, text);
  for (const char* command :
       {"$V documents get d --text", "$V documents get d", "$V documents list", "$V documents sentences d",
        "$V claims list", "$V --color never claims list --quotes", "$V --color never locate d red",
        "$V --json documents get d", "$V --json claims list"}) {
    Outcome shown = OnTerminal(command);
    EXPECT_EQ(shown.ending.exit_code, 0) << command << shown.output;
    EXPECT_THAT(shown.output, Not(HasSubstr("\033"))) << command;
  }
  EXPECT_THAT(OnTerminal("$V claims list --quotes").output, HasSubstr("\033[1;7mIt \uFFFD[31mred"));
  EXPECT_THAT(OnTerminal("NO_COLOR=1 $V claims list --quotes").output, HasSubstr("»It \uFFFD[31mred"));
}

TEST_F(Cli, RecordsAClaimAndMarksItsQuoteInTheSentence) {
  AddBrief();
  Outcome added =
      Verbatim({"claims", "add", "--document", "brief", "--id", "c1", "--text", "14 were foreigners.",
                "--quote", "Fourteen of them", "--claimant", "the desk", "--label", "topic=prisoners"});
  EXPECT_EQ(added.ending.exit_code, 0) << added.error;
  EXPECT_THAT(added.output, HasSubstr("    »Fourteen of them« were foreign nationals.\n"));
  EXPECT_THAT(added.output, HasSubstr("labels: topic=prisoners"));
  EXPECT_EQ(Verbatim({"claims", "get", "c1"}).output, added.output);
  EXPECT_THAT(Verbatim({"--color", "always", "claims", "get", "c1"}).output,
              HasSubstr("\033[1;7mFourteen of them\033[0m were"));
  EXPECT_THAT(Verbatim({"claims", "list", "--label", "topic=prisoners"}).output,
              HasSubstr("14 were foreigners."));
  EXPECT_THAT(Verbatim({"claims", "list", "--label", "topic=none"}).output, IsEmpty());
}

TEST_F(Cli, RecordsAClaimFromJson) {
  AddBrief();
  Outcome added = Verbatim({"--json", "claims", "add", "--file", "-", "--document", "brief"},
                           R"({"text": "x", "citations": [{"quote": "Nobody named a date."}]})");
  EXPECT_EQ(added.ending.exit_code, 0) << added.error;
  EXPECT_EQ(Lines(added.output).size(), 1u);
  EXPECT_EQ(ParseJson(added.output).fields().at("state").string_value(), "CLAIM_STATE_ACTIVE");
}

TEST_F(Cli, RefusesAQuoteThatIsNotInTheSourceAndShowsTheNearest) {
  AddBrief();
  Outcome refused = Verbatim({"claims", "add", "--document", "brief", "--text", "x", "--quote",
                              "let fifty-three political prisoners go"});
  EXPECT_EQ(refused.ending.exit_code, 1);
  EXPECT_THAT(refused.output, IsEmpty());
  EXPECT_THAT(refused.error, HasSubstr("QUOTE_NOT_FOUND"));
  EXPECT_THAT(refused.error, HasSubstr("»let fifty-two political prisoners go«"));
  refused = Verbatim({"claims", "add", "--document", "brief", "--text", "x", "--quote", "sanctions"});
  EXPECT_EQ(refused.ending.exit_code, 1);
  EXPECT_THAT(refused.error, HasSubstr("occurs 2 times"));
}

TEST_F(Cli, RetractsAClaim) {
  AddBrief();
  Verbatim({"claims", "add", "--document", "brief", "--id", "c1", "--text", "x", "--quote",
            "Nobody named a date."});
  EXPECT_EQ(Verbatim({"claims", "retract", "c1", "--reason", "wrong"}).output, "claims/c1: retracted\n");
  EXPECT_THAT(Verbatim({"claims", "get", "c1"}).output, HasSubstr("state: retracted: wrong"));
  EXPECT_THAT(Verbatim({"claims", "list", "--state", "retracted"}).output, HasSubstr("claims/c1"));
  EXPECT_THAT(Verbatim({"claims", "list", "--state", "active"}).output, IsEmpty());
  EXPECT_EQ(Verbatim({"claims", "retract", "c1", "--reason", "again"}).ending.exit_code, 1);
}

TEST_F(Cli, LocatesAQuote) {
  AddBrief();
  Outcome located = Verbatim({"locate", "brief", "let fifty three political prisoners go", "--limit", "1"});
  EXPECT_EQ(located.ending.exit_code, 0) << located.error;
  EXPECT_THAT(located.output, HasSubstr("»let fifty-two political prisoners go«"));
  EXPECT_EQ(Verbatim({"locate", "brief", "quarterly earnings of the bank"}).ending.exit_code, 3);
}

TEST_F(Cli, ExitsWithTwoForWrongFlagsAndFiles) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"--nonsense"},
                                             {"documents"},
                                             {"documents", "remove"},
                                             {"claims", "list", "--state", "maybe"},
                                             {"claims", "list", "--limit", "0"},
                                             {"claims", "list", "--label", "no-equals-sign"},
                                             {"documents", "add", "/no/such/file"},
                                             {"documents", "add", "/tmp"},
                                             {"documents", "add", "/dev/zero"},
                                             {"--timeout", "1e300", "documents", "list"},
                                             {"--timeout", "0", "documents", "list"},
                                             {"claims", "add", "--text", "x", "--prefix", "y"},
                                             {"claims", "import", "/no/such/file"},
                                             {"claims", "import", "/tmp"},
                                             {"documents", "add", "-", "--published", "yesterday"},
                                             {"claims", "add", "--file", "/no/such/file"}}) {
    Outcome outcome = Verbatim(arguments);
    EXPECT_EQ(outcome.ending.exit_code, 2) << ::testing::PrintToString(arguments) << outcome.error;
    EXPECT_THAT(outcome.error, Not(IsEmpty()));
    EXPECT_THAT(outcome.output, IsEmpty());
  }
}

TEST_F(Cli, NamesEachInvalidField) {
  Outcome refused = Verbatim({"documents", "add", "-", "--id", "Bad Id", "--uri", "nowhere"}, "caf\xE9");
  EXPECT_EQ(refused.ending.exit_code, 1);
  EXPECT_THAT(refused.error, HasSubstr("--id: must be"));
  EXPECT_THAT(refused.error, HasSubstr("--uri: must be"));
  EXPECT_THAT(refused.error, HasSubstr("offset 3"));
}

TEST_F(Cli, ExitsWithThreeForMissingResources) {
  EXPECT_EQ(Verbatim({"documents", "get", "none"}).ending.exit_code, 3);
  EXPECT_EQ(Verbatim({"claims", "get", "none"}).ending.exit_code, 3);
}

TEST_F(Cli, ExitsWithFourIfThereIsNoService) {
  server_.process().Signal(SIGTERM);
  EXPECT_EQ(server_.process().Wait().exit_code, 0);
  Outcome outcome = Verbatim({"--timeout", "2", "documents", "list"});
  EXPECT_EQ(outcome.ending.exit_code, 4);
  EXPECT_THAT(outcome.error, HasSubstr("does not answer"));
}

TEST_F(Cli, NamesTheLimitThatARequestExceeds) {
  AddBrief();
  const std::string large = Write("large.txt", std::string(40'000'000, 'a'));
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"documents", "add", large}, {"documents", "revise", "brief", large}}) {
    Outcome refused = Verbatim(arguments);
    EXPECT_EQ(refused.ending.exit_code, 1) << "a retry cannot succeed";
    EXPECT_THAT(refused.error, AllOf(HasSubstr("larger than max"), HasSubstr("16 MiB for a document"),
                                     Not(HasSubstr("does not answer"))));
  }
}

TEST_F(Cli, ExitsSilentlyWithItsReaderButReportsAFullDisk) {
  std::string text;  // more sentences than fit into a page and a pipe
  for (int i = 0; i < 5000; ++i) text += "This is the sentence of number " + std::to_string(i) + ".\n";
  ASSERT_EQ(Verbatim({"documents", "add", "-", "--id", "long"}, text).ending.exit_code, 0);
  for (const char* command : {"$V documents sentences long", "$V --json documents sentences long"}) {
    // A child process inherits from its parent whether SIGPIPE is ignored.
    for (const char* before : {"", "trap '' PIPE; "}) {
      Outcome piped = Shell(std::string(before) + command + " | head -n 1; exit ${PIPESTATUS[0]}");
      EXPECT_EQ(piped.ending.exit_code, 128 + SIGPIPE) << before << command;
      EXPECT_EQ(Lines(piped.output).size(), 1u);
      EXPECT_THAT(piped.error, IsEmpty()) << before << command;
    }
    Outcome full = Shell(std::string(command) + " > /dev/full");
    EXPECT_EQ(full.ending.exit_code, 5);
    EXPECT_THAT(full.error, HasSubstr("No space left"));
  }
}

TEST_F(Cli, PrintsHelp) {
  Outcome help = Verbatim({"--help"});
  EXPECT_EQ(help.ending.exit_code, 0);
  for (const char* part : {"documents", "claims", "locate", "--server", "--json", "Exit codes", "Examples"}) {
    EXPECT_THAT(help.output, HasSubstr(part));
  }
  for (const char* command : {"add", "import", "get", "list", "retract"}) {
    EXPECT_EQ(Verbatim({"claims", command, "--help"}).ending.exit_code, 0);
  }
  EXPECT_THAT(Verbatim({"--version"}).output, StartsWith("verbatim "));
}

}  // namespace
}  // namespace verbatim::test
