// What the CLI says if there is no Verbatim server at the address.

#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "client/cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

// Returns a file of claims in the folder, because `claims import` writes beside the file that it reads.
std::string ClaimsIn(const TempFolder& folder) {
  std::string path = folder.Path("claims.jsonl");
  std::ofstream(path) << ReadFile(PROJECT_ROOT "/tests/data/brief-claims.jsonl");
  return path;
}

// A server that is not Verbatim, written in Python, on a free port.
class Stranger {
 public:
  // `serve` is Python code that prints the port and then serves.
  explicit Stranger(const std::string& serve)
      : process_({"/usr/bin/python3", "-c", serve}, {.output = folder_.Path("port")}) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    std::string port;
    while ((port = ReadFile(folder_.Path("port"))).find('\n') == std::string::npos) {
      if (process_.HasEnded() || std::chrono::steady_clock::now() > give_up) {
        ADD_FAILURE() << "the server does not start";
        break;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    address_ = "127.0.0.1:" + port.substr(0, port.find('\n'));
  }

  Outcome Ask(const std::vector<std::string>& command) {
    std::vector<std::string> arguments = {VERBATIM, "--server", address_, "--timeout", "10"};
    arguments.insert(arguments.end(), command.begin(), command.end());
    return RunProgram(arguments);
  }
  const std::string& address() const { return address_; }

  std::string Claims() const { return ClaimsIn(folder_); }

 private:
  TempFolder folder_;
  Process process_;
  std::string address_;
};

constexpr char kHttp[] = R"(
import http.server
server = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)
print(server.server_port, flush=True)
server.serve_forever()
)";

constexpr char kSilent[] = R"(
import socket
server = socket.create_server(('127.0.0.1', 0))
print(server.getsockname()[1], flush=True)
held = []
while True: held.append(server.accept())
)";

constexpr char kOtherGrpc[] = R"(
import grpc
from concurrent import futures
server = grpc.server(futures.ThreadPoolExecutor(1))
port = server.add_insecure_port('127.0.0.1:0')
server.start()
print(port, flush=True)
server.wait_for_termination()
)";

TEST(Connection, ToAServerThatIsNotVerbatimIsReportedWithAHint) {
  for (const char* serve : {kHttp, kSilent}) {
    Stranger stranger(serve);
    for (const std::vector<std::string>& command : {std::vector<std::string>{"documents", "list"},
                                                    {"log", "watch"},
                                                    {"check", PROJECT_ROOT "/tests/data/brief.txt"},
                                                    {"claims", "import", stranger.Claims()}}) {
      const Outcome outcome = stranger.Ask(command);
      EXPECT_EQ(outcome.ending.exit_code, 4) << serve;
      EXPECT_THAT(outcome.error,
                  AllOf(HasSubstr("verbatim: the service at " + stranger.address() + " does not answer: "),
                        HasSubstr("not a Verbatim server; --server or VERBATIM_SERVER")))
          << serve;
    }
  }
}

TEST(Connection, ToAnotherGrpcServerIsReportedWithAHint) {
  Stranger stranger(kOtherGrpc);
  for (const std::vector<std::string>& command : {std::vector<std::string>{"documents", "list"},
                                                  {"log", "watch", "--from", "0"},
                                                  {"check", PROJECT_ROOT "/tests/data/brief.txt"},
                                                  {"claims", "import", stranger.Claims()}}) {
    const Outcome outcome = stranger.Ask(command);
    EXPECT_EQ(outcome.ending.exit_code, 5);
    EXPECT_THAT(outcome.error, AllOf(HasSubstr("verbatim: the service at " + stranger.address() +
                                               " does not have the method: "),
                                     HasSubstr("is not a Verbatim server, or an older version; --server")));
  }
}

TEST(Connection, ToAPortOrSocketWithoutServerIsReportedWithAHint) {
  TempFolder folder;
  for (const std::string& address : {std::string("127.0.0.1:1"), "unix:" + folder.Path("none")}) {
    const Outcome outcome =
        RunProgram({VERBATIM, "--server", address, "--timeout", "1", "documents", "list"});
    EXPECT_EQ(outcome.ending.exit_code, 4) << address;
    EXPECT_THAT(outcome.error, AllOf(HasSubstr("the service at " + address + " does not answer"),
                                     HasSubstr("nothing listens there; is verbatimd running?")));
  }
}

