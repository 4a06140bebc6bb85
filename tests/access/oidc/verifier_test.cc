#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "access/oidc/base64url.h"
#include "access/oidc/claims.h"
#include "access/oidc/jwt.h"
#include "access/oidc/token_verifier.h"
#include "fixture.h"
#include "key_server.h"

namespace verbatim::access::oidc {
namespace {

using test::Claims;
using test::Ed25519Signer;
using test::KeyServer;
using test::KeySetOf;
using test::P256Signer;
using test::RsaSigner;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto kLong = std::chrono::hours(10);  // longer than a test runs

std::string MessageOf(const absl::StatusOr<Identity>& identity) {
  return std::string(identity.status().message());
}

class OidcVerifier : public ::testing::Test {
 protected:
  // A verifier of one issuer with keys in a file.
  std::unique_ptr<TokenVerifier> WithFile(const std::string& keys, VerifierOptions options = {}) {
    test::ReplaceFile(JwksPath(), keys);
    IssuerOptions issuer = test::Issuer();
    issuer.jwks_file = JwksPath();
    return Create({issuer}, std::move(options));
  }
  std::unique_ptr<TokenVerifier> WithUri(const std::string& uri, VerifierOptions options = {}) {
    IssuerOptions issuer = test::Issuer();
    issuer.jwks_uri = uri;
    return Create({issuer}, std::move(options));
  }
  std::unique_ptr<TokenVerifier> Create(std::vector<IssuerOptions> issuers, VerifierOptions options) {
    options.clock = [this] { return test::Now() + absl::Seconds(elapsed_seconds_.load()); };
    options.log = [this](const std::string& line) {
      sync::MutexLock lock(mutex_);
      log_.push_back(line);
    };
    absl::StatusOr<std::unique_ptr<TokenVerifier>> verifier =
        TokenVerifier::Create(std::move(issuers), std::move(options));
    EXPECT_TRUE(verifier.ok()) << verifier.status();
    return *std::move(verifier);
  }
  // Loads keys only at the beginning and for tokens.
  static VerifierOptions OnDemand(std::chrono::milliseconds min_interval) {
    VerifierOptions options;
    options.interval = options.file_interval = options.retry = kLong;
    options.min_interval = min_interval;
    options.max_wait = std::chrono::minutes(1);
    return options;
  }

  std::string JwksPath() const { return folder_.Path("jwks.json"); }
  void Advance(absl::Duration by) { elapsed_seconds_ += absl::ToInt64Seconds(by); }
  std::vector<std::string> Log() {
    sync::MutexLock lock(mutex_);
    return log_;
  }

 private:
  test::TempFolder folder_;
  std::atomic<int64_t> elapsed_seconds_ = 0;
  sync::Mutex mutex_;
  std::vector<std::string> log_;
};

TEST_F(OidcVerifier, AcceptsTokensOfEachAlgorithm) {
  const auto verifier = WithFile(KeySetOf({&RsaSigner(), &P256Signer(), &Ed25519Signer()}));
  for (const test::TokenSigner* signer : {&RsaSigner(), &P256Signer(), &Ed25519Signer()}) {
    SCOPED_TRACE(signer->algorithm());
    const std::string token = signer->Token(Claims({{"email", "alice@example.org"}, {"groups", {"desk"}}}));
    for (int time = 0; time < 2; ++time) {  // the second time from the cache
      const absl::StatusOr<Identity> identity = verifier->Verify(token);
      ASSERT_TRUE(identity.ok()) << identity.status();
      EXPECT_EQ(identity->subject, "alice");
      EXPECT_EQ(identity->display_name, "alice@example.org");
      EXPECT_EQ(identity->groups, std::vector<std::string>{"desk"});
    }
  }
}

// The published key as bytes that somebody could take as the secret of HS256.
std::string HmacToken(const std::string& secret, const std::string& kid) {
  const std::string bytes =
      test::ToBase64Url(R"({"alg": "HS256", "kid": ")" + kid + "\"}") + "." + test::ToBase64Url(Claims());
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), mac, &size);
  return bytes + "." + test::ToBase64Url({reinterpret_cast<const char*>(mac), size});
}

