#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "registry/registry.h"
#include "status/errors.h"
#include "support/await.h"
#include "support/status_details.h"
#include "support/temp_folder.h"

namespace verbatim::registry {

// The fields that an INVALID_ARGUMENT names.
inline std::vector<std::string> BadFields(const absl::Status& status) {
  return test::BadFields(ToRpcStatus(status));
}

// A registry on a new database with one document, documents/brief.
class RegistryFixture : public ::testing::Test {
 protected:
  static constexpr char kText[] = "Belarus freed fifty-two prisoners.";

  void SetUp() override {
    auto opened = store::OpenStore("sqlite:" + folder_.Path("test.db"), 4);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
    registry_ = std::make_unique<Registry>(*store_, Limits(), Environment::System(),
                                           LogIdentity{log::SigningKey::Generate(), "verbatim.test/log", {}},
                                           nullptr);
    v1::CreateDocumentRequest request;
    request.set_document_id("brief");
    request.mutable_content()->set_data(kText);
    auto created = CreateDocument(request);
    ASSERT_TRUE(created.ok()) << created.status();
  }

  absl::StatusOr<v1::CreateDocumentResponse> CreateDocument(const v1::CreateDocumentRequest& request) {
    return test::Await<v1::CreateDocumentResponse>(
        [&](auto done) { registry_->documents().Create(caller_, request, std::move(done)); });
  }

  absl::StatusOr<v1::CreateClaimResponse> CreateClaim(const v1::CreateClaimRequest& request) {
    using Response = SerializedMessage<v1::CreateClaimResponse>;
    return ParseMessage(test::Await<Response>([&](auto done) {
      registry_->claims().Create(caller_, request, WhenFull::kRefuse, std::move(done));
    }));
  }

  absl::StatusOr<v1::BatchCreateClaimsResponse> BatchCreateClaims(
      const v1::BatchCreateClaimsRequest& request) {
    using Response = SerializedMessage<v1::BatchCreateClaimsResponse>;
    return ParseMessage(test::Await<Response>(
        [&](auto done) { registry_->claims().BatchCreate(caller_, request, std::move(done)); }));
  }

  // A request for a claim that quotes "fifty-two" from documents/brief.
  static v1::CreateClaimRequest NewClaimRequest(const std::string& text) {
    v1::CreateClaimRequest request;
    request.mutable_claim()->set_text(text);
    request.mutable_claim()->add_citations()->set_revision("documents/brief");
    request.mutable_claim()->mutable_citations(0)->set_quote("fifty-two");
    return request;
  }

  test::TempFolder folder_;
  const access::Caller caller_{"CN=desk"};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Registry> registry_;
};

}  // namespace verbatim::registry
