// HTTP/JSON beside what bounds it: the same library that answers the same bytes from memory, gRPC on the same server, which shows
// what the method itself costs, and a Node service with fastify over better-sqlite3 (node/server.mjs). Each server is a process of
// its own; they share the machine with this program. gRPC's client needs more of it than the HTTP client here.
//
//   http_bench [--quick] [--seconds=3] [--rival=FOLDER with node_modules]

#include <arpa/inet.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "http/transport/server.h"
#include "support/fail.h"
#include "support/process.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/match_service.pb.h"

ABSL_FLAG(bool, quick, false, "Only check that it works.");
ABSL_FLAG(int, seconds, 3, "Seconds of each measurement.");
ABSL_FLAG(std::string, rival, "",
          "Folder in which node_modules has fastify and better-sqlite3. Empty skips the rival.");
ABSL_FLAG(std::string, serve, "",
          "Serves the bytes of this file for every request; for this program itself.");
ABSL_FLAG(std::string, port_file, "", "With --serve: where to write the port.");

namespace {

namespace v1 = verbatim::v1;
using Clock = std::chrono::steady_clock;
using verbatim::test::Fail;
using verbatim::test::Process;
using verbatim::test::ReadFile;
using verbatim::test::TempFolder;

// Answers every request with the same bytes, until it is killed.
[[noreturn]] void Serve(const std::string& file, const std::string& port_file) {
  const std::string body = ReadFile(file);
  auto server =
      verbatim::http::Server::Start({}, [&](const std::shared_ptr<verbatim::http::Exchange>& exchange) {
        exchange->ReadAll(
            1 << 20, [](size_t) { return true; },
            [exchange, &body](const verbatim::http::Exchange::Part&) {
              verbatim::http::Response response{.body = body};
              exchange->Respond(std::move(response.Set("Content-Type", "application/json")));
            });
      });
  if (!server.ok()) Fail(server.status().ToString());
  std::ofstream(port_file + ".new") << (*server)->port();
  std::filesystem::rename(port_file + ".new", port_file);
  while (true) pause();
}

class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      Fail("cannot connect");
  }
  Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  ~Connection() {
    if (socket_ >= 0) close(socket_);
  }

  int socket() const { return socket_; }
  void Send(std::string_view request) {
    received_.clear();
    sent_ = Clock::now();
    if (send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      Fail("cannot send");
  }
  // Reads what has come. Returns whether the response is complete.
  bool Receive() {
    char bytes[64 << 10];
    const ssize_t got = recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) Fail("the server has ended a connection");
    received_.append(bytes, static_cast<size_t>(got));
    const size_t head = received_.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    for (const char* name : {"Content-Length: ", "content-length: "}) {
      const size_t length = received_.find(name);
      if (length < head)
        return received_.size() >= head + 4 + std::strtoul(received_.c_str() + length + 16, nullptr, 10);
    }
    Fail("a response has no length: " + received_);
  }
  const std::string& received() const { return received_; }
  std::string body() const { return received_.substr(received_.find("\r\n\r\n") + 4); }
  Clock::time_point sent() const { return sent_; }

 private:
  int socket_;
  std::string received_;
  Clock::time_point sent_;
};

std::string Call(int port, const std::string& request) {
  Connection connection(port);
  connection.Send(request);
  while (!connection.Receive()) {
  }
  if (!connection.received().starts_with("HTTP/1.1 200")) Fail(connection.received());
  return connection.body();
}

