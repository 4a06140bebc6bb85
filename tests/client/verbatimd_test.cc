#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli_fixture.h"
#include "support/eventually.h"
#include "support/run_sql.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// verbatimd as a process: flags, files and shutdown.
TEST(Verbatimd, PrintsHelpAndRejectsWrongFlags) {
  Outcome help = RunProgram({VERBATIMD, "--help"});
  EXPECT_THAT(help.output, HasSubstr("--store"));
  EXPECT_THAT(help.output, HasSubstr("--listen"));
  EXPECT_THAT(RunProgram({VERBATIMD, "--version"}).output, StartsWith("verbatimd "));
  EXPECT_EQ(RunProgram({VERBATIMD, "--nonsense"}).ending.exit_code, 1);
  EXPECT_EQ(RunProgram({VERBATIMD, "argument"}).ending.exit_code, 2);
  const Outcome rows = RunProgram({VERBATIMD, "--max_page_rows=0"});
  EXPECT_EQ(rows.ending.exit_code, 2);
  EXPECT_THAT(rows.error, HasSubstr("--max_page_rows must be at least 1, not 0"));
}

TEST(Verbatimd, KeepsADigestKeyThatOnlyItsOwnerReads) {
  TempFolder folder;
  const std::string path = folder.Path("a.db");
  { ServerProcess server(VERBATIMD, path); }
  const std::string key = ReadFile(path + ".digestkey");
  EXPECT_EQ(key.size(), 65u);
  EXPECT_EQ(std::filesystem::status(path + ".digestkey").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  { ServerProcess server(VERBATIMD, path); }
  EXPECT_EQ(ReadFile(path + ".digestkey"), key);
  const std::string store = "--store=sqlite:" + path;
  Outcome missing =
      RunProgram({VERBATIMD, store, "--digest_key=" + folder.Path("none"), "--listen=127.0.0.1:0"});
  EXPECT_EQ(missing.ending.exit_code, 3);
  EXPECT_THAT(missing.error, HasSubstr("openssl rand -hex 32"));
  std::ofstream(folder.Path("bad")) << "no key\n";
  Outcome bad = RunProgram({VERBATIMD, store, "--digest_key=" + folder.Path("bad"), "--listen=127.0.0.1:0"});
  EXPECT_EQ(bad.ending.exit_code, 2);
  EXPECT_THAT(bad.error, HasSubstr("64 hexadecimal digits"));
  EXPECT_EQ(RunProgram({VERBATIMD, store, "--erasures"}).ending.exit_code, 2);
  Outcome listed = RunProgram({VERBATIMD, store, "--fsck", "--erasures"});
  EXPECT_EQ(listed.ending.exit_code, 0);
  EXPECT_THAT(listed.error, HasSubstr("listed what erasures left"));
}

TEST(Verbatimd, RejectsAFileThatIsNotADatabase) {
  TempFolder folder;
  std::ofstream(folder.Path("letter.txt")) << std::string(5000, 'x');
  Outcome outcome = RunProgram(
      {VERBATIMD, "--listen=127.0.0.1:0", "--http_listen=", "--store=sqlite:" + folder.Path("letter.txt")});
  EXPECT_EQ(outcome.ending.exit_code, 3);
  EXPECT_THAT(outcome.error, HasSubstr("letter.txt as a Verbatim database"));
}

TEST(Verbatimd, RejectsADatabaseThatIsInUse) {
  TempFolder folder;
  ServerProcess first(VERBATIMD, folder.Path("one.db"));
  Outcome second = RunProgram(
      {VERBATIMD, "--listen=127.0.0.1:0", "--http_listen=", "--store=sqlite:" + folder.Path("one.db")});
  EXPECT_EQ(second.ending.exit_code, 3);
  EXPECT_THAT(second.error, HasSubstr("in use by another process"));
}

TEST(Verbatimd, RejectsADatabaseThatIsInUseByAnyName) {
  TempFolder folder;
  ServerProcess first(VERBATIMD, folder.Path("one.db"));
  std::filesystem::create_directory(folder.Path("elsewhere"));
  std::filesystem::create_symlink(folder.Path("one.db"), folder.Path("elsewhere/symbolic.db"));
  std::filesystem::create_hard_link(folder.Path("one.db"), folder.Path("elsewhere/hard.db"));
  ASSERT_TRUE(std::filesystem::remove(folder.Path("one.db.lock")));
  for (const char* name : {"one.db", "elsewhere/symbolic.db", "elsewhere/hard.db"}) {
    const std::string store = "--store=sqlite:" + folder.Path(name);
    for (const char* command : {"--listen=127.0.0.1:0", "--compact", "--fsck", "--reindex"}) {
      const Outcome second = RunProgram({VERBATIMD, command, "--http_listen=", store});
      EXPECT_EQ(second.ending.exit_code, 3) << name << " " << command;
      EXPECT_THAT(second.error, HasSubstr("in use by another process")) << name << " " << command;
    }
  }
  // The first server still has its locks, and ends properly.
  EXPECT_EQ(RunProgram({VERBATIM, "--server", first.address(), "log", "checkpoint"}).ending.exit_code, 0);
  first.process().Signal(SIGTERM);
  EXPECT_EQ(first.process().Wait().exit_code, 0);
  std::filesystem::remove(folder.Path("elsewhere/hard.db"));
  EXPECT_EQ(RunProgram({VERBATIMD, "--fsck", "--store=sqlite:" + folder.Path("one.db")}).ending.exit_code, 0);
}

// Connects to HOST:PORT. The connection stays open until the process ends.
int ConnectSilently(const std::string& address) {
  sockaddr_in target = {};
  target.sin_family = AF_INET;
  target.sin_port = htons(static_cast<uint16_t>(std::stoi(address.substr(address.find(':') + 1))));
  target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  EXPECT_EQ(connect(silent, reinterpret_cast<const sockaddr*>(&target), sizeof(target)), 0);
  return silent;
}

TEST(Verbatimd, IdleConnectionsDoNotDelayTheEnd) {
  TempFolder folder;
  const std::string port_file = folder.Path("http");
  ServerProcess server(VERBATIMD, folder.Path("one.db"),
                       {"--http_listen=127.0.0.1:0", "--http_port_file=" + port_file});
  const std::string port = ReadFile(port_file);
  std::vector<int> sockets;
  for (const std::string& address : {server.address(), "127.0.0.1:" + port.substr(0, port.find('\n'))}) {
    for (const std::string_view sent : {"", "P", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}) {
      sockets.push_back(ConnectSilently(address));
      EXPECT_EQ(write(sockets.back(), sent.data(), sent.size()), static_cast<ssize_t>(sent.size()));
    }
  }
  EXPECT_EQ(RunProgram({VERBATIM, "--server", server.address(), "log", "checkpoint"}).ending.exit_code, 0);
  const auto start = std::chrono::steady_clock::now();
  server.process().Signal(SIGTERM);
  EXPECT_EQ(server.process().Wait().exit_code, 0);
  // The limit is a second; a busy machine takes longer.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
  for (int silent : sockets) close(silent);
}

TEST(Verbatimd, ConfirmsAClockThatHasJumped) {
  TempFolder folder;
  const std::string mark = folder.Path("one.db.clock");
  std::ofstream(mark) << 1'000'000 << '\n';  // a second after 1970: the clock is later
  const auto add = [](const ServerProcess& server) {
    return RunProgram({VERBATIM, "--server", server.address(), "--timeout", "5", "documents", "add",
                       PROJECT_ROOT "/tests/data/brief.txt"});
  };
  {
    ServerProcess server(VERBATIMD, folder.Path("one.db"));
    EXPECT_THAT(add(server).error, HasSubstr("clock has jumped ahead"));
    EXPECT_THAT(server.Log(), HasSubstr("--confirm_clock"));
  }
  const Outcome wrong = RunProgram({VERBATIMD, "--listen=127.0.0.1:0",
                                    "--http_listen=", "--store=sqlite:" + folder.Path("one.db"),
                                    "--confirm_clock=2001-01-01T00:00:00Z"});
  EXPECT_EQ(wrong.ending.exit_code, 3);
  EXPECT_THAT(wrong.error, HasSubstr("differs from --confirm_clock"));
  const std::string now = absl::FormatTime(absl::RFC3339_sec, absl::Now(), absl::UTCTimeZone());
  ServerProcess server(VERBATIMD, folder.Path("one.db"), {"--confirm_clock=" + now});
  EXPECT_EQ(add(server).ending.exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(mark));
}

TEST(Verbatimd, RejectsWrongFlagsOfTheStorage) {
  TempFolder folder;
  for (const std::string flag :
       {"--store_timeout=1ms", "--store_retry_time=-1s", "--store_connections=-1", "--scrub_interval=1ms",
        "--scrub_interval=-1s", "--max_clock_jump=1s", "--max_clock_jump=0", "--confirm_clock=yesterday",
        "--store_read=postgres://db/verbatim"}) {
    const Outcome outcome =
        RunProgram({VERBATIMD, "--listen=127.0.0.1:0", "--store=sqlite:" + folder.Path("one.db"), flag});
    EXPECT_EQ(outcome.ending.exit_code, 2) << flag << outcome.error;
    EXPECT_THAT(outcome.error, HasSubstr(flag.substr(0, flag.find('=')))) << flag;
  }
}

TEST(Verbatimd, ReportsDamageInReadyzAndInTheLog) {
  TempFolder folder;
  {
    ServerProcess server(VERBATIMD, folder.Path("one.db"));
    ASSERT_EQ(RunProgram({VERBATIM, "--server", server.address(), "documents", "add",
                          PROJECT_ROOT "/tests/data/brief.txt", "--id", "brief"})
                  .ending.exit_code,
              0);
    server.process().Signal(SIGTERM);
    server.process().Wait();
  }
  FlipBit(folder.Path("one.db"), "attachments", "bytes", "idx = 1 AND part = 0");
  const std::string port_file = folder.Path("http");
  ServerProcess server(VERBATIMD, folder.Path("one.db"),
                       {"--http_listen=127.0.0.1:0", "--http_port_file=" + port_file, "--scrub_interval=1s"});
  const std::string port = ReadFile(port_file);
  const std::string url = "http://127.0.0.1:" + port.substr(0, port.find('\n')) + "/readyz";
  EXPECT_TRUE(Eventually([&] {
    return RunProgram({"/usr/bin/curl", "-sS", url}).output == "ready\ndamaged resources: 1\n";
  }));
  EXPECT_TRUE(Eventually([&] { return server.Log().find("scrubbed the storage") != std::string::npos; }));
  EXPECT_THAT(server.Log(), AllOf(HasSubstr("stored bytes are damaged"),
                                  HasSubstr("\"resource\":\"documents/brief/revisions/1\"")));
}

TEST(Verbatimd, RejectsAnAddressThatIsInUse) {
  TempFolder folder;
  ServerProcess first(VERBATIMD, folder.Path("one.db"));
  Outcome second =
      RunProgram({VERBATIMD, "--listen=" + first.address(), "--store=sqlite:" + folder.Path("two.db")});
  EXPECT_EQ(second.ending.exit_code, 3);
  EXPECT_THAT(second.error, HasSubstr("cannot listen on " + first.address() + ": port "));
  EXPECT_THAT(second.error, HasSubstr("in use by another process; choose another port with --listen"));
  EXPECT_FALSE(std::filesystem::exists(folder.Path("two.db"))) << "no file is made";
}

TEST(Verbatimd, ServesOnSeveralAddressesAndOnAUnixSocket) {
  TempFolder folder;
  const std::string path = "unix:" + folder.Path("socket");
  // The last occurrence of a flag counts.
  ServerProcess server(VERBATIMD, folder.Path("one.db"), {"--listen=" + path + ",127.0.0.1:0"});
  for (const std::string& address : {path, server.address()}) {
    const Outcome outcome = RunProgram({VERBATIM, "--server", address, "log", "checkpoint"});
    EXPECT_EQ(outcome.ending.exit_code, 0) << address << ": " << outcome.error;
  }
  const Outcome second =
      RunProgram({VERBATIMD, "--listen=" + path, "--store=sqlite:" + folder.Path("two.db")});
  EXPECT_EQ(second.ending.exit_code, 3);
  EXPECT_THAT(second.error, HasSubstr("cannot listen on " + path));
  EXPECT_EQ(RunProgram({VERBATIM, "--server", path, "log", "checkpoint"}).ending.exit_code, 0);

  // A socket file that a killed server left behind does not block a new one.
  server.process().Signal(SIGKILL);
  server.process().Wait();
  ServerProcess third(VERBATIMD, folder.Path("one.db"), {"--listen=127.0.0.1:0," + path});
  EXPECT_EQ(RunProgram({VERBATIM, "--server", path, "log", "checkpoint"}).ending.exit_code, 0);
}

TEST(Verbatimd, RejectsAPortFileIfThereIsNoPort) {
  TempFolder folder;
  const std::string store = "--store=sqlite:" + folder.Path("one.db");
  const Outcome outcome = RunProgram(
      {VERBATIMD, "--listen=unix:" + folder.Path("socket"), "--port_file=" + folder.Path("port"), store});
  EXPECT_EQ(outcome.ending.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("--port_file"));
  EXPECT_EQ(RunProgram({VERBATIMD, "--listen=", store}).ending.exit_code, 2);
  EXPECT_EQ(RunProgram({VERBATIMD, "--listen=unix:", store}).ending.exit_code, 2);
}

TEST(Verbatimd, ServesHttp) {
  TempFolder folder;
  const std::string port_file = folder.Path("http");
  ServerProcess server(VERBATIMD, folder.Path("one.db"),
                       {"--http_listen=127.0.0.1:0", "--http_port_file=" + port_file});
  const std::string port = ReadFile(port_file);
  const std::string address = "127.0.0.1:" + port.substr(0, port.find('\n'));
  EXPECT_EQ(RunProgram({"/usr/bin/curl", "-sS", "http://" + address + "/readyz"}).output, "ready\n");
  const Outcome second = RunProgram({VERBATIMD, "--listen=127.0.0.1:0", "--http_listen=" + address,
                                     "--store=sqlite:" + folder.Path("two.db")});
  EXPECT_EQ(second.ending.exit_code, 3);
  EXPECT_THAT(second.error, AllOf(HasSubstr("cannot listen on " + address), HasSubstr("--http_listen")));
  server.process().Signal(SIGTERM);
  EXPECT_EQ(server.process().Wait().exit_code, 0);
}

TEST(Verbatimd, ServesGrpcAloneIfTheDefaultHttpPortIsTaken) {
  TempFolder folder;
  const auto start = [&](const std::string& name) {
    return Process({VERBATIMD, "--listen=127.0.0.1:0", "--port_file=" + folder.Path(name + ".port"),
                    "--store=sqlite:" + folder.Path(name + ".db")},
                   {.error = folder.Path(name + ".log")});
  };
  const auto serves = [&](const std::string& name) { return !ReadFile(folder.Path(name + ".port")).empty(); };
  const Process first = start("first");
  Eventually([&] { return serves("first"); });
  const Process second = start("second");
  Eventually([&] { return serves("second"); });
  EXPECT_THAT(ReadFile(folder.Path("second.log")), HasSubstr("serving gRPC alone"));
  EXPECT_THAT(ReadFile(folder.Path("second.log")), HasSubstr("\"http_port\":\"0\""));
}

TEST(Verbatimd, RejectsWrongHttpFlags) {
  TempFolder folder;
  const std::string store = "--store=sqlite:" + folder.Path("one.db");
  for (const std::string flag :
       {"--http_listen=nowhere", "--http_idle_timeout=0", "--http_request_timeout=25h", "--message_timeout=0",
        "--max_connection_age=25h", "--http_max_connections=0", "--http_max_header_bytes=1",
        "--http_max_header_bytes=9999999", "--http_cors_origins=example.org"}) {
    const Outcome outcome =
        RunProgram({VERBATIMD, "--listen=127.0.0.1:0", "--http_listen=127.0.0.1:0", store, flag});
    EXPECT_EQ(outcome.ending.exit_code, 2) << flag << outcome.error;
  }
  EXPECT_EQ(RunProgram({VERBATIMD, "--listen=127.0.0.1:0", "--http_listen=", "--http_port_file=p", store})
                .ending.exit_code,
            2);
}

TEST(Verbatimd, LogsJsonLinesAndDrainsOnSigterm) {
  TempFolder folder;
  ServerProcess server(VERBATIMD, folder.Path("one.db"));
  server.process().Signal(SIGTERM);
  EXPECT_EQ(server.process().Wait().exit_code, 0);
  std::vector<std::string> messages;
  for (const std::string& line : Lines(server.Log())) {
    EXPECT_THAT(line, StartsWith("{\"time\":\"2"));
    EXPECT_THAT(line, HasSubstr("Z\",\"severity\":\"INFO\",\"message\":\"")) << "in this order";
    messages.push_back(ParseJson(line).fields().at("message").string_value());
  }
  EXPECT_THAT(messages,
              ::testing::ElementsAre("opening the store", "created the log's key",
                                     "created the log's digest key", "serving", "draining", "stopped"));
}

}  // namespace
}  // namespace verbatim::test
