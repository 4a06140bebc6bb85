#include <gmock/gmock.h>

#include <thread>

#include "absl/strings/escaping.h"
#include "http_fixture.h"
#include "methods/gzip.h"
#include "status/errors.h"
#include "support/eventually.h"

namespace verbatim::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Rest : public HttpTest {
 protected:
  Rest() {
    AddDocument("brief", kBrief);
    v1::CreateClaimRequest request = ClaimOn("brief", "freed fifty-two prisoners");
    request.set_claim_id("c1");
    AddClaim(request);
  }

  HttpResponse Patch(const std::string& target, const std::string& body,
                     std::vector<http::Field> fields = {}) {
    fields.push_back({"Content-Type", "application/json"});
    HttpClient client(http_->port());
    client.Request("PATCH", target, fields, body);
    return client.Read();
  }
};

TEST_F(Rest, RecordsADocumentAndClaims) {
  const HttpResponse document =
      Post("/v1/documents", R"({"documentId":"d","content":{"data":"VHdvLiBTZW50ZW5jZXMu"}})");
  EXPECT_EQ(document.status, 200) << document.body;
  EXPECT_EQ(document.json()["document"]["name"], "documents/d");
  const HttpResponse refused = Post(
      "/v1/claims",
      R"({"claim":{"text":"x","citations":[{"revision":"documents/brief","quote":"freed 52 prisoners"}]}})");
  EXPECT_EQ(refused.status, 400);
  const auto error = refused.json()["error"];
  EXPECT_EQ(error["status"], "FAILED_PRECONDITION");
  EXPECT_EQ(error["code"], 400);
  EXPECT_THAT(error["details"].dump(), HasSubstr("nearest_quote"));
  EXPECT_THAT(error["details"].dump(), HasSubstr("type.googleapis.com/google.rpc.ErrorInfo"));
  EXPECT_EQ(Get("/v1/claims/none").status, 404);
  EXPECT_EQ(Post("/v1/documents", R"({"documentId":"d","content":{"data":"VHdvLg=="}})").status, 409);
  EXPECT_EQ(Get("/v1/documents/d/revisions/1").json()["revision"]["text"], "Two. Sentences.");
}

TEST_F(Rest, ReadsPathsAndQueries) {
  EXPECT_EQ(Get("/v1/claims?pageSize=1&filter.document=documents%2Fbrief").json()["claims"].size(), 1u);
  EXPECT_EQ(Get("/v1/claims?page_size=1&filter.document=documents/none").json()["claims"].size(), 0u);
  EXPECT_EQ(Get("/v1/claims/%63%31").json()["claim"]["name"], "claims/c1");
  EXPECT_EQ(Get("/v1/claims/c1?key=abc&alt=json&prettyPrint=false").status, 200)
      << "Google's system parameters";
  EXPECT_EQ(Get("/v1/claims:batchGet?names=claims/c1&names=claims/c1").json()["claims"].size(), 2u);
  EXPECT_EQ(Get("/v1/claims/c1?unknown=1").status, 400);
  EXPECT_EQ(Get("/v1/claims/c%zz").status, 400);
  EXPECT_EQ(Get("/v1/claims/%ff").status, 400);
  EXPECT_EQ(Get("/v1/claims?filter.document=%").status, 400);
  EXPECT_EQ(Get("/v1/claims?page_size=many").status, 400);
  EXPECT_EQ(Get("/v1/claims/c1:unknown").status, 404);
  EXPECT_EQ(Get("/v1/claims//").status, 404);
  EXPECT_EQ(Get("/v1").status, 404);
  EXPECT_EQ(Get("/nothing").status, 404);
  EXPECT_EQ(Get("/v1/claims/a/b/c/d/e/f/g/h/i/j").status, 404);
}

TEST_F(Rest, RefusesOtherVerbsAndMediaTypes) {
  HttpClient client(http_->port());
  client.Request("DELETE", "/v1/claims/c1");
  const HttpResponse response = client.Read();
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.Find("allow"), "GET, HEAD, PATCH");
  client.Request("OPTIONS", "/v1/claims");
  EXPECT_THAT(client.Read().Find("allow"), HasSubstr("POST"));
  EXPECT_EQ(Post("/v1/claims", "a=b", {{"Content-Type", "application/x-www-form-urlencoded"}}).status, 415);
  EXPECT_EQ(Post("/v1/claims", "{}", {{"Content-Encoding", "br"}}).status, 415);
  EXPECT_EQ(Post("/v1/claims", "{").status, 400);
  EXPECT_EQ(Post("/v1/claims", "[]").status, 400);
}

