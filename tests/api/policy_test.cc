#include <memory>
#include <set>
#include <string>
#include <vector>

#include "access/method_rules.h"
#include "access/roles.h"
#include "log/leaf.h"
#include "policy_fixture.h"

namespace verbatim::test {
namespace {

using access::Permission;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A request that the method rejects if it gets as far as that: Watch would otherwise have no end.
std::string BadRequest(const std::string& method) {
  v1::WatchRequest watch;
  watch.set_start_index(-1);
  return method == "LogService.Watch" ? watch.SerializeAsString() : "";
}

TEST_F(PolicyTest, EachRoleMayCallTheMethodsOfItsPermissionsAndNoOthers) {
  for (const access::Role& role : access::PredefinedRoles()) {
    for (const access::MethodRule& rule : access::MethodRules()) {
      const std::string name(rule.method);
      std::string path = "/verbatim.v1." + name;
      path[path.rfind('.')] = '/';
      const grpc::Status status = RawCall(channel_, path, BadRequest(name), GRPC_COMPRESS_NONE,
                                          {"Bearer token-" + std::string(role.name)})
                                      .first;
      EXPECT_NE(status.error_code(), grpc::StatusCode::UNAUTHENTICATED) << role.name << " " << name;
      EXPECT_EQ(status.error_code() == grpc::StatusCode::PERMISSION_DENIED,
                !role.permissions.Has(rule.permission))
          << role.name << " " << name << ": " << status.error_message();
    }
  }
}

TEST_F(PolicyTest, CallersWithoutCredentialsAreAskedForThem) {
  Context reads("");
  v1::ListDocumentsResponse listed;
  EXPECT_TRUE(documents_->ListDocuments(&reads, {}, &listed).ok());
  const grpc::Status status = RawCall(channel_, "/verbatim.v1.ClaimService/CreateClaim", "").first;
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(ReasonOf(status), "UNAUTHENTICATED");

  with_policy_.Replace(PolicyOf("version: 1\nanonymous: none\n"));
  Context refused("");
  EXPECT_EQ(documents_->ListDocuments(&refused, {}, &listed).error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(PolicyTest, BadCredentialsAreRefusedAlsoWhereEverybodyMayRead) {
  const std::vector<std::vector<std::string>> bad = {
      {"Bearer token-nobody"},
      {"Bearer token-reader", "Bearer token-reader"},
      {"Bearer token-reader", "Bearer token-operator"},
      {"Bearer " + std::string(access::kMaxTokenBytes, 'x')},
      {"Bearer"},
      {"Bearer "},
      {""},
      {"token-reader"},
      {"Basic dG9rZW4tcmVhZGVy"},
      {"Bearer token-reader,Bearer token-reader"},
      {"Bearer token-reader x"},
      {"Bearer TOKEN-READER"},
  };
  std::set<std::string> messages;
  for (const std::vector<std::string>& authorization : bad) {
    for (const char* method : {"ClaimService/ListClaims", "ProvenanceService/ExportClaims"}) {
      const grpc::Status status =
          RawCall(channel_, std::string("/verbatim.v1.") + method, "", GRPC_COMPRESS_NONE, authorization)
              .first;
      EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED)
          << authorization.front().substr(0, 80);
      messages.insert(status.error_message());
    }
  }
  EXPECT_EQ(messages, std::set<std::string>{"the call needs valid credentials"})
      << "the answer does not say why";
  EXPECT_TRUE(RawCall(channel_, "/verbatim.v1.ClaimService/ListClaims", "", GRPC_COMPRESS_NONE,
                      {"bearer   token-reader"})
                  .first.ok())
      << "the scheme is not case-sensitive";
}

TEST_F(PolicyTest, TheLogNamesThePrincipalOfThePolicy) {
  AddDocumentAndClaim();
  Context context("editor");
  v1::ListEntriesResponse listed;
  ASSERT_TRUE(log_->ListEntries(&context, {}, &listed).ok());
  ASSERT_EQ(listed.entries_size(), 3);
  for (const v1::LogEntry& entry : listed.entries()) {
    EXPECT_EQ(entry.principal(), "policy:extractor");
    EXPECT_EQ(log::DecodeLeaf(entry.leaf())->principal, "policy:extractor");
  }
}

TEST_F(PolicyTest, EntriesNameTheirPrincipalsOnlyToAuditors) {
  AddDocumentAndClaim();
  const auto list = [&](const std::string& name, const v1::ListEntriesRequest& request) {
    Context context(name);
    v1::ListEntriesResponse response;
    EXPECT_TRUE(log_->ListEntries(&context, request, &response).ok());
    return std::vector<v1::LogEntry>(response.entries().begin(), response.entries().end());
  };
  const auto watch = [&](const std::string& name, bool leaves_only) {
    Context context(name);
    v1::WatchRequest request;
    request.set_leaves_only(leaves_only);
    const auto stream = log_->Watch(&context, request);
    v1::WatchResponse response;
    EXPECT_TRUE(stream->Read(&response));
    context.TryCancel();
    return std::vector<v1::LogEntry>(response.entries().begin(), response.entries().end());
  };
  v1::ListEntriesRequest all;
  v1::ListEntriesRequest filtered;
  filtered.mutable_filter()->add_types(v1::ENTRY_TYPE_CLAIM_CREATED);
  for (const std::string reader : {"", "reader", "extractor", "reviewer"}) {
    for (const std::vector<v1::LogEntry>& entries :
         {list(reader, all), list(reader, filtered), watch(reader, false), watch(reader, true)}) {
      ASSERT_FALSE(entries.empty());
      for (const v1::LogEntry& entry : entries) {
        EXPECT_THAT(entry.principal(), IsEmpty());
        EXPECT_THAT(entry.leaf(), IsEmpty());
        EXPECT_THAT(entry.SerializeAsString(), Not(HasSubstr("policy:extractor")));
        EXPECT_THAT(entry.resource(), Not(IsEmpty()));
      }
    }
    EXPECT_EQ(list(reader, all)[2].payload(), list("editor", all)[2].payload());
    EXPECT_EQ(watch(reader, false)[2].payload(), watch("editor", false)[2].payload());
  }
  EXPECT_EQ(watch("editor", false)[2].principal(), "policy:extractor");
  EXPECT_THAT(watch("editor", false)[2].leaf(), HasSubstr("policy:extractor"));
}

TEST_F(PolicyTest, OnlyAuditorsMayFilterByPrincipal) {
  AddDocumentAndClaim();
  const auto list = [&](const std::string& name) {
    v1::ListEntriesRequest request;
    request.mutable_filter()->set_principal("policy:extractor");
    Context context(name);
    v1::ListEntriesResponse response;
    return log_->ListEntries(&context, request, &response).error_code();
  };
  const auto watch = [&](const std::string& name) {
    v1::WatchRequest request;
    request.mutable_filter()->set_principal("policy:extractor");
    Context context(name);
    const auto stream = log_->Watch(&context, request);
    v1::WatchResponse response;
    if (!stream->Read(&response)) return stream->Finish().error_code();
    context.TryCancel();
    return grpc::StatusCode::OK;
  };
  EXPECT_EQ(list("reviewer"), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(watch("reviewer"), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(list(""), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(list("editor"), grpc::StatusCode::OK);
  EXPECT_EQ(watch("editor"), grpc::StatusCode::OK);
}

TEST_F(PolicyTest, ProofsNameTheirPrincipalToEveryReader) {
  AddDocumentAndClaim();
  Context context("reader");
  v1::GetProofBundleRequest request;
  request.set_name("claims/freed");
  v1::GetProofBundleResponse response;
  ASSERT_TRUE(provenance_->GetProofBundle(&context, request, &response).ok());
  EXPECT_THAT(response.bundle().entry().leaf(), HasSubstr("policy:extractor"));
}

TEST_F(PolicyTest, ItemsWithReviewsNeedThePermissionToReview) {
  AddDocumentAndClaim();
  const std::string reviewed =
      R"({"@type": "ClaimReview", "url": "https://r.example/1", "author": {"name": "R"},
      "claimReviewed": "Belarus freed fifty-two prisoners", "reviewRating": {"alternateName": "True"}})";
  const std::string annotated = R"({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
      "target": {"source": "https://news.example/brief",
                 "selector": {"type": "TextQuoteSelector", "exact": "freed fifty-two prisoners"}}})";
  const auto import = [&](const std::string& name, v1::ExchangeFormat format, const std::string& file) {
    Context context(name);
    const auto stream = provenance_->ImportFeed(&context);
    v1::ImportFeedRequest request;
    request.mutable_options()->set_format(format);
    request.mutable_options()->set_document("documents/brief");
    stream->Write(request);
    request.set_data(file);
    stream->Write(request);
    stream->WritesDone();
    std::vector<int> codes;
    v1::ImportFeedResponse answer;
    while (stream->Read(&answer)) codes.push_back(answer.error().code());
    EXPECT_TRUE(stream->Finish().ok());
    return codes;
  };
  using Codes = std::vector<int>;
  const int64_t before = *store_->Size();
  EXPECT_EQ(import("extractor", v1::EXCHANGE_FORMAT_CLAIM_REVIEW, reviewed),
            Codes{grpc::StatusCode::PERMISSION_DENIED});
  EXPECT_EQ(*store_->Size(), before);
  EXPECT_EQ(import("extractor", v1::EXCHANGE_FORMAT_WEB_ANNOTATION, annotated), Codes{0});
  EXPECT_EQ(import("reviewer", v1::EXCHANGE_FORMAT_CLAIM_REVIEW, reviewed), Codes{0});
}

TEST_F(PolicyTest, APolicyThatIsReplacedHoldsForTheNextCall) {
  const auto code = [&] {
    return RawCall(channel_, "/verbatim.v1.ClaimService/ListClaims", "", GRPC_COMPRESS_NONE,
                   {"Bearer token-editor"})
        .first.error_code();
  };
  EXPECT_EQ(code(), grpc::StatusCode::OK);
  with_policy_.Replace(PolicyOf("version: 1\nanonymous: reader\n"));
  EXPECT_EQ(code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(PolicyTest, TrustedProxiesNameTheirCallers) {
  const access::Authenticator behind(
      PolicyOf("version: 1\nanonymous: none\nprincipals:\n"
               "  - {name: desk, role: extractor, certificate: \"dns:desk.example\"}\n"),
      *access::TrustedProxies::Parse({"127.0.0.0/8"}));
  authenticator_ = &behind;
  Start();
  const auto create = [&](const std::string& certificate) {
    grpc::ClientContext context;
    if (!certificate.empty()) context.AddMetadata("x-forwarded-client-cert", certificate);
    context.AddMetadata("x-forwarded-for", "203.0.113.9");
    v1::CreateDocumentRequest request;
    request.mutable_content()->set_data(kBrief);
    v1::CreateDocumentResponse response;
    return documents_->CreateDocument(&context, request, &response);
  };
  EXPECT_TRUE(create("DNS=desk.example").ok());
  EXPECT_EQ(create("").error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(create("DNS=other.example").error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(create("nonsense").error_code(), grpc::StatusCode::UNAUTHENTICATED);
  authenticator_ = &with_policy_;
  Start();
  EXPECT_EQ(create("DNS=desk.example").error_code(), grpc::StatusCode::UNAUTHENTICATED)
      << "nobody is trusted";
}

}  // namespace
}  // namespace verbatim::test
