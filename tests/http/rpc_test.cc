#include <gmock/gmock.h>

#include "absl/strings/escaping.h"
#include "http/calls/envelope.h"
#include "http_fixture.h"
#include "methods/gzip.h"

// What is particular to Connect and gRPC-Web; equality_test.cc compares all methods.
namespace verbatim::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Rpc : public HttpTest {
 protected:
  Rpc() {
    AddDocument("brief", kBrief);
    v1::CreateClaimRequest request = ClaimOn("brief", "freed fifty-two prisoners");
    request.set_claim_id("c1");
    AddClaim(request);
  }
  static constexpr char kGetClaim[] = "/verbatim.v1.ClaimService/GetClaim";
  static constexpr char kCreateClaim[] = "/verbatim.v1.ClaimService/CreateClaim";
  static constexpr char kWatch[] = "/verbatim.v1.LogService/Watch";
};

TEST_F(Rpc, ConnectCallsByGet) {
  std::string proto;
  {
    v1::GetClaimRequest request;
    request.set_name("claims/c1");
    absl::WebSafeBase64Escape(request.SerializeAsString(), &proto);
  }
  const std::string path = kGetClaim;
  EXPECT_EQ(Get(path + "?connect=v1&encoding=json&message=%7B%22name%22%3A%22claims%2Fc1%22%7D")
                .json()["claim"]["name"],
            "claims/c1");
  const HttpResponse binary = Get(path + "?connect=v1&encoding=proto&base64=1&message=" + proto);
  EXPECT_EQ(binary.Find("content-type"), "application/proto");
  v1::GetClaimResponse response;
  EXPECT_TRUE(response.ParseFromString(binary.body));
  EXPECT_EQ(response.claim().name(), "claims/c1");
  EXPECT_EQ(Get(path + "?encoding=json").status, 400);
  EXPECT_EQ(Get(path + "?encoding=xml&message=a").status, 415);
  EXPECT_EQ(Get(path + "?encoding=json&base64=1&message=*").status, 400);
  EXPECT_EQ(Get(path + "?encoding=json&message=%7B%7D&connect=v2").status, 400);
  EXPECT_EQ(Get(path + "?encoding=json&compression=br&message=%7B%7D").status, 415);
  EXPECT_EQ(Get(std::string(kCreateClaim) + "?encoding=json&message=%7B%7D").status, 405)
      << "it has side effects";
}

TEST_F(Rpc, ConnectErrors) {
  const HttpResponse missing = Post(kGetClaim, R"({"name":"claims/none"})");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.json()["code"], "not_found");
  EXPECT_EQ(missing.json()["details"][0]["type"], "google.rpc.ResourceInfo");
  std::string value;
  EXPECT_TRUE(absl::Base64Unescape(missing.json()["details"][0]["value"].get<std::string>(), &value));
  google::rpc::ResourceInfo info;
  EXPECT_TRUE(info.ParseFromString(value));
  EXPECT_EQ(info.resource_name(), "claims/none");
  const HttpResponse type = Post(kGetClaim, "a", {{"Content-Type", "text/plain"}});
  EXPECT_EQ(type.status, 415);
  EXPECT_THAT(type.Find("accept-post"), HasSubstr("application/proto"));
  EXPECT_EQ(Post(kWatch, "{}").status, 415) << "a stream has types of its own";
  EXPECT_EQ(Post(kGetClaim, "{}", {{"Connect-Protocol-Version", "2"}}).status, 400);
  EXPECT_EQ(Post(kGetClaim, "\xFF\xFF", {{"Content-Type", "application/proto"}}).status, 400);
  EXPECT_EQ(
      Post("/verbatim.v1.ClaimService/NoMethod", "{}", {{"Connect-Protocol-Version", "1"}}).json()["code"],
      "unimplemented");
  EXPECT_EQ(Post(kGetClaim, R"({"name":"claims/c1"})", {{"Connect-Timeout-Ms", "0"}}).status, 504);
}

TEST_F(Rpc, ConnectTakesCompressedMessages) {
  EXPECT_EQ(Post(kGetClaim, methods::Gzip(R"({"name":"claims/c1"})"), {{"Content-Encoding", "gzip"}}).status,
            200);
  const std::string request = http::Envelop(http::kCompressedFlag, methods::Gzip(R"({"startIndex":"100"})"));
  const HttpResponse stream = Post(
      kWatch, request, {{"Content-Type", "application/connect+json"}, {"Connect-Content-Encoding", "gzip"}});
  EXPECT_EQ(stream.status, 200);
  EXPECT_THAT(stream.body, HasSubstr("\"code\":\"out_of_range\""));
  EXPECT_EQ(stream.body[0], static_cast<char>(http::kConnectEndFlag));
}

