#include "api/fixture.h"
#include "api/raw_http2.h"
#include "support/eventually.h"

// What a request may cost before it is parsed.
namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The field `number` with `bytes`, in protobuf's binary form.
std::string Field(int number, const std::string& bytes) {
  std::string field;
  const auto varint = [&field](size_t value) {
    for (; value >= 0x80; value >>= 7) field += static_cast<char>(value | 0x80);
    field += static_cast<char>(value);
  };
  varint(static_cast<size_t>(number) << 3 | 2);
  varint(bytes.size());
  return field + bytes;
}

std::string Repeat(const std::string& bytes, size_t times) {
  std::string all;
  all.reserve(bytes.size() * times);
  for (size_t i = 0; i < times; ++i) all += bytes;
  return all;
}

constexpr char kCreateClaim[] = "/verbatim.v1.ClaimService/CreateClaim";

class Bounds : public ApiTest {
 protected:
  // A unary call whose request is compressed.
  grpc::Status Compressed(const std::string& method, const std::string& bytes,
                          grpc_compression_algorithm algorithm) {
    return RawCall(channel_, method, bytes, algorithm).first;
  }
};

TEST_F(Bounds, OfAClaimAreCheckedBeforeItsCitationsAreBuilt) {
  // Each empty citation has two bytes on the wire, and 150 in memory.
  const std::string claim = Field(1, Repeat(Field(v1::Claim::kCitationsFieldNumber, ""), 1 << 20));
  for (const auto algorithm : {GRPC_COMPRESS_NONE, GRPC_COMPRESS_GZIP}) {
    const grpc::Status status = Compressed(kCreateClaim, claim, algorithm);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_THAT(BadFields(status), ElementsAre("claim.citations"));
  }
}

