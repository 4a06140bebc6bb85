#include "access/permissions.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "access/method_rules.h"
#include "access/policy.h"
#include "access/roles.h"
#include "fixture.h"
#include "google/protobuf/descriptor.h"

namespace verbatim::test {
namespace {

using access::Permission;
using google::protobuf::MethodDescriptor;

// The permission that a method's service and verb imply by the AIPs: a second opinion on the table.
Permission PermissionByVerb(const std::string& service, const std::string& name) {
  if (name.starts_with("Erase")) return Permission::kErase;
  for (const char* verb : {"Create", "BatchCreate", "Import", "Update", "Retract"}) {
    if (name.starts_with(verb))
      return service == "ReviewService" ? Permission::kReview : Permission::kExtract;
  }
  return name.starts_with("Add") ? Permission::kOperate : Permission::kRead;
}

class PermissionsTest : public ApiTest {};

TEST_F(PermissionsTest, FollowFromTheVerbOfEveryMethod) {
  std::set<const MethodDescriptor*> methods;
  for (const methods::Method& method : dispatcher_->methods()) {
    const MethodDescriptor& descriptor = *method.descriptor;
    EXPECT_EQ(method.rule->permission, PermissionByVerb(descriptor.service()->name(), descriptor.name()))
        << descriptor.full_name();
    EXPECT_EQ(method.rule->permission == Permission::kRead,
              descriptor.options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS)
        << descriptor.full_name();
    methods.insert(method.descriptor);
  }
  EXPECT_EQ(methods.size(), 43u);
}

TEST_F(PermissionsTest, TheTableHasEveryMethodOnceInTheOrderOfTheContract) {
  std::vector<std::string> served;
  for (const methods::Method& method : dispatcher_->methods())
    served.push_back(method.descriptor->service()->name() + "." + method.descriptor->name());
  std::vector<std::string> ruled;
  for (const access::MethodRule& rule : access::MethodRules()) ruled.emplace_back(rule.method);
  EXPECT_EQ(ruled, served);
}

TEST(Roles, EachHasThePermissionsOfTheOneBeforeAndMore) {
  access::Permissions before;
  for (const access::Role& role : access::PredefinedRoles()) {
    EXPECT_EQ(role.permissions.With(before), role.permissions) << role.name;
    EXPECT_NE(role.permissions, before) << role.name;
    before = role.permissions;
  }
  EXPECT_EQ(before, access::Permissions::All());
}

TEST(Permissions, HaveNames) {
  for (const Permission permission : access::kPermissions)
    EXPECT_EQ(access::PermissionNamed(access::NameOf(permission)), permission);
  EXPECT_EQ(access::PermissionNamed("write"), std::nullopt);
  EXPECT_EQ(access::PermissionNamed(""), std::nullopt);
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
  EXPECT_EQ(policy.PermissionsOf("desk").With(Permission::kErase), access::Permissions::All());
  EXPECT_FALSE(policy.PermissionsOf("desk").Has(Permission::kErase));
  EXPECT_TRUE(policy.PermissionsOf("court").Has(Permission::kErase));
  EXPECT_FALSE(policy.PermissionsOf("court").Has(Permission::kExtract));
  EXPECT_TRUE(policy.PermissionsOf("stranger").Has(Permission::kRead));
  EXPECT_FALSE(policy.PermissionsOf("").Has(Permission::kExtract));

  const access::Policy without_erasers({"desk"}, {});
  EXPECT_TRUE(without_erasers.PermissionsOf("desk").Has(Permission::kErase));
  EXPECT_FALSE(without_erasers.PermissionsOf("stranger").Has(Permission::kErase));
}

TEST(Policy, ANameWithoutAKindMatchesAllKindsAndANameWithAKindOnlyItself) {
  const access::Policy policy({"desk", "email:chief@paper.example"}, {});
  for (const char* writer : {"dns:desk", "email:desk", "uri:desk", "cn:desk", "email:chief@paper.example"}) {
    EXPECT_TRUE(policy.PermissionsOf(writer).Has(Permission::kExtract)) << writer;
  }
  for (const char* other :
       {"dns:chief@paper.example", "cn:email:chief@paper.example", "cn:dns:desk", "ftp:desk"}) {
    EXPECT_FALSE(policy.PermissionsOf(other).Has(Permission::kExtract)) << other;
  }
}

TEST(Authorize, DeniesWithAReasonThatAProgramCanRead) {
  const MethodDescriptor& erase = *google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
      "verbatim.v1.DocumentService.EraseDocument");
  const access::Caller caller{.principal = "desk@paper.example", .permissions = {Permission::kRead}};
  const absl::Status denied = access::Authorize(caller, access::RuleOf(erase));
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