TEST_F(Rpc, StreamsCompressLongMessagesIfTheClientAcceptsIt) {
  const auto first = [&](const std::string& request, std::vector<http::Field> fields) {
    HttpClient client(http_->port());
    client.Request("POST", kWatch, fields, request);
    HttpResponse response = client.ReadHead();
    response.body = client.ReadChunk();
    return response;
  };
  const auto unpacked = [](const HttpResponse& response) {
    EXPECT_EQ(response.body[0], static_cast<char>(http::kCompressedFlag));
    http::EnvelopeReader reader(1 << 20, /*gzip=*/true);
    reader.Feed(response.body);
    const auto message = reader.Next();
    EXPECT_TRUE(message.ok() && *message);
    v1::WatchResponse watched;
    EXPECT_TRUE(watched.ParseFromString((*message)->bytes));
    return watched.entries_size();
  };
  v1::WatchRequest request;
  request.set_start_index(0);
  const std::string body = http::Envelop(0, request.SerializeAsString());
  const http::Field connect{"Content-Type", "application/connect+proto"};
  HttpResponse response = first(body, {connect, {"Connect-Accept-Encoding", "br, gzip"}});
  EXPECT_EQ(response.Find("connect-content-encoding"), "gzip");
  EXPECT_GT(unpacked(response), 0);
  response = first(body, {connect});
  EXPECT_EQ(response.Find("connect-content-encoding"), "");
  EXPECT_EQ(response.Find("connect-accept-encoding"), "gzip");
  EXPECT_EQ(response.body[0], '\0');

  const http::Field web{"Content-Type", "application/grpc-web+proto"};
  response = first(body, {web, {"Grpc-Accept-Encoding", "identity,deflate,gzip"}});
  EXPECT_EQ(response.Find("grpc-encoding"), "gzip");
  EXPECT_GT(unpacked(response), 0);
  response = first(body, {web});
  EXPECT_EQ(response.Find("grpc-encoding"), "");
  EXPECT_EQ(response.body[0], '\0');

  v1::GetProofBundleRequest bundle;
  bundle.set_name("claims/c1");
  response =
      Post("/verbatim.v1.ProvenanceService/GetProofBundle", http::Envelop(0, bundle.SerializeAsString()),
           {web, {"Grpc-Accept-Encoding", "gzip"}, {"Accept-Encoding", "gzip"}});
  EXPECT_EQ(response.Find("content-encoding"), "") << "it is compressed already";
  EXPECT_EQ(response.body[0], static_cast<char>(http::kCompressedFlag));
}

TEST_F(Rpc, StreamsRefuseMalformedEnvelopes) {
  const std::string whole = http::Envelop(0, "{}");
  const std::string wrong[] = {whole.substr(0, 3), whole.substr(0, 6), http::Envelop(0x40, "{}"),
                               http::Envelop(http::kCompressedFlag, "{}"),
                               std::string("\0\xFF\xFF\xFF\xFF", 5)};
  for (const std::string& body : wrong) {
    const HttpResponse response = Post(kWatch, body, {{"Content-Type", "application/connect+json"}});
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(response.body, HasSubstr("\"error\":{\"code\":")) << absl::CHexEscape(body);
  }
}

TEST_F(Rpc, GrpcWebErrorsAreTrailers) {
  v1::GetClaimRequest request;
  request.set_name("claims/none");
  const auto call = [&](const std::string& path, const std::string& body,
                        std::vector<http::Field> fields = {}) {
    fields.push_back({"Content-Type", "application/grpc-web+proto"});
    return Post(path, body, std::move(fields));
  };
  const HttpResponse missing = call(kGetClaim, http::Envelop(0, request.SerializeAsString()));
  EXPECT_EQ(missing.status, 200);
  EXPECT_EQ(missing.body[0], static_cast<char>(http::kGrpcTrailersFlag));
  EXPECT_THAT(missing.body,
              HasSubstr("grpc-status: 5\r\ngrpc-message: name: claims/none does not exist\r\n"));
  EXPECT_THAT(missing.body, HasSubstr("grpc-status-details-bin: "));
  EXPECT_THAT(call("/verbatim.v1.ClaimService/NoMethod", "").body, HasSubstr("grpc-status: 12"));
  EXPECT_THAT(call(kGetClaim, "").body, HasSubstr("grpc-status: 3"));
  EXPECT_THAT(call(kGetClaim, "abc").body, HasSubstr("grpc-status: 3"));
  EXPECT_THAT(call(kGetClaim, "", {{"grpc-encoding", "br"}}).body, HasSubstr("grpc-status: 12"));
  EXPECT_THAT(call(kGetClaim, "", {{"grpc-timeout", "1"}}).body, HasSubstr("grpc-status: 3"));
  EXPECT_EQ(Post(kGetClaim, "", {{"Content-Type", "application/grpc-web+xml"}}).status, 415);
  request.set_name("claims/c1");
  EXPECT_THAT(call(kGetClaim, http::Envelop(1, methods::Gzip(request.SerializeAsString())),
                   {{"grpc-encoding", "gzip"}})
                  .body,
              HasSubstr("grpc-status: 0"));
  EXPECT_THAT(Post(kGetClaim, "****", {{"Content-Type", "application/grpc-web-text"}}).body,
              StartsWith("gAAA"))
      << "trailers in base64";
}

TEST(Base64Reader, TakesPaddingInTheMiddleAndCutsAnywhere) {
  const std::string text = "YQ==YmM=ZGVm";
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    http::Base64Reader reader;
    std::string bytes = reader.Feed(text.substr(0, cut)).value_or("?");
    bytes += reader.Feed(text.substr(cut)).value_or("?");
    EXPECT_EQ(bytes, "abcdef") << cut;
  }
  EXPECT_EQ(http::Base64Reader().Feed("a*b="), std::nullopt);
}

}  // namespace
}  // namespace verbatim::test
