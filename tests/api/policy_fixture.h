#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/policy_file.h"
#include "fixture.h"
#include "log/sha256.h"

namespace verbatim::test {

inline access::Policy PolicyOf(const std::string& text) {
  auto file = access::ParsePolicyFile(text);
  EXPECT_TRUE(file.ok()) << file.status();
  return access::Policy(file.ok() ? *std::move(file) : access::PolicyFile());
}

// A principal of a policy file, whose token is `token-NAME`.
inline std::string PrincipalLine(const std::string& name, const std::string& role,
                                 const std::string& more = "") {
  const std::string digest = log::ToHex(log::Sha256("token-" + name));
  return "  - {name: " + name + ", role: " + role + ", token_sha256: " + digest + (more.empty() ? "" : ", ") +
         more + "}\n";
}

// The predefined roles, each with a principal of the same name.
inline std::string PolicyOfRoles(const std::string& anonymous) {
  std::string text = "version: 1\nanonymous: " + anonymous + "\nprincipals:\n";
  for (const char* role : {"reader", "extractor", "reviewer", "editor", "operator"})
    text += PrincipalLine(role, role);
  return text + PrincipalLine("extractor2", "extractor") + PrincipalLine("reviewer2", "reviewer") +
         PrincipalLine("app", "reviewer", "may_act_for: true") +
         PrincipalLine("app2", "reviewer", "may_act_for: true");
}

// The service with a policy, in which each predefined role has a principal of the same name.
class PolicyTest : public ApiTest {
 protected:
  PolicyTest() {
    authenticator_ = &with_policy_;
    Start();
  }
  ~PolicyTest() override { Stop(); }

  // Makes a context for a call with the token of this principal; without a token if the name is empty.
  struct Context : grpc::ClientContext {
    explicit Context(const std::string& name, const std::string& person = "") {
      if (!name.empty()) AddMetadata("authorization", "Bearer token-" + name);
      if (!person.empty()) AddMetadata("verbatim-acting-for", person);
    }
  };

  // Adds a document and a claim, `claims/freed`, as the extractor.
  void AddDocumentAndClaim() {
    v1::CreateDocumentRequest document;
    document.set_document_id("brief");
    document.mutable_content()->set_data(kBrief);
    v1::CreateDocumentResponse created;
    Context context("extractor");
    ASSERT_TRUE(documents_->CreateDocument(&context, document, &created).ok());
    v1::CreateClaimRequest claim = ClaimOn("brief", "freed fifty-two prisoners");
    claim.set_claim_id("freed");
    v1::CreateClaimResponse recorded;
    Context again("extractor");
    ASSERT_TRUE(claims_->CreateClaim(&again, claim, &recorded).ok());
  }

  access::Authenticator with_policy_{PolicyOf(PolicyOfRoles("reader"))};
};

}  // namespace verbatim::test
