#include <gmock/gmock.h>

#include "access/policy_loader.h"
#include "api/policy_fixture.h"
#include "http_fixture.h"

// Tokens and permissions on the HTTP port. api/policy_test.cc has the rules of all methods.
namespace verbatim::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class HttpPolicy : public HttpTest {
 protected:
  HttpPolicy() {
    AddDocument("brief", kBrief);
    AddClaim(ClaimOn("brief", "freed fifty-two prisoners"));
    StartHttp({}, {.authenticator = &authenticator_of_http_});
  }
  ~HttpPolicy() override { http_.reset(); }

  static http::Field As(const std::string& name) { return {"Authorization", "Bearer token-" + name}; }

  access::Authenticator authenticator_of_http_{PolicyOf(PolicyOfRoles("none"))};
};

TEST_F(HttpPolicy, ATokenCountsInEveryProtocol) {
  const struct {
    std::string path;
    std::string body;
    std::string type;
  } calls[] = {
      {"/v1/documents", "", ""},
      {"/v1/log/entries", "", ""},
      {"/v1/documents/brief/revisions/1/content", "", ""},
      {"/v1/feeds/claim-review.json", "", ""},
      {"/v1alpha1/claims:search?query=prisoners", "", ""},
      {"/verbatim.v1.DocumentService/ListDocuments", "{}", "application/json"},
      {"/v1/text:check", R"({"text":"TWluc2s="})", "application/json"},
  };
  for (const auto& call : calls) {
    const auto send = [&](std::vector<http::Field> fields) {
      if (call.body.empty()) return Get(call.path, fields);
      fields.push_back({"Content-Type", call.type});
      return Post(call.path, call.body, fields);
    };
    EXPECT_EQ(send({As("reader")}).status, 200) << call.path << send({As("reader")}).body;
    for (const std::vector<http::Field>& bad : {std::vector<http::Field>{},
                                                {As("nobody")},
                                                {As("reader"), As("reader")},
                                                {{"Authorization", "Basic YTpi"}}}) {
      const HttpResponse refused = send(bad);
      EXPECT_EQ(refused.status, 401) << call.path;
      EXPECT_EQ(refused.Find("www-authenticate"), "Bearer") << call.path;
      EXPECT_THAT(refused.body, HasSubstr("the call needs valid credentials")) << call.path;
      EXPECT_THAT(refused.body, Not(HasSubstr("policy"))) << "the answer does not say why";
    }
  }
}

TEST_F(HttpPolicy, GrpcWebEndsWithUnauthenticated) {
  const std::vector<http::Field> web = {{"Content-Type", "application/grpc-web+proto"}};
  const std::string no_message(5, '\0');
  const HttpResponse refused = Post("/verbatim.v1.DocumentService/ListDocuments", no_message, web);
  EXPECT_THAT(refused.body, HasSubstr("grpc-status: 16"));
  EXPECT_THAT(Post("/verbatim.v1.DocumentService/ListDocuments", no_message, {web[0], As("reader")}).body,
              HasSubstr("grpc-status: 0"));
}

TEST_F(HttpPolicy, ARoleWithoutThePermissionIsForbidden) {
  const std::string document = R"({"documentId":"d","content":{"data":"VGV4dC4="}})";
  const HttpResponse refused = Post("/v1/documents", document, {As("reader")});
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, HasSubstr("policy:reader is not allowed to extract"));
  EXPECT_EQ(Post("/v1/documents", document, {As("extractor")}).status, 200);
  const auto principal = [&](const std::string& name) {
    return Get("/v1/log/entries?leavesOnly=true", {As(name)}).json()["entries"].back().value("principal", "");
  };
  EXPECT_EQ(principal("editor"), "policy:extractor");
  EXPECT_EQ(principal("reader"), "");
}

TEST_F(HttpPolicy, TrustedProxiesNameTheirCallers) {
  const access::Authenticator behind(
      PolicyOf("version: 1\nanonymous: none\nprincipals:\n"
               "  - {name: desk, role: reader, certificate: \"dns:desk.example\"}\n"),
      *access::TrustedProxies::Parse({"127.0.0.1"}));
  StartHttp({}, {.authenticator = &behind});
  const auto get = [&](const std::string& certificate) {
    return Get("/v1/documents",
               {{"X-Forwarded-Client-Cert", certificate}, {"X-Forwarded-For", "203.0.113.9"}})
        .status;
  };
  EXPECT_EQ(get("DNS=desk.example"), 200);
  EXPECT_EQ(get("DNS=desk.example,DNS=other.example"), 403);
  EXPECT_EQ(get("nonsense"), 401);
  EXPECT_EQ(Get("/v1/documents").status, 401);
  StartHttp({}, {.authenticator = &authenticator_of_http_});
  EXPECT_EQ(get("DNS=desk.example"), 401) << "nobody is trusted";
  http_.reset();
}

TEST_F(HttpPolicy, HealthAndTheDescriptionNeedNoCredentials) {
  for (const char* path : {"/healthz", "/readyz", "/openapi.json", "/auth/config"})
    EXPECT_EQ(Get(path).status, 200) << path;
}

TEST_F(HttpPolicy, BrowsersLearnWhereToSignIn) {
  EXPECT_EQ(Get("/auth/config").body, R"({"issuers":[]})");
  access::PolicyLoader loader("", {});
  auto policy = loader.Load(R"(version: 1
issuers:
  - {issuer: "https://login.example/desk", audiences: verbatim, jwks_uri: "http://127.0.0.1:1/", client_id: page}
  - {issuer: "https://machines.example", audiences: verbatim, jwks_uri: "http://127.0.0.1:1/"}
)");
  ASSERT_TRUE(policy.ok()) << policy.status();
  authenticator_of_http_.Replace(*std::move(policy));
  EXPECT_EQ(Get("/auth/config").body,
            R"({"issuers":[{"issuer":"https://login.example/desk","client_id":"page"}]})");
  EXPECT_EQ(Post("/auth/config", "").status, 405);
  EXPECT_THAT(std::string(Get("/").Find("content-security-policy")),
              HasSubstr("connect-src 'self' https://login.example"))
      << "the page may call the issuer, and no other host";
}

TEST_F(HttpPolicy, AQuotaThatIsUsedUpIsTooManyRequests) {
  authenticator_of_http_.Replace(
      PolicyOf(PolicyOfRoles("none") + "quotas: {reader: {calls_per_second: 0.001}}\n"));
  EXPECT_EQ(Get("/v1/documents", {As("reader")}).status, 200);
  const HttpResponse refused = Get("/v1/documents", {As("reader")});
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.body, HasSubstr("QUOTA_EXCEEDED"));
  EXPECT_THAT(refused.Find("retry-after"), Not(""));
  EXPECT_EQ(Get("/v1/documents", {As("reviewer")}).status, 200);
}

}  // namespace
}  // namespace verbatim::test
