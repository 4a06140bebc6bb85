// Matching by meaning: verbatimd and a small embedder, both as processes.

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <span>

#include "client/cli_fixture.h"
#include "match/embedding/embedder.h"
#include "support/embedder.h"
#include "support/eventually.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// The claim in words of its own: misspelt, so that no word is shared.
constexpr char kParaphrase[] = "Belarusian polittical prisonners freeed";
constexpr char kClaim[] = "Belarus political prisoner freed";
constexpr char kComplete[] = "MEANING_SEARCH_COMPLETE";
constexpr char kAway[] = "MEANING_SEARCH_UNAVAILABLE";

class EmbedderCli : public ::testing::Test {
 protected:
  std::vector<std::string> Flags(const EmbedderProcess& embedder, const std::string& model = "trigrams") {
    return {"--embedder_url=" + embedder.url(), "--embedder_model=" + model};
  }
  static Outcome Verbatim(const ServerProcess& server, std::vector<std::string> arguments,
                          const std::string& input = "") {
    arguments.insert(arguments.begin(), {VERBATIM, "--server", server.address()});
    return RunProgram(arguments, input);
  }
  static void AddClaims(const ServerProcess& server) {
    Outcome added =
        Verbatim(server, {"documents", "add", PROJECT_ROOT "/tests/data/brief.txt", "--id", "brief"});
    ASSERT_EQ(added.ending.exit_code, 0) << added.error;
    int number = 0;
    for (const std::string text :
         {kClaim, "Wheat prices doubled after drought", "Zebra quartz vowels jumped"}) {
      added =
          Verbatim(server, {"claims", "add", "--document", "brief", "--id", "c" + std::to_string(++number),
                            "--text", text, "--quote", "Fourteen of them"});
      ASSERT_EQ(added.ending.exit_code, 0) << added.error;
    }
  }
  // Returns the response to a search, in JSON.
  static std::string Match(const ServerProcess& server, const std::string& text = kParaphrase) {
    return Verbatim(server, {"--json", "match", text}).output;
  }
  static bool Awaits(const ServerProcess& server, const std::string& meaning_search) {
    return Eventually([&] { return Match(server).find(meaning_search) != std::string::npos; });
  }
  void Stop(ServerProcess& server) {
    server.process().Signal(SIGTERM);
    EXPECT_EQ(server.process().Wait().exit_code, 0) << server.Log();
  }
  std::string VectorBytes() const {
    std::string bytes;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(vectors_, ignored))
      bytes += ReadFile(entry.path());
    return bytes;
  }

  TempFolder folder_;
  const std::string database_ = folder_.Path("one.db");
  const std::string vectors_ = folder_.Path("one.db.index.vectors");
};

TEST_F(EmbedderCli, FindsAClaimThatSharesNoWordsWithTheText) {
  const EmbedderProcess embedder;
  ServerProcess server(VERBATIMD, database_, Flags(embedder));
  AddClaims(server);
  ASSERT_TRUE(Awaits(server, kComplete)) << server.Log();
  const Outcome found = Verbatim(server, {"match", kParaphrase, "--limit", "1"});
  EXPECT_THAT(found.output,
              AllOf(HasSubstr("%  related  claims/c1"), HasSubstr("why: similar in meaning (0.")));
  EXPECT_THAT(found.error, IsEmpty());
  // The relation needs words, and unrelated claims are no candidates.
  EXPECT_THAT(Match(server),
              AllOf(Not(HasSubstr("claims/c2")), Not(HasSubstr("claims/c3")), HasSubstr("RELATION_RELATED")));
  EXPECT_THAT(Verbatim(server, {"match", kParaphrase, "--state", "retracted"}).output,
              HasSubstr("no similar claims"));
  // CheckText searches by meaning, too.
  const Outcome check = Verbatim(server, {"check", "-", "--min-score", "0.05"},
                                 std::string("A text of nothing.\n") + kParaphrase + ".\n");
  EXPECT_THAT(check.output, HasSubstr("related  claims/c1"));
  EXPECT_THAT(Verbatim(server, {"--json", "check", "-", "--min-score", "0.05"}, kParaphrase).output,
              HasSubstr(kComplete));
  // The words still decide the relation and the order of what they find.
  EXPECT_THAT(Verbatim(server, {"match", kClaim, "--limit", "1"}).output, HasSubstr("%  same  claims/c1"));
}

TEST_F(EmbedderCli, MatchesByWordsAloneWithoutAnEmbedder) {
  ServerProcess server(VERBATIMD, database_);
  AddClaims(server);
  EXPECT_THAT(Match(server), AllOf(Not(HasSubstr("claims/")), HasSubstr("\"MEANING_SEARCH_UNSPECIFIED\"")));
  EXPECT_FALSE(std::filesystem::exists(vectors_));
}