std::string Post(const std::string& path, const std::string& body) {
  return absl::StrCat("POST ", path,
                      " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ",
                      body.size(), "\r\n\r\n", body);
}
std::string Get(const std::string& path) {
  return absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

struct Figures {
  double per_second = 0;
  double p50 = 0;  // microseconds
  double p99 = 0;
  double processor = 0;  // microseconds of the server's processor time for each request
};

// Processor time of a process, in seconds.
double ProcessorSeconds(pid_t pid) {
  const std::string stat = ReadFile(absl::StrCat("/proc/", pid, "/stat"));
  long user = 0;
  long system = 0;
  // The name of the program, in parentheses, may have spaces. User and system time follow as fields 14 and 15.
  if (std::sscanf(stat.c_str() + stat.rfind(')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld",
                  &user, &system) != 2)
    Fail("cannot read " + stat);
  return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

Figures FiguresOf(std::vector<double>& micros, double seconds, double processor_seconds) {
  std::ranges::sort(micros);
  if (micros.empty()) Fail("no response");
  const auto count = static_cast<double>(micros.size());
  return {count / seconds, micros[micros.size() / 2], micros[micros.size() * 99 / 100],
          processor_seconds * 1e6 / count};
}

// Each connection sends its next request when it has the response to the last.
Figures Load(int port, pid_t server, const std::string& request, int connections,
             std::chrono::milliseconds duration) {
  std::vector<Connection> open;
  std::vector<pollfd> polled;
  for (int i = 0; i < connections; ++i) {
    open.emplace_back(port);
    polled.push_back({open.back().socket(), POLLIN, 0});
  }
  std::vector<double> micros;
  const auto start = Clock::now();
  const double processor = ProcessorSeconds(server);
  for (auto& connection : open) connection.Send(request);
  while (Clock::now() - start < duration) {
    poll(polled.data(), polled.size(), 1000);
    for (size_t i = 0; i < open.size(); ++i) {
      if ((polled[i].revents & POLLIN) == 0 || !open[i].Receive()) continue;
      if (!open[i].received().starts_with("HTTP/1.1 200")) Fail(open[i].received());
      micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - open[i].sent()).count());
      open[i].Send(request);
    }
  }
  return FiguresOf(micros, std::chrono::duration<double>(Clock::now() - start).count(),
                   ProcessorSeconds(server) - processor);
}

// A call that is sent again whenever it has ended.
struct GrpcCall {
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  grpc::ByteBuffer response;
  grpc::Status status;
  Clock::time_point sent;

  void Send(grpc::GenericStub& stub, const std::string& method, const grpc::ByteBuffer& request,
            grpc::CompletionQueue& queue) {
    context = std::make_unique<grpc::ClientContext>();
    response.Clear();
    sent = Clock::now();
    reader = stub.PrepareUnaryCall(context.get(), method, request, &queue);
    reader->StartCall();
    reader->Finish(&response, &status, this);
  }
};

// Calls over one gRPC connection, `in_flight` at a time.
Figures LoadGrpc(const std::string& address, pid_t server, const std::string& method,
                 const std::string& request, int in_flight, std::chrono::milliseconds duration) {
  grpc::GenericStub stub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::CompletionQueue queue;
  const grpc::Slice slice(request);
  const grpc::ByteBuffer bytes(&slice, 1);
  std::vector<GrpcCall> calls(static_cast<size_t>(in_flight));
  std::vector<double> micros;
  for (GrpcCall& call : calls) call.Send(stub, method, bytes, queue);
  auto start = Clock::now();
  double processor = 0;
  bool warm = false;  // the first call connects
  for (size_t running = calls.size(); running > 0;) {
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    auto& call = *static_cast<GrpcCall*>(tag);
    if (!call.status.ok()) Fail(call.status.error_message());
    const auto now = Clock::now();
    if (std::exchange(warm, true)) {
      micros.push_back(std::chrono::duration<double, std::micro>(now - call.sent).count());
    } else {
      start = now;
      processor = ProcessorSeconds(server);
    }
    now - start < duration ? call.Send(stub, method, bytes, queue) : static_cast<void>(--running);
  }
  return FiguresOf(micros, std::chrono::duration<double>(Clock::now() - start).count(),
                   ProcessorSeconds(server) - processor);
}

int AwaitPort(Process& process, const std::string& file) {
  for (int i = 0; i < 1000; ++i) {
    if (const std::string port = ReadFile(file); !port.empty()) return std::atoi(port.c_str());
    if (process.HasEnded()) Fail("a server does not start");
    usleep(10'000);
  }
  Fail("a server does not start");
}

// Resident memory of a process in KiB.
long ResidentKib(pid_t pid) {
  const std::string status = ReadFile(absl::StrCat("/proc/", pid, "/status"));
  return std::atol(status.c_str() + status.find("VmRSS:") + 6);
}

void MeasureIdle(int port, pid_t pid, int count) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const std::string request = Get("/healthz");
  std::vector<Connection> idle;
  const auto open = [&](int more) {
    for (int i = 0; i < more; ++i) {
      idle.emplace_back(port);
      idle.back().Send(request);
      while (!idle.back().Receive()) {
      }
    }
  };
  open(100);
  const long before = ResidentKib(pid);
  open(count);
  std::printf("%d idle connections: %.1f KiB each\n", count,
              static_cast<double>(ResidentKib(pid) - before) / count);
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  if (!absl::GetFlag(FLAGS_serve).empty()) Serve(absl::GetFlag(FLAGS_serve), absl::GetFlag(FLAGS_port_file));
  const bool quick = absl::GetFlag(FLAGS_quick);
  const std::chrono::milliseconds duration(quick ? 100 : 1000 * absl::GetFlag(FLAGS_seconds));
  TempFolder folder;

  Process verbatimd({VERBATIMD, "--listen=127.0.0.1:0", "--port_file=" + folder.Path("grpc"),
                     "--http_listen=127.0.0.1:0", "--http_port_file=" + folder.Path("http"),
                     "--store=sqlite:" + folder.Path("a.db")});
  const int port = AwaitPort(verbatimd, folder.Path("http"));
  const std::string grpc_address = absl::StrCat("127.0.0.1:", AwaitPort(verbatimd, folder.Path("grpc")));
  std::string text;
  absl::Base64Escape(ReadFile(BRIEF), &text);
  Call(port, Post("/v1/documents", R"({"documentId":"brief","content":{"data":")" + text + "\"}}"));
  Call(port,
       Post("/v1/claims", R"({"claimId":"freed","claim":{"text":"Belarus released 52 political prisoners.",
    "citations":[{"revision":"documents/brief","quote":"Belarus let fifty-two political prisoners go"}]}})"));
  const std::string get = Get("/v1/claims/freed");
  const std::string match =
      Post("/v1/claims:match", R"({"text":"Minsk let fifty-two political prisoners go","limit":1})");
  while (Call(port, match).find("claims/freed") == std::string::npos)
    usleep(10'000);  // the index follows the log

  v1::GetClaimRequest grpc_get;
  grpc_get.set_name("claims/freed");
  v1::MatchClaimsRequest grpc_match;
  grpc_match.set_text("Minsk let fifty-two political prisoners go");
  grpc_match.set_limit(1);

  struct Case {
    const char* name;
    std::string request;
    const char* grpc_method;
    std::string grpc_request;
  };
  const Case cases[] = {
      {"GetClaim", get, "/verbatim.v1.ClaimService/GetClaim", grpc_get.SerializeAsString()},
      {"MatchClaims", match, "/verbatim.v1.MatchService/MatchClaims", grpc_match.SerializeAsString()}};
  std::printf(
      "| call | connections | verbatimd /s | p50 µs | p99 µs | CPU µs | from memory /s | ratio | gRPC /s | "
      "CPU µs | ratio | fastify /s | CPU µs | ratio |\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const auto& [name, request, grpc_method, grpc_request] : cases) {
    const std::string body = Call(port, request);
    std::ofstream(folder.Path(name)) << body;
    Process memory(
        {argv[0], "--serve=" + folder.Path(name), "--port_file=" + folder.Path(std::string(name) + ".port")});
    const int memory_port = AwaitPort(memory, folder.Path(std::string(name) + ".port"));
    std::unique_ptr<Process> rival;
    int rival_port = 0;
    if (const std::string modules = absl::GetFlag(FLAGS_rival); !modules.empty()) {
      rival = std::make_unique<Process>(std::vector<std::string>{"/usr/bin/node", RIVAL, modules,
                                                                 folder.Path("rival.port"),
                                                                 folder.Path("rival.db"), folder.Path(name)});
      rival_port = AwaitPort(*rival, folder.Path("rival.port"));
    }
    for (const int connections : {1, 16, 64}) {
      const Figures ours = Load(port, verbatimd.pid(), request, connections, duration);
      const Figures bare = Load(memory_port, memory.pid(), request, connections, duration);
      const Figures by_grpc =
          LoadGrpc(grpc_address, verbatimd.pid(), grpc_method, grpc_request, connections, duration);
      std::printf("| %s | %d | %.0f | %.0f | %.0f | %.1f | %.0f | %.2f | %.0f | %.1f | %.2f |", name,
                  connections, ours.per_second, ours.p50, ours.p99, ours.processor, bare.per_second,
                  ours.per_second / bare.per_second, by_grpc.per_second, by_grpc.processor,
                  ours.per_second / by_grpc.per_second);
      if (rival == nullptr) {
        std::printf(" | | |\n");
        continue;
      }
      const Figures theirs = Load(rival_port, rival->pid(), request, connections, duration);
      std::printf(" %.0f | %.1f | %.2f |\n", theirs.per_second, theirs.processor,
                  ours.per_second / theirs.per_second);
    }
    std::filesystem::remove(folder.Path("rival.port"));
  }
  MeasureIdle(port, verbatimd.pid(), quick ? 100 : 5000);
}
