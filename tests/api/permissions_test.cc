#include "access/permissions.h"

#include <gtest/gtest.h>

#include <set>

#include "fixture.h"
#include "google/protobuf/descriptor.h"

namespace verbatim::test {
namespace {

using access::Permission;
using google::protobuf::MethodDescriptor;

// The permission that a method's verb implies by the AIPs. This is a second opinion that does not depend on
// the contract's options.
Permission PermissionByVerb(const std::string& name) {
  if (name.starts_with("Erase")) return Permission::kErase;
  for (const char* verb : {"Create", "BatchCreate", "Import", "Update", "Retract", "Add"}) {
    if (name.starts_with(verb)) return Permission::kWrite;
  }
  return Permission::kRead;
}

class PermissionsTest : public ApiTest {};

TEST_F(PermissionsTest, FollowFromTheVerbOfEveryMethod) {
  std::set<const MethodDescriptor*> methods;
  for (const methods::Method& method : dispatcher_->methods()) {
    EXPECT_EQ(access::RequiredPermission(*method.descriptor), PermissionByVerb(method.descriptor->name()))
        << method.descriptor->full_name();
    methods.insert(method.descriptor);
  }
  EXPECT_EQ(methods.size(), 43u);
}

TEST_F(PermissionsTest, EveryMethodOfTheContractIsServed) {
  std::set<const MethodDescriptor*> served;
  for (const methods::Method& method : dispatcher_->methods()) {
    served.insert(method.descriptor);
    const bool streams = method.descriptor->client_streaming() || method.descriptor->server_streaming();
    EXPECT_EQ(method.stream != nullptr, streams) << method.descriptor->full_name();
    EXPECT_EQ((method.unary != nullptr) + (method.async != nullptr), streams ? 0 : 1)
        << method.descriptor->full_name();
    EXPECT_TRUE(streams || method.request_prototype->GetDescriptor() == method.descriptor->input_type())
        << method.descriptor->full_name();
  }
  for (const google::protobuf::FileDescriptor* file :
       {v1::GetClaimRequest::descriptor()->file(), v1::GetDocumentRequest::descriptor()->file(),
        v1::WatchRequest::descriptor()->file(), v1::MatchClaimsRequest::descriptor()->file(),
        v1::TraceClaimRequest::descriptor()->file(), v1::ListLinksRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m)
        EXPECT_TRUE(served.contains(file->service(s)->method(m))) << file->service(s)->method(m)->full_name();
    }
  }
}

TEST(Policy, GivesPermissionsByName) {
  const access::Policy policy({"desk"}, {"court"});
  EXPECT_TRUE(policy.PermissionsOf("desk").Has(Permission::kWrite));
  EXPECT_FALSE(policy.PermissionsOf("desk").Has(Permission::kErase));
  EXPECT_TRUE(policy.PermissionsOf("court").Has(Permission::kErase));
  EXPECT_FALSE(policy.PermissionsOf("court").Has(Permission::kWrite));
  EXPECT_TRUE(policy.PermissionsOf("stranger").Has(Permission::kRead));
  EXPECT_FALSE(policy.PermissionsOf("").Has(Permission::kWrite));

  const access::Policy without_erasers({"desk"}, {});
  EXPECT_TRUE(without_erasers.PermissionsOf("desk").Has(Permission::kErase));
  EXPECT_FALSE(without_erasers.PermissionsOf("stranger").Has(Permission::kErase));
}

TEST(Policy, ANameWithoutAKindMatchesAllKindsAndANameWithAKindOnlyItself) {
  const access::Policy policy({"desk", "email:chief@paper.example"}, {});
  for (const char* writer : {"dns:desk", "email:desk", "uri:desk", "cn:desk", "email:chief@paper.example"}) {
    EXPECT_TRUE(policy.PermissionsOf(writer).Has(Permission::kWrite)) << writer;
  }
  for (const char* other :
       {"dns:chief@paper.example", "cn:email:chief@paper.example", "cn:dns:desk", "ftp:desk"}) {
    EXPECT_FALSE(policy.PermissionsOf(other).Has(Permission::kWrite)) << other;
  }
}

TEST(Authorize, DeniesWithAReasonThatAProgramCanRead) {
  const MethodDescriptor& erase = *google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
      "verbatim.v1.DocumentService.EraseDocument");
  const access::Caller caller{"desk@paper.example", access::Permissions().With(Permission::kRead)};
  const absl::Status denied = access::Authorize(caller, erase);
  EXPECT_EQ(denied.code(), absl::StatusCode::kPermissionDenied);
  const auto info = DetailOf<google::rpc::ErrorInfo>(ToRpcStatus(denied));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->reason(), "PERMISSION_DENIED");
  EXPECT_EQ(info->domain(), "verbatim");
  EXPECT_EQ(info->metadata().at("principal"), "desk@paper.example");
  EXPECT_EQ(info->metadata().at("permission"), "ERASE");
}

}  // namespace
}  // namespace verbatim::test