TEST_F(EmbedderCli, SendsEachTextOnceAndKeepsVectorsOverARestart) {
  const EmbedderProcess embedder;
  {
    ServerProcess server(VERBATIMD, database_, Flags(embedder));
    AddClaims(server);
    Verbatim(server, {"claims", "add", "--document", "brief", "--id", "again", "--text", kClaim, "--quote",
                      "Fourteen of them"});
    ASSERT_TRUE(Awaits(server, kComplete));
    Stop(server);
  }
  EXPECT_TRUE(std::filesystem::exists(vectors_));
  const int texts = embedder.Count("texts");
  const int requests = embedder.Count("requests");
  ServerProcess server(VERBATIMD, database_, Flags(embedder));
  ASSERT_TRUE(Awaits(server, kComplete));
  const std::string found = Match(server);
  EXPECT_THAT(found, AllOf(HasSubstr("claims/c1"), HasSubstr("claims/again")));
  // A request with the 16 texts of the probe, and one with a text for each search, but none with claims.
  EXPECT_EQ(embedder.Count("texts") - texts, 16 + embedder.Count("requests") - requests - 1);
  EXPECT_THAT(server.Log(), Not(HasSubstr("requesting all vectors again")));
}

TEST_F(EmbedderCli, StartsWithoutItsEmbedderAndUsesItOnceItAnswers) {
  int port = 0;
  {
    const EmbedderProcess first;
    port = first.port();
  }
  ServerProcess server(VERBATIMD, database_,
                       {"--embedder_url=http://127.0.0.1:" + std::to_string(port), "--embedder_model=m"});
  AddClaims(server);
  const Outcome away = Verbatim(server, {"match", "Wheat prices", "--limit", "1"});
  EXPECT_THAT(away.output, HasSubstr("claims/c2"));
  EXPECT_THAT(away.error, HasSubstr("matched by their words alone"));
  EXPECT_THAT(Match(server), HasSubstr(kAway));
  EXPECT_THAT(Verbatim(server, {"check", "-"}, "Wheat prices doubled after drought.\n").error,
              HasSubstr("matched by their words alone"));
  EXPECT_THAT(server.Log(), HasSubstr("the embedder is unavailable, matching by words"));
  const EmbedderProcess embedder(port);
  EXPECT_TRUE(Awaits(server, kComplete)) << server.Log();
  EXPECT_THAT(Match(server), HasSubstr("claims/c1"));
  EXPECT_THAT(server.Log(), HasSubstr("the embedder is available again"));
}

TEST_F(EmbedderCli, MatchesByWordsWhileItsEmbedderIsAwaySlowOrWrong) {
  const EmbedderProcess embedder;
  std::vector<std::string> flags = Flags(embedder);
  flags.emplace_back("--embedder_timeout=300ms");
  ServerProcess server(VERBATIMD, database_, flags);
  AddClaims(server);
  ASSERT_TRUE(Awaits(server, kComplete));
  for (const std::string mode : {"answer=error", "answer=garbage", "answer=short", "answer=nan", "delay=2",
                                 "answer=limited&retry=1"}) {
    embedder.Set(mode);
    ASSERT_TRUE(Awaits(server, kAway)) << mode;
    const std::string found = Match(server, "Wheat prices doubled");
    EXPECT_THAT(found, AllOf(HasSubstr("claims/c2"), HasSubstr(kAway))) << mode;
    embedder.Set("answer=ok&delay=0");
    ASSERT_TRUE(Awaits(server, kComplete)) << mode << server.Log();
  }
}

