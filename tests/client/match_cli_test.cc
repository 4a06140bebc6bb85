// verbatim match and check, and the index of claims in verbatimd.

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "client/cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class MatchCli : public Cli {
 protected:
  MatchCli() {
    AddBrief();
    Outcome imported =
        Verbatim({"claims", "import", PROJECT_ROOT "/tests/data/brief-claims.jsonl", "--document", "brief"});
    EXPECT_EQ(imported.ending.exit_code, 0) << imported.error;
    text_ = ReadFile(PROJECT_ROOT "/tests/data/brief.txt");
  }

  std::string text_;
};

TEST_F(MatchCli, ShowsWhatATextRepeatsAndContradicts) {
  Outcome match =
      Verbatim({"match", "Minsk let fifty political prisoners go on 11 September", "--limit", "1"});
  EXPECT_EQ(match.ending.exit_code, 0) << match.error;
  EXPECT_THAT(match.output,
              AllOf(HasSubstr("%  conflicting value  claims/"),
                    HasSubstr("  claim: Belarus released 52 political prisoners on 11 September 2025.\n"),
                    HasSubstr("  here: fifty = 50; claim: fifty-two = 52\n"), HasSubstr("  why: shares "),
                    HasSubstr("prisoners")));
  EXPECT_THAT(Verbatim({"match", "The US did not lift its sanctions on Belavia", "--limit", "1"}).output,
              HasSubstr("%  opposed  claims/"));
  EXPECT_THAT(Verbatim({"match", "zebra quartz"}).output, "no similar claims\n");
  Outcome json = Verbatim({"--json", "match", "Belavia sanctions", "--limit", "2"});
  EXPECT_EQ(Lines(json.output).size(), 1u);
  EXPECT_EQ(ParseJson(json.output).fields().at("matches").list_value().values_size(), 2);
  EXPECT_EQ(Lines(Verbatim({"match", "Belavia sanctions", "--state", "retracted"}).output).size(), 1u);
  EXPECT_EQ(Verbatim({"match", "zebra quartz", "--min-log-size", "0"}).output, "no similar claims\n");
}

TEST_F(MatchCli, ReadsOneTextPerLineFromAFile) {
  const std::string posts = "Lukashenko has ruled Belarus since 1996.\n\nzebra quartz\n";
  const std::string expected_start = "line 1: Lukashenko has ruled Belarus since 1996.\n";
  Outcome match = Verbatim({"match", "--file", "-", "--limit", "1"}, posts);
  EXPECT_EQ(match.ending.exit_code, 0) << match.error;
  EXPECT_THAT(match.output, AllOf(StartsWith(expected_start), HasSubstr("  here: 1996; claim: 1994\n"),
                                  HasSubstr("line 3: zebra quartz\nno similar claims\n")));
  EXPECT_EQ(Verbatim({"match", "--file", Write("posts.txt", posts), "--limit", "1"}).output, match.output);
  EXPECT_EQ(Lines(Verbatim({"--json", "match", "--file", "-"}, posts).output).size(), 2u);
}

TEST_F(MatchCli, ReportsInvalidArguments) {
  EXPECT_EQ(Verbatim({"match"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"match", "text", "--file", "-"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"match", "text", "--min-score", "2"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"match", "text", "--limit", "0"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"match", "text", "--label", "topic"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"match", ""}).ending.exit_code, 1);
  Outcome beyond = Verbatim({"match", "text", "--min-log-size", "1000"});
  EXPECT_EQ(beyond.ending.exit_code, 1);
  EXPECT_THAT(beyond.error, HasSubstr("greater than the log's size, 14"));
  for (const std::string command : {"match", "check"}) {
    std::vector<std::string> arguments = {command};
    if (command == "match") arguments.push_back("--file");
    arguments.push_back(folder_.Path("none.txt"));
    Outcome none = Verbatim(arguments);
    EXPECT_EQ(none.ending.exit_code, 2);
    EXPECT_THAT(none.error, HasSubstr("none.txt"));
    arguments.back() = folder_.Path("");
    EXPECT_EQ(Verbatim(arguments).ending.exit_code, 2);
    EXPECT_THAT(Verbatim({command, "--help"}).output, HasSubstr("--min-score"));
  }
  EXPECT_EQ(Verbatim({"check"}).ending.exit_code, 2);
}