TEST_F(OidcVerifier, RefusesForgedTokens) {
  const auto verifier = WithFile(KeySetOf({&RsaSigner(), &P256Signer(), &Ed25519Signer()}), OnDemand(kLong));
  const test::TokenSigner other_rsa(test::TokenSigner::Type::kRsa, RsaSigner().id());
  const test::TokenSigner other_p256(test::TokenSigner::Type::kP256, P256Signer().id());
  const std::string valid = P256Signer().Token(Claims());
  const std::string unsigned_part = valid.substr(0, valid.rfind('.'));
  const std::string other_claims = test::ToBase64Url(Claims({{"sub", "editor"}}));
  const std::string jwk = RsaSigner().PublicJwk();
  const std::string modulus = Json::parse(jwk)["n"].get<std::string>();
  const auto header = [](const std::string& algorithm, const std::string& kid, const std::string& more = "") {
    return R"({"alg": ")" + algorithm + R"(", "kid": ")" + kid + "\"" + more + "}";
  };
  const struct {
    std::string name;
    std::string token;
    const char* reason;
  } kCases[] = {
      {"none", test::ToBase64Url(header("none", "rsa-1")) + "." + test::ToBase64Url(Claims()) + ".", "alg"},
      {"None", test::ToBase64Url(header("None", "rsa-1")) + "." + test::ToBase64Url(Claims()) + ".", "alg"},
      {"no signature", unsigned_part + ".", "signature"},
      {"HS256 with the JWK", HmacToken(jwk, "rsa-1"), "alg"},
      {"HS256 with the modulus", HmacToken(FromBase64Url(modulus).value_or(""), "rsa-1"), "alg"},
      {"HS256 with no secret", HmacToken("", "rsa-1"), "alg"},
      {"RSA key as ES256", RsaSigner().Token(header("ES256", "rsa-1"), Claims()),
       "alg is not that of the key"},
      {"EC key as RS256", P256Signer().Token(header("RS256", "p256-1"), Claims()),
       "alg is not that of the key"},
      {"lower case", P256Signer().Token(header("es256", "p256-1"), Claims()), "alg"},
      {"RS512", RsaSigner().Token(header("RS512", "rsa-1"), Claims()), "alg"},
      {"another RSA key", other_rsa.Token(Claims()), "signature"},
      {"another EC key", other_p256.Token(Claims()), "signature"},
      {"another EC key that it brings",
       other_p256.Token(header("ES256", "p256-1", ", \"jwk\": " + other_p256.PublicJwk()), Claims()),
       "signature"},
      {"a key at an address",
       other_p256.Token(header("ES256", "x", R"(, "jku": "https://evil.example/")"), Claims()), "kid"},
      {"other claims", valid.substr(0, valid.find('.')) + "." + other_claims + valid.substr(valid.rfind('.')),
       "signature"},
      {"no kid", P256Signer().Token(R"({"alg": "ES256"})", Claims()), "no kid"},
      {"another issuer", P256Signer().Token(Claims({{"iss", "https://evil.example"}})), "unknown issuer"},
      {"no issuer", P256Signer().Token(Claims({{"iss", nullptr}})), "unknown issuer"},
      {"expired", P256Signer().Token(Claims({{"exp", test::kNowSeconds - 3600}})), "expired"},
      {"another audience", P256Signer().Token(Claims({{"aud", "other"}})), "another audience"},
      {"long", P256Signer().Token(Claims({{"x", std::string(kMaxTokenBytes, 'x')}})), "too long"},
      {"DER instead of two numbers",
       unsigned_part + "." + test::ToBase64Url(std::string("\x30\x06\x02\x01\x01\x02\x01\x01", 8)),
       "signature"},
      {"empty", "", "malformed"},
  };
  for (const auto& test_case : kCases) {
    SCOPED_TRACE(test_case.name);
    const absl::StatusOr<Identity> identity = verifier->Verify(test_case.token);
    EXPECT_EQ(identity.status().code(), absl::StatusCode::kUnauthenticated);
    EXPECT_THAT(MessageOf(identity), HasSubstr(test_case.reason));
  }
  EXPECT_TRUE(verifier->Verify(valid).ok());
}

TEST_F(OidcVerifier, RefusesEveryChangeOfAToken) {
  const auto verifier = WithFile(KeySetOf({&Ed25519Signer()}), OnDemand(kLong));
  const std::string valid = Ed25519Signer().Token(Claims());
  ASSERT_TRUE(verifier->Verify(valid).ok());
  for (size_t i = 0; i < valid.size(); ++i) {
    std::string changed = valid;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(verifier->Verify(changed).status().code(), absl::StatusCode::kUnauthenticated) << i;
  }
}

TEST_F(OidcVerifier, RefusesATokenFromTheSecondOnWhenItExpires) {
  const auto verifier = WithFile(KeySetOf({&P256Signer()}));
  const std::string token = P256Signer().Token(Claims({{"exp", test::kNowSeconds + 600}}));
  ASSERT_TRUE(verifier->Verify(token).ok());
  EXPECT_EQ(verifier->Verify(token)->expires, test::Now() + absl::Seconds(600) + kClockSkew);
  Advance(absl::Seconds(600) + kClockSkew - absl::Seconds(1));
  EXPECT_TRUE(verifier->Verify(token).ok());
  Advance(absl::Seconds(1));
  EXPECT_THAT(MessageOf(verifier->Verify(token)), HasSubstr("expired"));
}

TEST_F(OidcVerifier, KnowsTheKeysOfSeveralIssuersApart) {
  test::ReplaceFile(JwksPath() + ".1", KeySetOf({&P256Signer()}));
  test::ReplaceFile(JwksPath() + ".2", KeySetOf({&Ed25519Signer()}));
  IssuerOptions first = test::Issuer();
  first.jwks_file = JwksPath() + ".1";
  IssuerOptions second = test::Issuer();
  second.issuer = "https://other.example.org";
  second.jwks_file = JwksPath() + ".2";
  const auto verifier = Create({first, second}, OnDemand(kLong));
  EXPECT_EQ(verifier->Verify(P256Signer().Token(Claims()))->issuer, first.issuer);
  EXPECT_EQ(verifier->Verify(Ed25519Signer().Token(Claims({{"iss", second.issuer}})))->issuer, second.issuer);
  EXPECT_FALSE(verifier->Verify(P256Signer().Token(Claims({{"iss", second.issuer}}))).ok());
  EXPECT_FALSE(verifier->Verify(Ed25519Signer().Token(Claims())).ok());
}

TEST_F(OidcVerifier, ReadsAFileOfKeysAgainWhenItChanges) {
  VerifierOptions options;
  options.file_interval = std::chrono::milliseconds(1);
  const auto verifier = WithFile(KeySetOf({&P256Signer()}), options);
  const std::string old_token = P256Signer().Token(Claims());
  const std::string new_token = Ed25519Signer().Token(Claims());
  ASSERT_TRUE(verifier->Verify(old_token).ok());
  test::ReplaceFile(JwksPath(), KeySetOf({&Ed25519Signer()}));
  // The token of the removed key was seen before, and is refused all the same.
  EXPECT_TRUE(test::Eventually([&] { return !verifier->Verify(old_token, TokenVerifier::Wait::kNo).ok(); }));
  EXPECT_TRUE(verifier->Verify(new_token).ok());
}

TEST_F(OidcVerifier, KeepsTheKeysOfAFileThatBecomesBadAndSaysSo) {
  VerifierOptions options;
  options.file_interval = std::chrono::milliseconds(1);
  const auto verifier = WithFile(KeySetOf({&P256Signer()}), options);
  EXPECT_THAT(verifier->Problems(), IsEmpty());
  test::ReplaceFile(JwksPath(), "{");
  EXPECT_TRUE(test::Eventually([&] { return !verifier->Problems().empty(); }));
  EXPECT_THAT(verifier->Problems(), Contains(HasSubstr("not a usable JSON Web Key Set")));
  Advance(absl::Hours(1000));
  const int64_t later = test::kNowSeconds + 1000 * 3600;
  EXPECT_TRUE(verifier->Verify(P256Signer().Token(Claims({{"exp", later + 600}}))).ok());
  test::ReplaceFile(JwksPath(), KeySetOf({&P256Signer()}));
  EXPECT_TRUE(test::Eventually([&] { return verifier->Problems().empty(); }));
  EXPECT_THAT(Log(), Contains(HasSubstr("can be loaded again")));
}

TEST_F(OidcVerifier, ReadsAFileAgainForATokenWithAnUnknownKey) {
  const auto verifier = WithFile(KeySetOf({&P256Signer()}), OnDemand(std::chrono::milliseconds(0)));
  test::ReplaceFile(JwksPath(), KeySetOf({&P256Signer(), &Ed25519Signer()}));
  EXPECT_TRUE(verifier->Verify(Ed25519Signer().Token(Claims())).ok());
}

TEST_F(OidcVerifier, FetchesKeysOverHttpsFromAnAuthorityThatItTrusts) {
  test::Authority authority;
  KeyServer server(KeySetOf({&P256Signer()}), authority.Issue("/CN=keys", "IP:127.0.0.1"));
  VerifierOptions options = OnDemand(std::chrono::milliseconds(0));
  options.ca_file = authority.certificate();
  EXPECT_TRUE(WithUri(server.uri(), options)->Verify(P256Signer().Token(Claims())).ok());

  options.ca_file = test::Authority().certificate();
  const auto distrustful = WithUri(server.uri(), options);
  EXPECT_EQ(distrustful->Verify(P256Signer().Token(Claims())).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_THAT(distrustful->Problems(), Contains(HasSubstr(server.uri())));
}

TEST_F(OidcVerifier, FetchesRotatedKeysForTheFirstTokenThatNamesThem) {
  KeyServer server(KeySetOf({&P256Signer()}));
  const auto verifier = WithUri(server.uri(), OnDemand(std::chrono::milliseconds(0)));
  const std::string old_token = P256Signer().Token(Claims());
  ASSERT_TRUE(verifier->Verify(old_token).ok());
  server.Answer(200, KeySetOf({&Ed25519Signer()}));
  EXPECT_TRUE(verifier->Verify(old_token).ok());  // nothing has been fetched yet
  EXPECT_TRUE(verifier->Verify(Ed25519Signer().Token(Claims())).ok());
  EXPECT_THAT(MessageOf(verifier->Verify(old_token)), HasSubstr("kid"));
}

TEST_F(OidcVerifier, DoesNotFetchMoreOftenForInventedKeys) {
  KeyServer server(KeySetOf({&P256Signer()}));
  const auto verifier = WithUri(server.uri(), OnDemand(kLong));
  ASSERT_TRUE(verifier->Verify(P256Signer().Token(Claims())).ok());
  for (int i = 0; i < 100; ++i) {
    const std::string header = R"({"alg": "ES256", "kid": "invented-)" + std::to_string(i) + "\"}";
    EXPECT_EQ(verifier->Verify(P256Signer().Token(header, Claims())).status().code(),
              absl::StatusCode::kUnauthenticated);
  }
  EXPECT_EQ(server.requests(), 1);
}

TEST_F(OidcVerifier, FetchesOnceForManyTokensWithUnknownKeys) {
  KeyServer server(KeySetOf({&P256Signer()}));
  const auto verifier = WithUri(server.uri(), OnDemand(std::chrono::milliseconds(0)));
  ASSERT_TRUE(verifier->Verify(P256Signer().Token(Claims())).ok());
  server.Answer(200, KeySetOf({&Ed25519Signer()}));
  server.Hold();
  const std::string token = Ed25519Signer().Token(Claims());
  std::atomic<int> accepted = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { accepted += verifier->Verify(token).ok(); });
  EXPECT_TRUE(test::Eventually([&] { return server.requests() == 2; }));
  // The fetch is running, so a call that does not wait is told so.
  EXPECT_EQ(verifier->Verify(token, TokenVerifier::Wait::kNo).status().code(),
            absl::StatusCode::kUnavailable);
  server.Release();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(accepted, 4);
  // A thread that came after the end of the fetch found the keys.
  EXPECT_EQ(server.requests(), 2);
}

TEST_F(OidcVerifier, DoesNotFetchForTokensThatCannotBeValid) {
  KeyServer server(KeySetOf({&P256Signer()}));
  const auto verifier = WithUri(server.uri(), OnDemand(std::chrono::milliseconds(0)));
  ASSERT_TRUE(verifier->Verify(P256Signer().Token(Claims())).ok());
  const std::string unknown = R"({"alg": "ES256", "kid": "unknown"})";
  for (const nlohmann::json& changes : {nlohmann::json{{"exp", 1}}, nlohmann::json{{"aud", "other"}},
                                        nlohmann::json{{"iss", "https://evil.example"}}}) {
    EXPECT_FALSE(verifier->Verify(P256Signer().Token(unknown, Claims(changes))).ok());
  }
  EXPECT_FALSE(verifier->Verify(P256Signer().Token(R"({"alg": "none", "kid": "unknown"})", Claims())).ok());
  EXPECT_EQ(server.requests(), 1);
}

TEST_F(OidcVerifier, StartsWhileTheIssuerIsAwayAndRecovers) {
  KeyServer server("");
  server.Answer(503, "");
  const auto verifier = WithUri(server.uri(), OnDemand(std::chrono::milliseconds(0)));
  const std::string token = P256Signer().Token(Claims());
  EXPECT_EQ(verifier->Verify(token).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(verifier->Problems(), Contains(HasSubstr("status 503")));
  server.Answer(200, KeySetOf({&P256Signer()}));
  EXPECT_TRUE(verifier->Verify(token).ok());
  EXPECT_THAT(verifier->Problems(), IsEmpty());
}

TEST_F(OidcVerifier, KeepsKeysWhileTheIssuerIsAwayButNotForEver) {
  KeyServer server(KeySetOf({&P256Signer()}));
  VerifierOptions options = OnDemand(std::chrono::milliseconds(0));
  options.keep = absl::Hours(24);
  const auto verifier = WithUri(server.uri(), options);
  const std::string token = P256Signer().Token(Claims({{"exp", test::kNowSeconds + 1'000'000}}));
  ASSERT_TRUE(verifier->Verify(token).ok());
  const struct {
    const char* name;
    int status;
    std::string body;
  } kFailures[] = {
      {"error", 500, KeySetOf({&Ed25519Signer()})},
      {"redirect", 302, ""},
      {"not JSON", 200, "<html>"},
      {"no keys", 200, R"({"keys": []})"},
      {"too long", 200, std::string(kMaxKeySetBytes + 1, ' ')},
  };
  int requests = server.requests();
  for (const auto& failure : kFailures) {
    SCOPED_TRACE(failure.name);
    server.Answer(failure.status, failure.body);
    EXPECT_FALSE(verifier->Verify(Ed25519Signer().Token(Claims())).ok());
    EXPECT_EQ(server.requests(), ++requests);
    EXPECT_EQ(verifier->Problems().size(), 1);
    EXPECT_TRUE(verifier->Verify(token).ok());
  }
  Advance(absl::Hours(24));
  EXPECT_EQ(verifier->Verify(token).status().code(), absl::StatusCode::kUnavailable);
  server.Answer(200, KeySetOf({&P256Signer()}));
  EXPECT_TRUE(verifier->Verify(token).ok());
}

TEST_F(OidcVerifier, WaitsForKeysNoLongerThanItsBound) {
  KeyServer server(KeySetOf({&P256Signer()}));
  server.Hold();
  VerifierOptions options = OnDemand(std::chrono::milliseconds(0));
  options.max_wait = std::chrono::milliseconds(1);
  const auto verifier = WithUri(server.uri(), options);
  const std::string token = P256Signer().Token(Claims());
  EXPECT_EQ(verifier->Verify(token).status().code(), absl::StatusCode::kUnavailable);
  server.Release();
  EXPECT_TRUE(test::Eventually([&] { return verifier->Verify(token).ok(); }));
}

TEST_F(OidcVerifier, EndsWhileAFetchIsRunning) {
  KeyServer server(KeySetOf({&P256Signer()}));
  server.Hold();
  auto verifier = WithUri(server.uri(), OnDemand(kLong));
  EXPECT_TRUE(test::Eventually([&] { return server.requests() == 1; }));
  verifier.reset();
}

TEST_F(OidcVerifier, KeepsABoundedNumberOfTokens) {
  VerifierOptions options;
  options.cached_tokens = 1;  // less than there are parts of the cache, each of which holds one
  const auto verifier = WithFile(KeySetOf({&Ed25519Signer()}), options);
  for (int i = 0; i < 100; ++i) {
    const std::string token = Ed25519Signer().Token(Claims({{"sub", "user-" + std::to_string(i)}}));
    EXPECT_EQ(verifier->Verify(token)->subject, "user-" + std::to_string(i));
    EXPECT_EQ(verifier->Verify(token)->subject, "user-" + std::to_string(i));
  }
}

TEST_F(OidcVerifier, TellsNothingOfATokenInItsMessagesAndLog) {
  const auto verifier = WithFile(KeySetOf({&P256Signer()}), OnDemand(std::chrono::milliseconds(0)));
  const std::string secret = "s3cret-claim";
  for (const std::string& token :
       {P256Signer().Token(R"({"alg": "ES256", "kid": "s3cret-claim"})", Claims()),
        P256Signer().Token(R"({"alg": "s3cret-claim"})", Claims()),
        P256Signer().Token(Claims({{"aud", secret}})), P256Signer().Token(Claims({{"iss", secret}})),
        P256Signer().Token(Claims({{"sub", secret + "\n"}})), secret}) {
    const absl::StatusOr<Identity> identity = verifier->Verify(token);
    EXPECT_FALSE(identity.ok());
    EXPECT_THAT(MessageOf(identity), Not(HasSubstr(secret)));
  }
  for (const std::string& line : Log()) EXPECT_THAT(line, Not(HasSubstr(secret)));
}

TEST_F(OidcVerifier, IsNotCreatedWithWrongOptions) {
  test::ReplaceFile(JwksPath(), KeySetOf({&P256Signer()}));
  test::ReplaceFile(JwksPath() + ".bad", "{}");
  const struct {
    std::function<void(IssuerOptions&)> change;
    const char* message;
  } kCases[] = {
      {[](auto& issuer) { issuer.issuer = ""; }, "issuers[1].issuer"},
      {[](auto& issuer) { issuer.issuer = "login.example.org"; }, "issuers[1].issuer"},
      {[](auto& issuer) { issuer.issuer = "https://a.example/#b"; }, "issuers[1].issuer"},
      {[](auto& issuer) { issuer.issuer = "https://a.example/?b"; }, "issuers[1].issuer"},
      {[](auto& issuer) { issuer.issuer = "https://user@a.example/"; }, "issuers[1].issuer"},
      {[](auto& issuer) { issuer.issuer = test::kIssuer; }, "is listed twice"},
      {[](auto& issuer) { issuer.audiences.clear(); }, "issuers[1].audiences"},
      {[](auto& issuer) { issuer.audiences.push_back(""); }, "issuers[1].audiences"},
      {[](auto& issuer) { issuer.jwks_file = ""; }, "either jwks_file or jwks_uri"},
      {[](auto& issuer) { issuer.jwks_uri = "https://a.example/"; }, "either jwks_file or jwks_uri"},
      {[](auto& issuer) { issuer.jwks_file += ".bad"; },
       "issuers[1].jwks_file: not a usable JSON Web Key Set"},
      {[](auto& issuer) { issuer.jwks_file += ".missing"; }, "issuers[1].jwks_file"},
      {[](auto& issuer) { issuer.jwks_file = "/tmp"; }, "issuers[1].jwks_file"},
  };
  for (const auto& test_case : kCases) {
    IssuerOptions first = test::Issuer();
    first.jwks_file = JwksPath();
    IssuerOptions second = first;
    second.issuer = "https://second.example.org";
    test_case.change(second);
    const auto verifier = TokenVerifier::Create({first, second});
    EXPECT_EQ(verifier.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(verifier.status().message()), HasSubstr(test_case.message));
  }
  for (const char* uri : {"http://a.example/jwks", "ftp://127.0.0.1/", "file:///etc/passwd",
                          "https://u:p@a.example/", "https://", "http://127.evil.example/",
                          "http://127.0.0.1.evil.example/", "http://localhost.evil.example/", "jwks"}) {
    IssuerOptions issuer = test::Issuer();
    issuer.jwks_uri = uri;
    EXPECT_THAT(std::string(TokenVerifier::Create({issuer}).status().message()),
                HasSubstr("issuers[0].jwks_uri"))
        << uri;
  }
}

}  // namespace
}  // namespace verbatim::access::oidc