TEST_F(EmbedderCli, WaitsAsLongAsTheEmbedderAsks) {
  const EmbedderProcess embedder;
  embedder.Set("answer=limited&retry=3");
  const auto start = std::chrono::steady_clock::now();
  ServerProcess server(VERBATIMD, database_, Flags(embedder));
  AddClaims(server);
  ASSERT_TRUE(Eventually([&] { return embedder.Count("requests") >= 1; }));
  embedder.Set("answer=ok");
  ASSERT_TRUE(Awaits(server, kComplete));
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

TEST_F(EmbedderCli, RequestsAllVectorsAgainForAnotherModelOrDimension) {
  const EmbedderProcess embedder;
  {
    ServerProcess server(VERBATIMD, database_, Flags(embedder));
    AddClaims(server);
    ASSERT_TRUE(Awaits(server, kComplete));
    Stop(server);
  }
  {
    ServerProcess server(VERBATIMD, database_, Flags(embedder, "another name"));
    ASSERT_TRUE(Awaits(server, kComplete));
    EXPECT_THAT(server.Log(), HasSubstr("--embedder_model names another model"));
    EXPECT_THAT(Match(server), HasSubstr("claims/c1"));
    Stop(server);
  }
  embedder.Set("seed=another");
  {
    ServerProcess server(VERBATIMD, database_, Flags(embedder, "another name"));
    ASSERT_TRUE(Awaits(server, kComplete));
    EXPECT_THAT(server.Log(), HasSubstr("another model under this name"));
    EXPECT_THAT(Match(server), HasSubstr("claims/c1"));
    // The dimension changes under a server that runs.
    embedder.Set("dimension=64");
    ASSERT_TRUE(Awaits(server, kAway));
    ASSERT_TRUE(Awaits(server, kComplete)) << server.Log();
    EXPECT_THAT(server.Log(), HasSubstr("the model has another dimension"));
    EXPECT_THAT(Match(server), HasSubstr("claims/c1"));
    Stop(server);
  }
}

// Returns the bytes of a text's vector, as the files have them.
std::string VectorOf(const EmbedderProcess& embedder, const std::string& text) {
  match::embedding::Embedder client({.url = embedder.url(), .model = "m", .key_file = "", .ca_file = ""});
  const match::embedding::Embedder::Reply reply =
      client.Embed(std::span(&text, 1), std::chrono::seconds(20), {});
  EXPECT_TRUE(reply.status.ok()) << reply.status;
  if (!reply.status.ok()) return {};
  const match::embedding::Vector& vector = reply.vectors.front();
  return {reinterpret_cast<const char*>(vector.data()), vector.size() * sizeof(float)};
}

TEST_F(EmbedderCli, ErasesTheVectorsOfTextsThatAreGone) {
  const EmbedderProcess embedder;
  const std::string kept = VectorOf(embedder, kClaim);
  const std::string gone = VectorOf(embedder, "Zebra quartz vowels jumped");
  const std::string quote = VectorOf(embedder, "Fourteen of them");
  {
    ServerProcess server(VERBATIMD, database_, Flags(embedder));
    AddClaims(server);
    ASSERT_TRUE(Awaits(server, kComplete));
    Stop(server);
  }
  EXPECT_THAT(VectorBytes(), AllOf(HasSubstr(kept), HasSubstr(gone), Not(HasSubstr(quote))));

  // Vectors are erased even while the embedder is away.
  embedder.Set("answer=error");
  std::vector<std::string> flags = Flags(embedder);
  const std::string port_file = folder_.Path("http");
  flags.insert(flags.end(), {"--http_listen=127.0.0.1:0", "--http_port_file=" + port_file});
  ServerProcess server(VERBATIMD, database_, flags);
  const std::string http = "http://127.0.0.1:" + Lines(ReadFile(port_file)).at(0);
  const Outcome updated =
      RunProgram({"/usr/bin/curl", "-sS", "--fail", "-X", "PATCH", http + "/v1/claims/c3?updateMask=text",
                  "-H", "Content-Type: application/json", "-d", R"({"text": "Something else entirely"})"});
  ASSERT_EQ(updated.ending.exit_code, 0) << updated.error << updated.output;
  EXPECT_TRUE(Eventually([&] {
    const std::string bytes = VectorBytes();
    return bytes.find(gone) == std::string::npos && bytes.find(kept) != std::string::npos;
  })) << server.Log();
  // No part of it is left either: runs of 16 numbers, some of which are not 0.
  const std::string bytes = VectorBytes();
  constexpr size_t kRun = 16 * sizeof(float);
  for (size_t start = 0; start < gone.size(); start += kRun) {
    const std::string run = gone.substr(start, kRun);
    if (std::count(run.begin(), run.end(), '\0') > 40) continue;
    EXPECT_EQ(bytes.find(run), std::string::npos) << start;
  }

  // The erasure of a document leaves the texts of its claims, and so their vectors.
  ASSERT_EQ(
      Verbatim(server, {"documents", "erase", "brief", "--requested-by", "a court", "--reason", "r", "--yes"})
          .ending.exit_code,
      0);
  embedder.Set("answer=ok");
  ASSERT_TRUE(Awaits(server, kComplete));
  Stop(server);
  EXPECT_THAT(VectorBytes(), AllOf(HasSubstr(kept), Not(HasSubstr(gone)), Not(HasSubstr(quote))));
}

TEST_F(EmbedderCli, KeepsTheVectorsWhileItRunsWithoutAnEmbedder) {
  const EmbedderProcess embedder;
  const std::string kept = VectorOf(embedder, kClaim);
  const std::string gone = VectorOf(embedder, "Zebra quartz vowels jumped");
  {
    ServerProcess server(VERBATIMD, database_, Flags(embedder));
    AddClaims(server);
    ASSERT_TRUE(Awaits(server, kComplete));
    Stop(server);
  }
  EXPECT_THAT(VectorBytes(), AllOf(HasSubstr(kept), HasSubstr(gone)));
  {
    ServerProcess server(VERBATIMD, database_);
    EXPECT_THAT(server.Log(), HasSubstr("keeping the vectors of claims"));
    EXPECT_THAT(Match(server), HasSubstr("\"MEANING_SEARCH_UNSPECIFIED\""));
    // The vector of a text that is gone leaves the files.
    const Outcome updated = Verbatim(server, {"claims", "update", "c3", "--text", "Something else entirely"});
    ASSERT_EQ(updated.ending.exit_code, 0) << updated.error;
    EXPECT_TRUE(Eventually([&] {
      const std::string bytes = VectorBytes();
      return bytes.find(gone) == std::string::npos && bytes.find(kept) != std::string::npos;
    })) << server.Log();
    Stop(server);
  }
  // The same model requests only the vector of the new text.
  int texts = embedder.Count("texts");
  int requests = embedder.Count("requests");
  {
    ServerProcess server(VERBATIMD, database_, Flags(embedder));
    ASSERT_TRUE(Awaits(server, kComplete));
    EXPECT_THAT(Match(server), HasSubstr("claims/c1"));
    EXPECT_EQ(embedder.Count("texts") - texts, 16 + embedder.Count("requests") - requests - 1);
    EXPECT_THAT(server.Log(), Not(HasSubstr("requesting all vectors again")));
    Stop(server);
  }
  // Vectors that cannot be read are not kept.
  for (const auto& entry : std::filesystem::directory_iterator(vectors_))
    std::ofstream(entry.path(), std::ios::trunc) << "damaged";
  ServerProcess server(VERBATIMD, database_);
  EXPECT_THAT(server.Log(), HasSubstr("discarded the vectors of claims"));
  EXPECT_FALSE(std::filesystem::exists(vectors_));
}

TEST_F(EmbedderCli, CutsLongTextsAndShortensThoseThatAreRefused) {
  const EmbedderProcess embedder;
  ServerProcess server(VERBATIMD, database_, Flags(embedder));
  AddClaims(server);
  ASSERT_TRUE(Awaits(server, kComplete));
  embedder.Set("answer=refuse_long");
  std::string text = kClaim;
  while (text.size() < 10'000) text += " über";
  Verbatim(server, {"claims", "add", "--document", "brief", "--id", "long", "--text", text, "--quote",
                    "Fourteen of them"});
  ASSERT_TRUE(Awaits(server, kComplete)) << server.Log();
  EXPECT_LE(embedder.Count("longest"), 2048);
  EXPECT_GT(embedder.Count("longest"), 2000);
  // A text in a search is not shortened; the claims are matched by words.
  EXPECT_THAT(Match(server, text), AllOf(HasSubstr(kAway), HasSubstr("claims/long")));
  EXPECT_THAT(Match(server), HasSubstr(kComplete)) << "one refused text does not stop the others";
}

TEST_F(EmbedderCli, SaysWhatIsWrongWithItsFlags) {
  const std::string key = folder_.Path("key");
  std::ofstream(key) << "two\nlines\n";
  const std::string url = "--embedder_url=http://127.0.0.1:1";
  const std::string model = "--embedder_model=m";
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{url}, "--embedder_url requires --embedder_model"},
      {{model}, "require --embedder_url"},
      {{"--embedder_url=embedder", model}, "--embedder_url must be"},
      {{"--embedder_url=https://user:key@host", model}, "--embedder_url must be"},
      {{url, model, "--embedder_key_file=" + key}, "--embedder_key_file: "},
      {{url, model, "--embedder_key_file=" + folder_.Path("none")}, "--embedder_key_file: "},
      {{url, model, "--embedder_ca=" + folder_.Path("none")}, "--embedder_ca: "},
      {{url, model, "--embedder_timeout=0"}, "--embedder_timeout must be between 10ms and 1m"},
      {{url, model, "--embedder_memory_mib=0"}, "--embedder_memory_mib must be at least 1"},
  };
  for (const auto& [flags, message] : cases) {
    std::vector<std::string> command = {VERBATIMD, "--listen=127.0.0.1:0",
                                        "--http_listen=", "--store=sqlite:" + database_};
    command.insert(command.end(), flags.begin(), flags.end());
    const Outcome outcome = RunProgram(command);
    EXPECT_EQ(outcome.ending.exit_code, 2) << message;
    EXPECT_THAT(outcome.error, HasSubstr(message));
  }
}

}  // namespace
}  // namespace verbatim::test