TEST_F(MatchCli, ChecksATextAndPrintsItWithItsMatches) {
  std::string changed = text_;
  changed.replace(changed.find("fifty-two"), 9, "fifty");
  Outcome check = Verbatim({"check", "-"}, changed);
  EXPECT_EQ(check.ending.exit_code, 0) << check.error;
  EXPECT_THAT(
      check.output,
      AllOf(StartsWith("Minsk frees prisoners as Washington eases pressure on Belavia\n"),
            HasSubstr("Lithuania.\n    | "), HasSubstr("    |   here: fifty = 50; claim: fifty-two = 52\n")));
  EXPECT_THAT(check.error,
              AllOf(HasSubstr("1019 bytes checked, "), HasSubstr(" sentences with a recorded claim")));
  // If the lines of matches are removed, the output is the text. A sentence with matches ends its line.
  std::string words;
  for (const std::string& line : Lines(check.output)) {
    if (!line.starts_with("    |")) words += line + " ";
  }
  auto squeeze = [](const std::string& text) {
    std::istringstream stream(text);
    std::string out;
    for (std::string word; stream >> word;) out += word + " ";
    return out;
  };
  EXPECT_EQ(squeeze(words), squeeze(changed));
  EXPECT_EQ(Verbatim({"check", Write("changed.txt", changed)}).output, check.output);

  Outcome json = Verbatim({"--json", "check", "-"}, changed);
  EXPECT_THAT(Lines(json.output).size(), ::testing::Gt(5u));
  for (const std::string& line : Lines(json.output)) EXPECT_EQ(ParseJson(line).fields().count("matches"), 1u);
  // Without matches, the output is the text byte for byte.
  const std::string other = "A text.\n\n  Of zebras… and quartz";
  EXPECT_EQ(Verbatim({"check", "-"}, other).output, other + "\n");
  EXPECT_EQ(Verbatim({"check", "-"}, "").output, "");
}

TEST_F(MatchCli, ReportsWhereATextIsNotUtf8AfterTheMatchesBeforeIt) {
  Outcome check = Verbatim({"check", "-"}, "Nobody named a date.\nAnd \xFF then.\n");
  EXPECT_EQ(check.ending.exit_code, 1);
  EXPECT_THAT(check.error, HasSubstr("is not UTF-8 at byte 25"));
  EXPECT_THAT(check.output,
              AllOf(HasSubstr("Nobody named a date.\n    | "), HasSubstr("claim: No date was named")));
}

TEST_F(MatchCli, ExitsWithItsReaderAndOnCtrlC) {
  EXPECT_EQ(Shell("yes 'Nobody named a date.' | head -2000 | $V check - 2>/dev/null | head -1").output,
            "Nobody named a date.\n");
  EXPECT_EQ(Shell("(sleep 1) | timeout --signal=INT --preserve-status 0.5 $V check -").ending.exit_code, 130);
  EXPECT_EQ(
      Shell("(sleep 1) | timeout --signal=INT --preserve-status 0.5 $V match --file -").ending.exit_code,
      130);
}

