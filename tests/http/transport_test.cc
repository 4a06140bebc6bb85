#include <gmock/gmock.h>

#include <chrono>
#include <future>
#include <thread>

#include "http_fixture.h"
#include "support/eventually.h"

namespace verbatim::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A server whose handler is the test's, so that it sees what the transport alone does.
class Transport : public ::testing::Test {
 protected:
  void Start(http::Handler handler, http::ServerOptions options = {}) {
    options.refuse = [](const http::Problem& problem) { return http::RestError(problem); };
    auto server = http::Server::Start(options, std::move(handler));
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }
  // Answers with the body of the request.
  void StartEcho(http::ServerOptions options = {}, size_t max_bytes = 1 << 20) {
    Start(
        [max_bytes](const std::shared_ptr<http::Exchange>& exchange) {
          exchange->ReadAll(
              max_bytes, [](size_t) { return true; },
              [exchange](http::Exchange::Part part) {
                if (part.problem) return exchange->Respond(http::RestError(*part.problem));
                http::Response response{.body = *std::move(part.bytes)};
                exchange->Respond(std::move(response.Set("X-Target", exchange->head().target)));
              });
        },
        std::move(options));
  }

  std::unique_ptr<http::Server> server_;
};

TEST_F(Transport, AnswersRequestsOfOneConnectionInOrder) {
  StartEcho();
  HttpClient client(server_->port());
  client.Send(
      "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
      "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
      "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1;x=y\r\nf\r\n0\r\nT: "
      "u\r\n\r\n"
      "HEAD /4 HTTP/1.1\r\nHost: a\r\n\r\n"
      "GET http://b/5?q HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.Read().body, "abc");
  EXPECT_EQ(client.Read().Find("x-target"), "/2");
  EXPECT_EQ(client.Read().body, "def");
  EXPECT_EQ(client.Read(/*bodiless=*/true).status, 200);
  const HttpResponse last = client.Read();
  EXPECT_EQ(last.Find("x-target"), "/5?q");
  EXPECT_EQ(last.Find("connection"), "close");
  EXPECT_TRUE(client.AtEnd());
}

TEST_F(Transport, AnswersManyPipelinedRequests) {
  StartEcho();
  HttpClient client(server_->port());
  constexpr int kRequests = 20'000;  // deep enough to overflow the stack if each nested another
  std::string requests;
  for (int i = 0; i < kRequests; ++i) requests += "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  std::thread sender([&] { client.Send(requests); });
  for (int i = 0; i < kRequests; ++i) ASSERT_EQ(client.Read().status, 200) << i;
  sender.join();
}

TEST_F(Transport, ReadsBodiesByteByByte) {
  StartEcho();
  HttpClient client(server_->port());
  for (const char c :
       std::string("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n"))
    client.Send(std::string(1, c));
  EXPECT_EQ(client.Read().body, "abcd");
}

TEST_F(Transport, SendsContinueOnlyIfTheBodyIsWanted) {
  StartEcho({}, 10);
  HttpClient client(server_->port());
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.ReadHead().status, 100);
  client.Send("abc");
  EXPECT_EQ(client.Read().body, "abc");
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.Read().status, 413);
  HttpClient other(server_->port());
  other.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: cookies\r\n\r\n");
  EXPECT_EQ(other.Read().status, 417);
}