TEST(Connection, ToAPortWithoutServerFailsAfterAFewSeconds) {
  const std::pair<std::vector<std::string>, int> patience[] = {
      {{}, 20}, {{"--connect-timeout", "0"}, 4}, {{"--timeout", "1", "--connect-timeout", "60"}, 4}};
  for (const auto& [flags, seconds] : patience) {
    std::vector<std::string> arguments = {VERBATIM, "--server", "127.0.0.1:1", "documents", "list"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const auto start = std::chrono::steady_clock::now();
    const Outcome outcome = RunProgram(arguments);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(seconds));
    EXPECT_EQ(outcome.ending.exit_code, 4);
    EXPECT_THAT(outcome.error, HasSubstr("nothing listens there"));
  }
}

TEST(Connection, WaitsForAServiceThatStartsLate) {
  TempFolder folder;
  std::string address;
  {
    ServerProcess server(VERBATIMD, folder.Path("late.db"));
    address = server.address();
  }
  // Both run at the same time, and the server starts a second late.
  const Outcome outcome = RunProgram(
      {"/bin/bash", "-c",
       "(sleep 1; exec $D --listen=$A --http_listen= --store=sqlite:$S 2>/dev/null) & "
       "$V --server $A --connect-timeout 60 documents add $T --id brief; code=$?; kill %1; wait; exit $code"},
      "",
      {"V=" VERBATIM, "D=" VERBATIMD, "A=" + address, "S=" + folder.Path("late.db"),
       "T=" PROJECT_ROOT "/tests/data/brief.txt"});
  EXPECT_EQ(outcome.ending.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output, HasSubstr("documents/brief/revisions/1"));
  EXPECT_THAT(outcome.error, HasSubstr("nothing listens at " + address + " yet; waiting for the service"));
}

TEST(Connection, ErrorsComeBeforeSummaries) {
  TempFolder folder;
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"check", PROJECT_ROOT "/tests/data/brief.txt", "--min-log-size", "0"},
        {"claims", "import", ClaimsIn(folder)}}) {
    std::vector<std::string> arguments = {VERBATIM, "--server", "127.0.0.1:1", "--timeout", "1"};
    arguments.insert(arguments.end(), command.begin(), command.end());
    const Outcome outcome = RunProgram(arguments);
    EXPECT_EQ(outcome.ending.exit_code, 4);
    EXPECT_THAT(outcome.output + outcome.error, Not(AnyOf(HasSubstr("checked"), HasSubstr("0 recorded"))));
  }
}

TEST(Connection, NeedsAHostAndAPort) {
  const std::pair<const char*, const char*> wrong[] = {
      {"http://127.0.0.1:7461", "--server: takes HOST:PORT, not a URL: 127.0.0.1:7461"},
      {"https://facts.example:443/v1", "not a URL: facts.example:443, with --tls"},
      {"localhost", "--server: takes HOST:PORT, such as 127.0.0.1:7461"},
      {"localhost:port", "--server: takes HOST:PORT"},
      {"::1:7461", "in brackets, such as [::1]:7461"},
      {":7461", "--server: takes HOST:PORT"}};
  for (const auto& [address, expected] : wrong) {
    const Outcome outcome = RunProgram({VERBATIM, "--server", address, "documents", "list"});
    EXPECT_EQ(outcome.ending.exit_code, 2) << address;
    EXPECT_THAT(outcome.output + outcome.error, HasSubstr(expected));
  }
}

TEST(Connection, ThatAWatchWaitsForIsReported) {
  const Outcome outcome = RunProgram(
      {"/usr/bin/timeout", "3", VERBATIM, "--server", "127.0.0.1:1", "log", "watch", "--from", "0"});
  EXPECT_EQ(outcome.ending.exit_code, 124) << "it keeps waiting";
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("nothing listens there"), HasSubstr("verbatim: retrying\n")));
}

}  // namespace
}  // namespace verbatim::test