TEST_F(Rest, AnswersHeadWithoutABody) {
  HttpClient client(http_->port());
  client.Request("HEAD", "/v1/claims/c1");
  const HttpResponse head = client.Read(/*bodiless=*/true);
  EXPECT_EQ(head.status, 200);
  const HttpResponse whole = client.Get("/v1/claims/c1");
  EXPECT_EQ(head.Find("content-length"), std::to_string(whole.body.size()));
  EXPECT_EQ(head.Find("etag"), whole.Find("etag"));
}

TEST_F(Rest, HasTheSizeOfTheLog) {
  const std::string size = std::to_string(*store_->Size());
  EXPECT_EQ(Get("/v1/claims/c1").Find("verbatim-log-size"), size);
  EXPECT_EQ(Get("/v1/claims/none").Find("verbatim-log-size"), size) << "errors have it, too";
  EXPECT_EQ(Get("/v1/claims/c1", {{"Verbatim-Min-Log-Size", size}}).status, 200);
  const HttpResponse ahead = Get("/v1/claims/c1", {{"Verbatim-Min-Log-Size", "1000000"}});
  EXPECT_EQ(ahead.status, 400) << ahead.body;
  EXPECT_EQ(ahead.json()["error"]["status"], "OUT_OF_RANGE");
}

TEST_F(Rest, HasEtags) {
  const HttpResponse claim = Get("/v1/claims/c1");
  const std::string etag = claim.Find("etag");
  EXPECT_EQ(etag, "\"" + claim.json()["claim"]["etag"].get<std::string>() + "\"");
  EXPECT_EQ(Get("/v1/claims/c1", {{"If-None-Match", etag}}).status, 304);
  EXPECT_EQ(Get("/v1/claims/c1", {{"If-None-Match", "\"x\", W/" + etag}}).status, 304);
  EXPECT_EQ(Get("/v1/claims/c1", {{"If-None-Match", "\"x\""}}).status, 200);
  const HttpResponse stale =
      Patch("/v1/claims/c1?update_mask=labels", R"({"labels":{"a":"b"}})", {{"If-Match", "\"x\""}});
  EXPECT_EQ(stale.status, 412) << stale.body;
  EXPECT_EQ(stale.json()["error"]["status"], "ABORTED");
  EXPECT_EQ(Patch("/v1/claims/c1?update_mask=labels", R"({"labels":{"a":"b"},"etag":"x"})").status, 409);
  const HttpResponse updated =
      Patch("/v1/claims/c1?update_mask=labels", R"({"labels":{"a":"b"}})", {{"If-Match", etag}});
  EXPECT_EQ(updated.status, 200) << updated.body;
  EXPECT_NE(updated.Find("etag"), etag);
  EXPECT_EQ(updated.json()["claim"]["labels"]["a"], "b");
  EXPECT_EQ(Post("/v1/claims/c1:retract", R"({"reason":"r"})", {{"If-Match", etag}}).status, 412);
  EXPECT_EQ(Post("/v1/claims:match", R"({"text":"a"})", {{"If-Match", etag}}).status, 400)
      << "it has no etag";
  EXPECT_EQ(Post("/v1/claims/c1:retract", R"({"reason":"r"})", {{"If-Match", updated.Find("etag")}}).status,
            200);
}

TEST_F(Rest, SaysWhenToTryAgain) {
  const http::Response response = http::RestError(Overloaded("the queue of writes is full"));
  EXPECT_EQ(response.status, 429);
  EXPECT_TRUE(response.Has("Retry-After"));
  EXPECT_TRUE(http::ConnectError(Overloaded("the queue of writes is full")).Has("Retry-After"));
}

TEST_F(Rest, ThePathNamesTheResource) {
  EXPECT_EQ(Patch("/v1/claims/none?update_mask=labels", R"({"name":"claims/c1","labels":{"a":"b"}})").status,
            404);
  EXPECT_EQ(Post("/v1/claims/none:retract", R"({"name":"claims/c1","reason":"r"})").status, 404);
}

