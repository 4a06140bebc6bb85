#include <filesystem>
#include <fstream>

#include "client/cli_fixture.h"
#include "support/eventually.h"

namespace verbatim::test {
namespace {

using ::testing::HasSubstr;

// The metrics of a verbatimd process.
class Metrics : public ::testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.Path(name)) << text;
    return folder_.Path(name);
  }
  std::string Get(const std::string& path) {
    const std::string port = ReadFile(folder_.Path("metrics"));
    return RunProgram({"/usr/bin/curl", "-sS", "http://127.0.0.1:" + port.substr(0, port.find('\n')) + path})
        .output;
  }
  std::vector<std::string> Flags() const {
    return {"--metrics_listen=127.0.0.1:0", "--metrics_port_file=" + folder_.Path("metrics")};
  }
  TempFolder folder_;
};

TEST_F(Metrics, CountCallsAndRefusedQuotes) {
  ServerProcess server(VERBATIMD, folder_.Path("a.db"), Flags());
  const auto verbatim = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {VERBATIM, "--server", server.address()});
    return RunProgram(arguments).ending.exit_code;
  };
  EXPECT_EQ(verbatim({"documents", "add", PROJECT_ROOT "/tests/data/brief.txt", "--id", "brief"}), 0);
  EXPECT_EQ(verbatim({"claims", "add", "--document", "brief", "--text", "A", "--quote", "nobody said this"}),
            1);
  // A batch of two whose second quote stands in the text twice: the call is one, and so is the refusal.
  const std::string batch =
      Write("batch.jsonl", R"({"text": "52 left", "citations": [{"quote": "Fourteen of them"}]})"
                           "\n"
                           R"({"text": "They", "citations": [{"quote": "the"}]})"
                           "\n");
  EXPECT_EQ(verbatim({"claims", "import", batch, "--document", "brief"}), 1);
  // A call counts when it has ended, which may be after its answer has arrived.
  std::string text;
  ASSERT_TRUE(Eventually([&] {
    text = Get("/metrics");
    return text.find("ImportClaims\",code=\"OK\"} 1\n") != std::string::npos;
  })) << text;
  for (const char* line :
       {"\nverbatim_rpc_handled_total{method=\"verbatim.v1.DocumentService.CreateDocument\",code=\"OK\"} 1\n",
        "\nverbatim_rpc_handled_total{method=\"verbatim.v1.ClaimService.CreateClaim\",code=\"FAILED_"
        "PRECONDITION\"} 1\n",
        "\nverbatim_rpc_handling_seconds_count{method=\"verbatim.v1.DocumentService.CreateDocument\"} 1\n",
        "\nverbatim_calls_refused_total{reason=\"QUOTE_NOT_FOUND\"} 1\n",
        "\nverbatim_quotes_refused_total{reason=\"QUOTE_NOT_FOUND\"} 1\n",
        "\nverbatim_quotes_refused_total{reason=\"QUOTE_AMBIGUOUS\"} 1\n", "\nverbatim_log_size 3\n",
        "\nverbatim_store_errors_total{kind=\"unavailable\"} 0\n", "\nverbatim_serving 1\n",
        "\nverbatim_commit_group_writes_sum 2\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
  EXPECT_TRUE(Eventually(
      [&] { return Get("/metrics").find("\nverbatim_index_lag_entries 0\n") != std::string::npos; }));
}

TEST_F(Metrics, HaveAPortOfTheirOwnWithHealth) {
  {
    ServerProcess server(VERBATIMD, folder_.Path("a.db"), Flags());
    EXPECT_EQ(Get("/healthz"), "ok\n");
    EXPECT_EQ(Get("/readyz"), "ready\n");
    EXPECT_THAT(Get("/v1/documents"), HasSubstr("/metrics"));
    const std::string port = ReadFile(folder_.Path("metrics"));
    const Outcome taken =
        RunProgram({VERBATIMD, "--store=sqlite:" + folder_.Path("b.db"), "--listen=127.0.0.1:0",
                    "--http_listen=", "--metrics_listen=127.0.0.1:" + port.substr(0, port.find('\n'))});
    EXPECT_EQ(taken.ending.exit_code, 3);
    EXPECT_THAT(taken.error, HasSubstr("--metrics_listen"));
    EXPECT_FALSE(std::filesystem::exists(folder_.Path("b.db")));
  }
  const Outcome wrong = RunProgram({VERBATIMD, "--store=sqlite:" + folder_.Path("c.db"),
                                    "--listen=127.0.0.1:0", "--http_listen=", "--metrics_listen=nonsense"});
  EXPECT_EQ(wrong.ending.exit_code, 2) << wrong.error;
}

}  // namespace
}  // namespace verbatim::test
