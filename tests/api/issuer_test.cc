#include <filesystem>
#include <string>
#include <vector>

#include "issuer_fixture.h"
#include "log/leaf.h"
#include "support/eventually.h"

namespace verbatim::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using Code = grpc::StatusCode;

TEST_F(IssuerTest, GroupsGiveTheRolesOfTheirCallers) {
  const struct {
    std::vector<std::string> groups;
    Code read;
    Code write;
  } cases[] = {
      {{"desk"}, Code::OK, Code::OK},
      {{"staff"}, Code::OK, Code::PERMISSION_DENIED},
      {{"staff", "bots"}, Code::OK, Code::OK},
      {{"strangers"}, Code::PERMISSION_DENIED, Code::PERMISSION_DENIED},
      {{}, Code::PERMISSION_DENIED, Code::PERMISSION_DENIED},
  };
  int count = 0;
  for (const auto& [groups, read, write] : cases) {
    const std::string token = Token({{"groups", groups}});
    EXPECT_EQ(List(token).error_code(), read) << testing::PrintToString(groups);
    EXPECT_EQ(Add(token, "d" + std::to_string(count++)).error_code(), write)
        << testing::PrintToString(groups);
  }
}

TEST_F(IssuerTest, BadTokensAreRefusedWithoutAReason) {
  const TokenSigner other(TokenSigner::Type::kEd25519, "first");
  const TokenSigner unknown(TokenSigner::Type::kEd25519, "unknown");
  const std::string claims = R"({"iss":"https://login.example","sub":"a","aud":"verbatim","exp":9999999999})";
  const std::string bad[] = {
      Token(signer_, nlohmann::json::object(), absl::Seconds(-1)),
      Token({{"nbf", 9'999'999'999}}),
      Token({{"aud", "others"}}),
      Token({{"iss", "https://other.example"}}),
      Token({{"sub", nullptr}}),
      Token(other),
      Token(unknown),
      signer_.Token(R"({"alg":"none","kid":"first"})", claims),
      signer_.Token(R"({"alg":"HS256","kid":"first"})", claims),
      Token() + "x",
      "e30.e30.",
      "opaque",
      std::string(6 << 10, 'x'),
  };
  for (const std::string& token : bad) {
    // The first token with an unknown key makes the server look for the key.
    grpc::Status status;
    EXPECT_TRUE(Eventually([&] {
      status = List(token);
      return status.error_code() == Code::UNAUTHENTICATED;
    })) << token.substr(0, 80);
    EXPECT_EQ(status.error_message(), "the call needs valid credentials") << token.substr(0, 80);
  }
  CallWithToken twice(Token());
  twice.AddMetadata("authorization", "Bearer " + Token());
  v1::ListDocumentsResponse listed;
  EXPECT_EQ(documents_->ListDocuments(&twice, {}, &listed).error_code(), Code::UNAUTHENTICATED);
  CallWithToken acting(Token());
  acting.AddMetadata("verbatim-acting-for", "bob@paper.example");
  EXPECT_EQ(documents_->ListDocuments(&acting, {}, &listed).error_code(), Code::UNAUTHENTICATED);
  EXPECT_TRUE(List(Token()).ok());
}

TEST_F(IssuerTest, TheLogHasTheStableNameAndTheDisplayName) {
  ASSERT_TRUE(Add(Token(), "brief").ok());
  const std::vector<v1::LogEntry> entries = Entries(Token());
  ASSERT_EQ(entries.size(), 2u);
  for (const v1::LogEntry& entry : entries) {
    EXPECT_EQ(entry.principal(), "oidc:https://login.example#anna");
    EXPECT_EQ(log::DecodeLeaf(entry.leaf())->principal, entry.principal());
    EXPECT_EQ(entry.principal_display_name(), "anna@paper.example");
    EXPECT_EQ(log::Sha256(entry.payload()), log::DecodeLeaf(entry.leaf())->payload_sha256);
  }
}

TEST_F(IssuerTest, OnlyAuditorsSeeTheDisplayName) {
  ASSERT_TRUE(Add(Token(), "brief").ok());
  const std::string reader = Token({{"groups", {"staff"}}});
  std::vector<v1::LogEntry> entries = Entries(reader);
  CallWithToken context(reader);
  const auto stream = log_->Watch(&context, v1::WatchRequest());
  v1::WatchResponse watched;
  ASSERT_TRUE(stream->Read(&watched));
  context.TryCancel();
  entries.insert(entries.end(), watched.entries().begin(), watched.entries().end());
  ASSERT_GE(entries.size(), 3u);
  for (const v1::LogEntry& entry : entries) {
    EXPECT_EQ(entry.principal_display_name(), "");
    EXPECT_THAT(entry.SerializeAsString(), Not(HasSubstr("anna")));
    v1::EntryPayload payload;
    ASSERT_TRUE(payload.ParseFromString(entry.payload()));
    EXPECT_TRUE(payload.has_document() || payload.has_revision()) << "the rest of the payload is there";
  }
}

TEST_F(IssuerTest, CallersChangeOnlyTheirOwnWithoutCurate) {
  const auto as = [&](const std::string& subject) { return Token({{"sub", subject}, {"groups", {"bots"}}}); };
  ASSERT_TRUE(Add(as("anna"), "brief").ok());
  const auto rename = [&](const std::string& token) {
    CallWithToken context(token);
    v1::UpdateDocumentRequest request;
    request.mutable_document()->set_name("documents/brief");
    request.mutable_document()->set_title("Brief");
    request.mutable_update_mask()->add_paths("title");
    v1::UpdateDocumentResponse response;
    return documents_->UpdateDocument(&context, request, &response).error_code();
  };
  EXPECT_EQ(rename(as("bob")), Code::PERMISSION_DENIED);
  EXPECT_EQ(rename(as("anna")), Code::OK);
}

// A stream of Watch that is open, and how it ends.
class OpenWatch {
 public:
  OpenWatch(v1::LogService::Stub& log, const std::string& token)
      : context_(token), stream_(log.Watch(&context_, v1::WatchRequest())) {
    stream_->WaitForInitialMetadata();
  }
  grpc::Status End() {
    v1::WatchResponse ignored;
    while (stream_->Read(&ignored)) {
    }
    return stream_->Finish();
  }

 private:
  CallWithToken context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> stream_;
};

TEST_F(IssuerTest, AStreamEndsWhenItsTokenExpires) {
  OpenWatch watch(*log_, Token(signer_, nlohmann::json::object(), absl::Seconds(1)));
  const grpc::Status status = watch.End();
  EXPECT_EQ(status.error_code(), Code::UNAUTHENTICATED) << status.error_message();
  EXPECT_EQ(ReasonOf(status), "UNAUTHENTICATED");
}

TEST_F(IssuerTest, AStreamEndsWhenTheGroupsOfItsCallerMeanSomethingElse) {
  OpenWatch less(*log_, Token());
  SetPolicy("{desk: reader, staff: reader, bots: extractor}");
  EXPECT_EQ(ReasonOf(less.End()), "CALLER_CHANGED");
  OpenWatch none(*log_, Token());
  SetPolicy("{staff: reader}");
  EXPECT_EQ(none.End().error_code(), Code::PERMISSION_DENIED);
}

TEST_F(IssuerTest, AStreamOfAnotherCallerGoesOn) {
  OpenWatch ends(*log_, Token({{"groups", {"staff"}}}));
  CallWithToken context(Token());
  const auto stays = log_->Watch(&context, v1::WatchRequest());
  stays->WaitForInitialMetadata();
  SetPolicy("{desk: editor}");
  EXPECT_EQ(ends.End().error_code(), Code::PERMISSION_DENIED);
  ASSERT_TRUE(Add(Token(), "brief").ok());
  v1::WatchResponse watched;
  EXPECT_TRUE(stays->Read(&watched));
  context.TryCancel();
}

TEST_F(IssuerTest, AStreamEndsWhenItsTokenIsRevoked) {
  const std::string bot =
      "principals:\n  - {name: bot, role: reader, token_sha256: " + log::ToHex(log::Sha256("secret")) + "}\n";
  SetPolicy(kGroups, bot);
  OpenWatch watch(*log_, "secret");
  SetPolicy(kGroups);
  EXPECT_EQ(watch.End().error_code(), Code::UNAUTHENTICATED);
}

TEST_F(IssuerTest, AnImportEndsWhenItsTokenIsRevokedAndKeepsWhatItHasAnswered) {
  const std::string bot =
      "principals:\n  - {name: bot, role: extractor, token_sha256: " + log::ToHex(log::Sha256("secret")) +
      "}\n";
  SetPolicy(kGroups, bot);
  ASSERT_TRUE(Add("secret", "brief").ok());
  CallWithToken context("secret");
  const auto stream = claims_->ImportClaims(&context);
  v1::ImportClaimsRequest request;
  *request.mutable_request() = ClaimOn("brief", "freed fifty-two prisoners");
  request.mutable_request()->set_claim_id("first");
  ASSERT_TRUE(stream->Write(request));
  v1::ImportClaimsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(response.has_claim()) << response.error().message();
  SetPolicy(kGroups);
  while (stream->Read(&response)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), Code::UNAUTHENTICATED);
  CallWithToken reads(Token());
  v1::GetClaimRequest get;
  get.set_name("claims/first");
  v1::GetClaimResponse got;
  EXPECT_TRUE(claims_->GetClaim(&reads, get, &got).ok());
}

TEST_F(IssuerTest, KeysAreReplacedWithoutARestart) {
  const TokenSigner second(TokenSigner::Type::kP256, "second");
  const std::string before = Token();
  const std::string after = Token(second);
  ASSERT_TRUE(List(before).ok());
  OpenWatch watch(*log_, before);
  WriteKeys({&signer_, &second});
  EXPECT_TRUE(Eventually([&] { return List(after).ok(); }));
  EXPECT_TRUE(List(before).ok());
  WriteKeys({&second});
  EXPECT_TRUE(Eventually([&] { return List(before).error_code() == Code::UNAUTHENTICATED; }));
  EXPECT_TRUE(List(after).ok());
  EXPECT_EQ(watch.End().error_code(), Code::UNAUTHENTICATED) << "the token's key is gone";
}

TEST_F(IssuerTest, AnIssuerWhoseKeysAreNotThereYetIsUnavailable) {
  auto policy = loader_.Load(
      "version: 1\nissuers:\n  - issuer: https://login.example\n    audiences: [verbatim]\n"
      "    jwks_uri: http://127.0.0.1:1/keys\n");
  ASSERT_TRUE(policy.ok()) << policy.status();
  with_issuer_.Replace(*std::move(policy));
  const grpc::Status status = List(Token());
  EXPECT_EQ(status.error_code(), Code::UNAVAILABLE) << status.error_message();
  EXPECT_EQ(ReasonOf(status), "CREDENTIALS_UNCHECKED");
  EXPECT_GT(DetailOf<google::rpc::RetryInfo>(status).retry_delay().seconds(), 0);
}

}  // namespace
}  // namespace verbatim::test