TEST_F(Transport, TalksHttp10) {
  StartEcho();
  HttpClient client(server_->port());
  client.Send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(client.Read().Find("connection"), "keep-alive");
  client.Send("GET /b HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.Read().Find("x-target"), "/b");
  EXPECT_TRUE(client.AtEnd());
}

struct Malformed {
  const char* request;
  int status;
};

TEST_F(Transport, SaysWhatIsWrongWithARequest) {
  http::ServerOptions options;
  options.max_head_bytes = 2048;
  StartEcho(options, 100);
  const std::string many_fields = [] {
    std::string fields;
    for (int i = 0; i < 300; ++i) fields += "A:\r\n";
    return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
  }();
  const std::string long_line = "GET /" + std::string(3000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string long_body =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n" + std::string(101, 'a');
  const std::string endless =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n" + std::string(4000, 'a');
  const Malformed cases[] = {
      {"nonsense\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET relative HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 505},
      {"G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nName\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {many_fields.c_str(), 431},
      {long_line.c_str(), 431},
      {long_body.c_str(), 413},
      {endless.c_str(), 413},
  };
  for (const auto& [request, status] : cases) {
    HttpClient client(server_->port());
    client.Send(request);
    const HttpResponse response = client.Read();
    EXPECT_EQ(response.status, status) << std::string(request).substr(0, 100) << "\n" << response.body;
    EXPECT_EQ(response.json()["error"]["code"], status) << response.body;
    EXPECT_FALSE(response.json()["error"]["message"].get<std::string>().empty());
    EXPECT_TRUE(client.AtEnd()) << request;
  }
}

TEST_F(Transport, SaysThatARequestIsCut) {
  StartEcho();
  HttpClient head(server_->port());
  head.Send("GET / HTTP/1.1\r\nHos");
  head.CloseWrite();
  EXPECT_THAT(head.Read().body, HasSubstr("inside the request's head"));
  HttpClient body(server_->port());
  body.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  body.CloseWrite();
  EXPECT_THAT(body.Read().body, HasSubstr("inside the body"));
}

TEST_F(Transport, ClosesIdleConnectionsAndRefusesSlowRequests) {
  http::ServerOptions options;
  options.idle_timeout = options.request_timeout = std::chrono::seconds(1);
  StartEcho(options);
  HttpClient idle(server_->port());
  EXPECT_TRUE(idle.AtEnd());
  HttpClient slow(server_->port());
  slow.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(slow.Read().status, 408);
}

TEST_F(Transport, EndsConnectionsThatReadNothing) {
  http::ServerOptions options;
  options.idle_timeout = std::chrono::seconds(1);
  std::promise<bool> written;
  Start(
      [&](const std::shared_ptr<http::Exchange>& exchange) {
        exchange->Start({});
        exchange->Write(std::string(64 << 20, 'a'), [&written](bool ok) { written.set_value(ok); });
      },
      options);
  HttpClient client(server_->port());
  client.Request("GET", "/");
  EXPECT_FALSE(written.get_future().get()) << "the client did not read";
}

TEST_F(Transport, TellsTheHandlerThatTheClientIsGone) {
  std::promise<std::shared_ptr<http::Exchange>> received;
  std::promise<void> gone;
  Start([&](const std::shared_ptr<http::Exchange>& exchange) {
    exchange->OnGone([&] { gone.set_value(); });
    received.set_value(exchange);
  });
  auto client = std::make_unique<HttpClient>(server_->port());
  client->Request("GET", "/");
  const auto exchange = received.get_future().get();
  EXPECT_FALSE(exchange->IsGone());
  client.reset();
  gone.get_future().wait();
  EXPECT_TRUE(exchange->IsGone());
  exchange->Respond({});  // does nothing
}

TEST_F(Transport, StreamsAResponseInParts) {
  Start([](const std::shared_ptr<http::Exchange>& exchange) {
    exchange->Start({});
    exchange->Write("one",
                    [exchange](bool) { exchange->Write("two", [exchange](bool) { exchange->End(); }); });
  });
  HttpClient client(server_->port());
  client.Request("GET", "/");
  EXPECT_EQ(client.Read().body, "onetwo");
  client.Send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.Read().body, "onetwo")
      << "HTTP/1.0 has no chunks: the end of the connection ends the body";
}

TEST_F(Transport, HoldsThousandsOfIdleConnections) {
  StartEcho();
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int i = 0; i < 400; ++i) clients.push_back(std::make_unique<HttpClient>(server_->port()));
  for (const auto& client : clients) EXPECT_EQ(client->Get("/").status, 200);
  for (const auto& client : clients) EXPECT_EQ(client->Get("/").status, 200);
}

TEST_F(Transport, RefusesConnectionsAboveTheLimit) {
  http::ServerOptions options;
  options.max_connections = 2;
  StartEcho(options);
  auto first = std::make_unique<HttpClient>(server_->port());
  HttpClient second(server_->port());
  EXPECT_EQ(first->Get("/").status, 200);
  EXPECT_EQ(second.Get("/").status, 200);
  EXPECT_TRUE(HttpClient(server_->port()).AtEnd());
  first.reset();
  Eventually([&] { return HttpClient(server_->port()).Get("/").status == 200; });
}

TEST_F(Transport, DrainsRequestsInProgress) {
  std::promise<std::shared_ptr<http::Exchange>> received;
  Start([&](const std::shared_ptr<http::Exchange>& exchange) { received.set_value(exchange); });
  HttpClient idle(server_->port());
  HttpClient busy(server_->port());
  busy.Request("GET", "/");
  auto exchange = received.get_future().get();
  server_->StopAccepting();
  EXPECT_TRUE(idle.AtEnd());
  exchange->Respond({.body = "late"});
  const HttpResponse response = busy.Read();
  EXPECT_EQ(response.body, "late");
  EXPECT_EQ(response.Find("connection"), "close");
  exchange.reset();
  server_->Drain(absl::Seconds(10));
}

TEST_F(Transport, RefusesAddressesThatItCannotListenOn) {
  StartEcho();
  const http::Handler nobody = [](const std::shared_ptr<http::Exchange>&) {};
  const auto start = [&](const std::string& listen) {
    http::ServerOptions options;
    options.listen = listen;
    return http::Server::Start(options, nobody).status();
  };
  EXPECT_TRUE(absl::IsUnavailable(start("127.0.0.1:" + std::to_string(server_->port()))));
  EXPECT_TRUE(absl::IsInvalidArgument(start("localhost")));
  EXPECT_TRUE(absl::IsInvalidArgument(start("unix:/tmp/x")));
  EXPECT_TRUE(start("localhost:0").ok());
}

}  // namespace
}  // namespace verbatim::test