// The index of a server, as seen by a client.
class IndexProcess : public ::testing::Test {
 protected:
  Outcome Verbatim(const ServerProcess& server, std::vector<std::string> arguments,
                   const std::string& input = "") {
    arguments.insert(arguments.begin(), {VERBATIM, "--server", server.address()});
    return RunProgram(arguments, input);
  }
  void AddBrief(const ServerProcess& server) {
    Outcome added = Verbatim(server, {"documents", "add", PROJECT_ROOT "/tests/data/brief.txt", "--id",
                                      "brief", "--language", "en"});
    ASSERT_EQ(added.ending.exit_code, 0) << added.error;
  }
  // Lines to import, each a claim with distinct words.
  static std::string ClaimLines(int first, int count) {
    std::string lines;
    for (int i = first; i < first + count; ++i) {
      const std::string n = std::to_string(i);
      lines += R"({"text": "Quxor)" + n + " met Blorp" + n + " and Snarf" + n +
               R"(.", "citations": [{"quote": "Nobody named a date."}]})" + "\n";
    }
    return lines;
  }
  bool Finds(const ServerProcess& server, int number) {
    Outcome match = Verbatim(server, {"match", "Quxor" + std::to_string(number), "--limit", "1"});
    return match.output.find("Quxor" + std::to_string(number) + " met") != std::string::npos;
  }
  // Returns whether the index finds the claim within ten seconds.
  bool FindsSoon(const ServerProcess& server, int number) {
    for (int i = 0; i < 200; ++i) {
      if (Finds(server, number)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

  TempFolder folder_;
  const std::string database_ = folder_.Path("one.db");
  const std::string index_ = database_ + ".index";
};

TEST_F(IndexProcess, IsRebuiltIfItIsMissingAndByReindex) {
  {
    ServerProcess server(VERBATIMD, database_);
    AddBrief(server);
    EXPECT_EQ(Verbatim(server, {"claims", "import", "-", "--document", "brief"}, ClaimLines(0, 100))
                  .ending.exit_code,
              0);
    EXPECT_TRUE(FindsSoon(server, 99));
    Outcome busy = RunProgram({VERBATIMD, "--reindex", "--store=sqlite:" + database_});
    EXPECT_EQ(busy.ending.exit_code, 3);
    EXPECT_THAT(busy.error, HasSubstr("in use by another process"));
  }
  std::filesystem::remove_all(index_);
  {
    ServerProcess server(VERBATIMD, database_);
    EXPECT_TRUE(FindsSoon(server, 42));
  }
  std::filesystem::resize_file(index_ + "/postlist.glass", 100);
  Outcome reindex = RunProgram({VERBATIMD, "--reindex", "--store=sqlite:" + database_});
  EXPECT_EQ(reindex.ending.exit_code, 0) << reindex.error;
  EXPECT_THAT(reindex.error, AllOf(HasSubstr("rebuilt the claim index"), HasSubstr("\"102\"")));
  ServerProcess server(VERBATIMD, database_);
  EXPECT_TRUE(FindsSoon(server, 42));
  EXPECT_THAT(server.Log(), Not(HasSubstr("rebuilding")));
}

TEST_F(IndexProcess, CanHaveAnotherFolder) {
  const std::string elsewhere = folder_.Path("elsewhere");
  ServerProcess server(VERBATIMD, database_, {"--index=" + elsewhere});
  AddBrief(server);
  Verbatim(server, {"claims", "import", "-", "--document", "brief"}, ClaimLines(0, 10));
  EXPECT_TRUE(FindsSoon(server, 7));
  EXPECT_TRUE(std::filesystem::exists(elsewhere));
  EXPECT_FALSE(std::filesystem::exists(index_));
}

TEST_F(IndexProcess, ContainsEveryClaimAfterAKillDuringAnImport) {
  for (int round = 0; round < 3; ++round) {
    ServerProcess server(VERBATIMD, database_);
    if (round == 0) AddBrief(server);
    std::thread import([&] {
      Verbatim(server, {"--timeout", "5", "claims", "import", "-", "--document", "brief"},
               ClaimLines(10'000 * round, 10'000));
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(300 + 200 * round));
    server.process().Signal(SIGKILL);
    import.join();
  }
  ServerProcess server(VERBATIMD, database_);
  Outcome list = Verbatim(server, {"--json", "claims", "list"});
  const std::vector<std::string> claims = Lines(list.output);
  ASSERT_GT(claims.size(), 100u);
  auto number_of = [](const std::string& line) {
    const size_t start = line.find("\"Quxor") + 6;
    return std::stoi(line.substr(start, line.find(' ', start) - start));
  };
  EXPECT_TRUE(FindsSoon(server, number_of(claims.back())));
  for (size_t i = 0; i < claims.size(); i += 1 + claims.size() / 100) {
    EXPECT_TRUE(Finds(server, number_of(claims[i]))) << claims[i];
  }
}

// The index is on a file system of its own, which is full until a file in it is deleted.
TEST_F(IndexProcess, OnAFullDiskMatchingIsUnavailableAndRecoversWhileClaimsAreRecorded) {
  if (RunProgram({"/usr/bin/unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"}).ending.exit_code !=
      0) {
    GTEST_SKIP() << "cannot mount a file system here";
  }
  const std::string mounted = folder_.Path("small");
  const std::string flag = folder_.Path("make-room");
  std::filesystem::create_directory(mounted);
  const std::string wrapper = folder_.Path("wrapper.sh");
  std::ofstream(wrapper)
      << "#!/bin/bash\nif [[ -z ${INSIDE-} ]]; then INSIDE=1 exec unshare -rm \"$0\" \"$@\"; fi\n"
      << "mount -t tmpfs -o size=40m tmpfs " << mounted << "\nhead -c 39m /dev/zero >" << mounted
      << "/filler\n(while [[ ! -e " << flag << " ]]; do sleep 0.1; done; rm " << mounted
      << "/filler) &\nexec " VERBATIMD " --index=" << mounted << "/index \"$@\"\n";
  std::filesystem::permissions(wrapper, std::filesystem::perms::owner_all);
  ServerProcess server(wrapper, database_);
  AddBrief(server);
  int recorded = 0;
  Outcome match;
  for (; recorded < 50'000; recorded += 1000) {
    Outcome imported =
        Verbatim(server, {"claims", "import", "-", "--document", "brief"}, ClaimLines(recorded, 1000));
    ASSERT_EQ(imported.ending.exit_code, 0) << imported.error;
    match = Verbatim(server, {"--timeout", "3", "match", "Quxor1"});
    if (match.ending.exit_code != 0) break;
  }
  EXPECT_EQ(match.ending.exit_code, 4) << match.error;
  EXPECT_THAT(match.error, HasSubstr("the index of claims is not available"));
  EXPECT_THAT(server.Log(), HasSubstr("the claim index is unavailable"));
  Outcome added = Verbatim(server, {"claims", "import", "-", "--document", "brief"}, ClaimLines(90'000, 10));
  EXPECT_EQ(added.ending.exit_code, 0) << added.error;
  std::ofstream(flag) << "now";
  EXPECT_TRUE(FindsSoon(server, 90'009));
  EXPECT_TRUE(Finds(server, 1));
  EXPECT_TRUE(Finds(server, recorded));
  EXPECT_THAT(server.Log(), HasSubstr("the claim index is available again"));
}

}  // namespace
}  // namespace verbatim::test