TEST_F(Rest, CompressesAndDecompresses) {
  const HttpResponse plain = Get("/v1/claims/c1:proofBundle");
  const HttpResponse packed = Get("/v1/claims/c1:proofBundle", {{"Accept-Encoding", "br, gzip;q=0.5"}});
  EXPECT_EQ(packed.Find("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), plain.body.size());
  EXPECT_EQ(methods::Gunzip(packed.body, 1 << 20), plain.body);
  EXPECT_EQ(Get("/v1/claims/c1:proofBundle", {{"Accept-Encoding", "gzip;q=0"}}).Find("content-encoding"), "");
  EXPECT_EQ(Post("/v1/claims:match", methods::Gzip(R"({"text":"a"})"), {{"Content-Encoding", "gzip"}}).status,
            200);
  EXPECT_EQ(Post("/v1/claims:match", "not gzip", {{"Content-Encoding", "gzip"}}).status, 400);
  EXPECT_EQ(
      Post("/v1/claims:match", methods::Gzip("{}").substr(0, 10), {{"Content-Encoding", "gzip"}}).status,
      400);
  const std::string bomb = methods::Gzip(std::string(100 << 20, ' '));
  EXPECT_EQ(Post("/v1/claims:match", bomb, {{"Content-Encoding", "gzip"}}).status, 413);
}

TEST_F(Rest, CompressesStreamsMessageByMessage) {
  for (const std::string accept : {"application/x-ndjson", "text/event-stream"}) {
    HttpClient client(http_->port());
    client.Request("GET", "/v1/log/entries:watch?leaves_only=true",
                   {{"Accept", accept}, {"Accept-Encoding", "gzip"}});
    const HttpResponse head = client.ReadHead();
    EXPECT_EQ(head.Find("content-encoding"), "gzip");
    EXPECT_THAT(head.Find("vary"), HasSubstr("Accept-Encoding"));
    methods::Gunzipper gunzipper(1 << 20);
    std::string text;
    gunzipper.Feed(client.ReadChunk(), text);
    EXPECT_THAT(text, HasSubstr("\"resource\":\"claims/c1\"")) << "before anything else is sent";
    EXPECT_TRUE(text.ends_with('\n'));
    AddDocument(accept == "text/event-stream" ? "second" : "first", "Text.");
    text.clear();
    gunzipper.Feed(client.ReadChunk(), text);
    EXPECT_THAT(text, HasSubstr("documents/"));
  }
  const std::string request = R"({"format":"EXCHANGE_FORMAT_WEB_ANNOTATION"})";
  const HttpResponse plain = Post("/v1/claims:export", request);
  const HttpResponse packed = Post("/v1/claims:export", request, {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(packed.Find("content-encoding"), "gzip");
  EXPECT_EQ(methods::Gunzip(packed.body, 1 << 20), plain.body);
  EXPECT_EQ(Post("/v1/claims:export", request, {{"Accept-Encoding", "gzip;q=0"}}).Find("content-encoding"),
            "");
}

TEST_F(Rest, DecompressesStreamsWithinBounds) {
  const auto check = [&](const std::string& body) {
    return Post("/v1/text:check", body,
                {{"Content-Type", "application/x-ndjson"}, {"Content-Encoding", "gzip"}});
  };
  const std::string options = "{\"options\":{\"limit\":1}}\n";
  const std::string text = "{\"text\":\"VHdvLiBTZW50ZW5jZXMu\"}\n";
  EXPECT_EQ(check(methods::Gzip(options) + methods::Gzip(text)).status, 200)
      << "members may follow each other";
  EXPECT_EQ(check(methods::Gzip(options + text).substr(0, 20)).status, 400);
  EXPECT_EQ(check(methods::Gzip(options + text) + "more").status, 400);
  EXPECT_EQ(check("not gzip").status, 400);
  // Some ten thousand bytes that become 64 MiB: as blank lines they cost only time, as one line they are too
  // long.
  constexpr size_t kUnpacked = 64 << 20;
  EXPECT_EQ(check(methods::Gzip(options + std::string(kUnpacked, '\n') + text)).status, 200);
  const HttpResponse line = check(methods::Gzip("{\"text\":\"" + std::string(kUnpacked, 'A')));
  EXPECT_EQ(line.status, 429);
  EXPECT_THAT(line.body, HasSubstr("a line is longer than"));
}

TEST_F(Rest, AnswersHeadOfAStreamWithoutMessages) {
  HttpClient client(http_->port());
  client.Request("HEAD", "/v1/log/entries:watch");
  const HttpResponse head = client.Read(/*bodiless=*/true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Find("content-type"), "application/x-ndjson");
  EXPECT_EQ(client.Get("/v1/claims/c1").status, 200) << "the connection is used again";
}

TEST_F(Rest, KeepsDeadlines) {
  EXPECT_EQ(Get("/v1/claims", {{"X-Request-Timeout", "0"}}).status, 504);
  EXPECT_EQ(Get("/v1/claims", {{"Grpc-Timeout", "1n"}}).status, 504);
  EXPECT_EQ(Get("/v1/claims", {{"X-Request-Timeout", "30s"}}).status, 200);
  EXPECT_EQ(Get("/v1/claims", {{"X-Request-Timeout", "soon"}}).status, 400);
  EXPECT_EQ(Get("/v1/claims", {{"Grpc-Timeout", "1x"}}).status, 400);
  EXPECT_EQ(Get("/v1/claims", {{"Connect-Timeout-Ms", "-1"}}).status, 400);
  HttpClient client(http_->port());
  client.Request("GET", "/v1/log/entries:watch?leaves_only=true", {{"X-Request-Timeout", "0.2"}});
  EXPECT_THAT(client.Read().body, HasSubstr("DEADLINE_EXCEEDED"));
}

TEST_F(Rest, WatchesAsLinesAndAsEvents) {
  HttpClient lines(http_->port());
  lines.Request("GET", "/v1/log/entries:watch?leaves_only=true");
  HttpResponse head = lines.ReadHead();
  EXPECT_EQ(head.Find("content-type"), "application/x-ndjson");
  const auto first = nlohmann::json::parse(lines.ReadChunk());
  EXPECT_EQ(first["entries"].size(), 3u);
  HttpClient events(http_->port());
  events.Request("GET", "/v1/log/entries:watch?leaves_only=true",
                 {{"Accept", "text/event-stream"}, {"Last-Event-ID", "2"}});
  head = events.ReadHead();
  EXPECT_EQ(head.Find("content-type"), "text/event-stream");
  EXPECT_THAT(events.ReadChunk(), StartsWith("id: 3\ndata: {\"entries\":[{\"index\":\"2\""));
  AddDocument("more", "Text.");
  EXPECT_THAT(events.ReadChunk(), StartsWith("id: "));
  EXPECT_EQ(Get("/v1/log/entries:watch?start_index=100").status, 400);
  EXPECT_EQ(Get("/v1/log/entries:watch", {{"Accept", "text/event-stream"}, {"Last-Event-ID", "x"}}).status,
            400);
  // The streams of both ports end when the server does, with a last line that says why.
  dispatcher_->CloseWatches();
  lines.ReadChunk();  // the new entries
  EXPECT_THAT(lines.ReadChunk(), HasSubstr("SERVER_ENDS"));
}

TEST_F(Rest, AWatcherThatGoesEndsItsStream) {
  auto client = std::make_unique<HttpClient>(http_->port());
  client->Request("GET", "/v1/log/entries:watch");
  client->ReadHead();
  client.reset();
  http_->Drain(absl::Seconds(10));  // returns once no exchange is left
}

TEST_F(Rest, AnswersStreamsOfLinesWhileItReads) {
  const auto line = [](const std::string& quote) {
    return R"({"request":{"claim":{"text":"t","citations":[{"revision":"documents/brief","quote":")" + quote +
           "\"}]}}}\n";
  };
  HttpClient client(http_->port());
  client.Request("POST", "/v1/claims:import",
                 {{"Content-Type", "application/x-ndjson"}, {"Transfer-Encoding", "chunked"}});
  const auto send = [&](const std::string& text) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", text.size());
    client.Send(size + text + "\r\n");
  };
  send(line("freed fifty-two prisoners"));
  EXPECT_EQ(client.ReadHead().status, 200);
  EXPECT_THAT(client.ReadChunk(), HasSubstr("\"claim\":{\"name\":"));
  const std::string refused = line("not there");
  send("\n" + refused.substr(0, 20));
  send(refused.substr(20) + "{\"request\":\n");
  EXPECT_THAT(client.ReadChunk(), HasSubstr("QUOTE_NOT_FOUND"));
  EXPECT_THAT(client.ReadChunk(), HasSubstr("is not JSON")) << "a bad line does not end the stream";
  client.Send("0\r\n\r\n");
  EXPECT_EQ(client.ReadChunk(), "");
  EXPECT_EQ(client.Get("/v1/claims/c1").status, 200) << "the connection is used again";
}

TEST_F(Rest, ChecksATextOfManyLines) {
  Eventually([&] {
    return !Post("/v1/claims:match", R"({"text":"freed fifty-two prisoners"})").json()["matches"].empty();
  });
  std::string body = "{\"options\":{\"limit\":1}}\n";
  for (int i = 0; i < 2000; ++i) body += "{\"text\":\"QmVsYXJ1cyBmcmVlZCBmaWZ0eS10d28gcHJpc29uZXJzLgo=\"}\n";
  HttpClient client(http_->port());
  client.Request("POST", "/v1/text:check", {{"Content-Type", "application/x-ndjson"}});
  EXPECT_EQ(client.Read().status, 200);
  std::thread sender([&] {
    client.Request("POST", "/v1/text:check",
                   {{"Content-Type", "application/x-ndjson"}, {"Content-Encoding", "gzip"}},
                   methods::Gzip(body));
  });
  const HttpResponse response = client.Read();
  sender.join();
  EXPECT_EQ(std::count(response.body.begin(), response.body.end(), '\n'), 2001);
}

TEST_F(Rest, BoundsTheItemsOfARequest) {
  std::string citations = "{}";
  for (int i = 0; i < 100'000; ++i) citations += ",{}";
  const HttpResponse response = Post("/v1/claims", R"({"claim":{"citations":[)" + citations + "]}}");
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body, HasSubstr("claim.citations[16384]"));
  std::string labels = R"("a":"")";
  for (int i = 0; i < 20'000; ++i) labels += R"(,"a)" + std::to_string(i) + R"(":"")";
  EXPECT_THAT(Post("/v1/claims", R"({"claim":{"labels":{)" + labels + "}}}").body,
              HasSubstr("more than 16384 items"));
}

TEST_F(Rest, AStreamThatIsCutIsNotTakenForWhole) {
  HttpClient client(http_->port());
  client.Send(
      "POST /v1/claims:import HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
      "Content-Length: 1000\r\n\r\n{\"request\"");
  client.CloseWrite();
  EXPECT_EQ(client.Read().status, 400);
}

TEST_F(Rest, HasHealthPaths) {
  EXPECT_EQ(Get("/healthz").body, "ok\n");
  EXPECT_EQ(Get("/readyz").status, 200);
  health_->SetStoreAvailable(false);
  EXPECT_EQ(Get("/readyz").status, 503);
  EXPECT_EQ(Get("/healthz").status, 200);
  EXPECT_EQ(Post("/healthz", "{}").status, 405);
}

TEST_F(Rest, ServesOnlyKnownHostsAndOrigins) {
  HttpClient client(http_->port());
  client.Send("GET /v1/claims/c1 HTTP/1.1\r\nHost: rebound.example:80\r\n\r\n");
  EXPECT_EQ(client.Read().status, 403);
  for (const std::string host : {"LOCALHOST:1", "127.0.0.1", "[::1]:80", "a.localhost"}) {
    client.Send("GET /v1/claims/c1 HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    EXPECT_EQ(client.Read().status, 200) << host;
  }
  const http::Field foreign{"Origin", "https://page.example"};
  HttpResponse response = Get("/v1/claims/c1", {foreign});
  EXPECT_EQ(response.Find("access-control-allow-origin"), "");
  EXPECT_EQ(response.Find("x-content-type-options"), "nosniff");
  EXPECT_EQ(Post("/v1/claims:match", R"({"text":"a"})", {foreign}).status, 403);
  EXPECT_EQ(Post("/v1/claims:match", R"({"text":"a"})", {{"Origin", "http://localhost"}}).status, 200);
  const auto preflight = [&](const std::string& origin) {
    client.Request("OPTIONS", "/v1/claims", {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}});
    return client.Read();
  };
  EXPECT_EQ(preflight("https://page.example").status, 403);

  StartHttp({}, {.cors_origins = {"https://page.example"}, .hosts = {"public.example"}});
  HttpClient other(http_->port());
  other.Send("GET /v1/claims/c1 HTTP/1.1\r\nHost: public.example\r\nOrigin: https://page.example\r\n\r\n");
  response = other.Read();
  EXPECT_EQ(response.Find("access-control-allow-origin"), "https://page.example");
  EXPECT_THAT(response.Find("access-control-expose-headers"), HasSubstr("ETag"));
  EXPECT_EQ(Post("/v1/claims:match", R"({"text":"a"})", {foreign}).status, 200);
  EXPECT_EQ(Post("/v1/claims:match", R"({"text":"a"})", {{"Origin", "https://other.example"}}).status, 403);
  other.Request("OPTIONS", "/v1/claims", {foreign, {"Access-Control-Request-Method", "POST"}});
  response = other.Read();
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.Find("access-control-allow-origin"), "https://page.example");
  EXPECT_THAT(response.Find("access-control-allow-headers"), HasSubstr("Connect-Protocol-Version"));
}

TEST_F(Rest, AppliesPermissions) {
  const access::Authenticator authenticator(access::Policy({"writer"}, {"eraser"}));
  StartHttp({}, {.authenticator = &authenticator});
  EXPECT_EQ(Get("/v1/claims/c1").status, 200);
  EXPECT_EQ(Post("/v1/claims", R"({})").status, 403);
  EXPECT_EQ(Post("/v1/claims:import", "{}\n").status, 403);
  EXPECT_EQ(Post("/verbatim.v1.DocumentService/EraseDocument", R"({})").status, 403);
  http_.reset();
}

}  // namespace
}  // namespace verbatim::test