TEST_F(Bounds, CountNestedAndUnknownFields) {
  const std::string deep = [] {
    std::string groups;
    for (int i = 0; i < 40; ++i) groups = "\xA3\x06" + groups + "\xA4\x06";  // field 100, a group
    return groups;
  }();
  const struct {
    std::string bytes;
    std::string description;
  } cases[] = {
      {Repeat("\xA0\x06\x01", 100'000), "messages, items and unknown fields"},
      {Repeat("\xA3\x06\xA4\x06", 100'000), "messages, items and unknown fields"},
      {Field(1, Repeat("\xA0\x06\x01", 100'000)), "messages, items and unknown fields"},
      {Field(1, Repeat(Field(v1::Claim::kStatementFieldNumber, ""), 100'000)),
       "messages, items and unknown fields"},
      {Field(1, Repeat(Field(v1::Claim::kLabelsFieldNumber, ""), 100'000)), "more than 16384 items"},
      {deep, "nested more deeply"},
      {"\xA4\x06", "not a verbatim.v1.CreateClaimRequest"},  // the end of a group that did not begin
      {"\x0A\x05\x12", "not a verbatim.v1.CreateClaimRequest"},
  };
  for (const auto& [bytes, description] : cases) {
    const grpc::Status status = RawCall(channel_, kCreateClaim, bytes).first;
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_THAT(status.error_message(), HasSubstr(description));
  }
}

TEST_F(Bounds, LetOnlyRequestsWithATextBeAsLongAsAText) {
  const std::string text = Field(1, std::string(20 << 20, 'x'));
  const struct {
    const char* method;
    bool fits;
  } cases[] = {
      {"/verbatim.v1.ClaimService/GetClaim", false},
      {"/verbatim.v1.ClaimService/CreateClaim", false},
      {"/verbatim.v1.MatchService/MatchClaims", false},
      {"/verbatim.v1.DocumentService/CreateDocument", true},
      {"/verbatim.v1.DocumentService/CreateRevision", true},
      {"/verbatim.v1.ClaimService/BatchCreateClaims", true},
  };
  for (const auto& [method, fits] : cases) {
    for (const auto algorithm : {GRPC_COMPRESS_NONE, GRPC_COMPRESS_GZIP}) {
      const grpc::Status status = Compressed(method, text, algorithm);
      EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << method;
      EXPECT_EQ(status.error_message().find("the request is longer") == std::string::npos, fits)
          << method << ": " << status.error_message();
    }
  }
}

TEST_F(Bounds, HoldForEachMessageOfAStream) {
  AddDocument("brief", kBrief);
  grpc::ClientContext context;
  const auto stream = claims_->ImportClaims(&context);
  v1::ImportClaimsRequest bad;
  for (int i = 0; i < 20'000; ++i) bad.mutable_request()->mutable_claim()->add_citations();
  v1::ImportClaimsRequest good;
  *good.mutable_request() = ClaimOn("brief", "fifty-two");
  stream->Write(bad);
  stream->Write(good);
  stream->WritesDone();
  v1::ImportClaimsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_THAT(BadFields(response.error()), ElementsAre("request.claim.citations"));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(response.has_claim());
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(Bounds, LetClientsCompressWithGzip) {
  v1::CreateDocumentRequest request;
  request.set_document_id("long");
  request.mutable_content()->set_media_type("text/plain");
  for (int i = 0; i < 100'000; ++i)
    request.mutable_content()->mutable_data()->append("This is sentence " + std::to_string(i) + ". ");
  constexpr char kMethod[] = "/verbatim.v1.DocumentService/CreateDocument";
  const grpc::Status status = Compressed(kMethod, request.SerializeAsString(), GRPC_COMPRESS_GZIP);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(Compressed(kMethod, request.SerializeAsString(), GRPC_COMPRESS_DEFLATE).error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(Bounds, RefuseGzipThatIsCutOrLongerThanItSays) {
  const struct {
    const char* what;
    std::string bytes;
  } cases[] = {
      {"only the first bytes", "\x1F\x8B"},
      // Forty zero bytes, compressed; the trailer says 1.
      {"a wrong length",
       std::string("\x1F\x8B\x08\0\0\0\0\0\0\x03\x63\x60\xA0\x3D\0\0\xE8\x1C\x85\x1F\x01\0\0\0", 24)},
  };
  for (const auto& [what, bytes] : cases) {
    const grpc::Status status = RawCall(channel_, kCreateClaim, bytes).first;
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << what;
    EXPECT_THAT(status.error_message(), HasSubstr("not a verbatim.v1.CreateClaimRequest")) << what;
  }
}

TEST_F(Bounds, CancelCallsWhoseRequestStopsHalfway) {
  message_timeout_ = std::chrono::milliseconds(100);
  Start();
  for (const char* method :
       {"/verbatim.v1.ClaimService/GetClaim", "/verbatim.v1.ClaimService/ImportClaims"}) {
    RawHttp2 client(server_->port());
    client.SendHeaders(1, method);
    client.SendFrame(RawHttp2::kData, 0, 1, RawHttp2::Message(1000, "half"));
    EXPECT_TRUE(client.AwaitFrame(RawHttp2::kResetStream)) << method;
  }
}

TEST_F(Bounds, CancelCallsWhoseAnswerIsNotTaken) {
  message_timeout_ = std::chrono::milliseconds(500);
  Start();
  AddDocument("long", std::string(1 << 20, 'x'));
  v1::GetRevisionRequest request;
  request.set_name("documents/long/revisions/1");
  const std::string bytes = request.SerializeAsString();
  RawHttp2 client(server_->port());
  client.SendHeaders(1, "/verbatim.v1.DocumentService/GetRevision");
  client.SendFrame(RawHttp2::kData, RawHttp2::kEndStream, 1, RawHttp2::Message(bytes.size(), bytes));
  EXPECT_TRUE(client.AwaitFrame(RawHttp2::kData));
  EXPECT_TRUE(client.AwaitFrame(RawHttp2::kResetStream));
}

TEST_F(Bounds, OfMemoryRefuseFurtherLargeAnswersAndNoSmallOnes) {
  memory_bytes_ = 8 << 20;
  Start();
  AddDocument("brief", kBrief);
  AddDocument("long", std::string(1 << 20, 'x'));
  v1::CreateClaimResponse created;
  ASSERT_TRUE(CreateClaim(ClaimOn("brief", "fifty-two"), &created).ok());
  v1::GetRevisionRequest request;
  request.set_name("documents/long/revisions/1");
  const auto read = [&] {
    grpc::ClientContext context;
    v1::GetRevisionResponse response;
    return documents_->GetRevision(&context, request, &response);
  };
  ASSERT_TRUE(read().ok());

  const std::string bytes = request.SerializeAsString();
  std::vector<std::unique_ptr<RawHttp2>> clients;
  for (int i = 0; i < 8; ++i) {
    RawHttp2& client = *clients.emplace_back(std::make_unique<RawHttp2>(server_->port()));
    client.SendHeaders(1, "/verbatim.v1.DocumentService/GetRevision");
    client.SendFrame(RawHttp2::kData, RawHttp2::kEndStream, 1, RawHttp2::Message(bytes.size(), bytes));
    ASSERT_TRUE(
        client.AwaitFrame(RawHttp2::kHeaders));  // the server has answered, and keeps most of the answer
  }
  const grpc::Status refused = read();
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_GT(DetailOf<google::rpc::RetryInfo>(refused).retry_delay().seconds(), 0);
  v1::GetClaimRequest small;
  small.set_name(created.claim().name());
  v1::GetClaimResponse claim;
  grpc::ClientContext context;
  EXPECT_TRUE(claims_->GetClaim(&context, small, &claim).ok());

  clients.clear();
  Eventually([&] { return read().ok(); });
  Eventually([&] { return dispatcher_->memory().used() == 0; });
}

}  // namespace
}  // namespace verbatim::test
