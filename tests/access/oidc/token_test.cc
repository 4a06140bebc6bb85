#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "access/oidc/base64url.h"
#include "access/oidc/jwt.h"
#include "access/oidc/key_set.h"
#include "fixture.h"

namespace verbatim::access::oidc {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::string Join(const std::string& header, const std::string& payload,
                 const std::string& signature = "sig") {
  return test::ToBase64Url(header) + "." + test::ToBase64Url(payload) + "." + test::ToBase64Url(signature);
}

TEST(Base64Url, HasOneEncodingOfEachText) {
  EXPECT_EQ(FromBase64Url("Zm9v"), "foo");
  EXPECT_EQ(FromBase64Url("_-8"), "\xFF\xEF");
  EXPECT_EQ(FromBase64Url(""), "");
  for (const char* other :
       {"Zm8=", "Zm9v=", "/-8", "+/8", "Zm9 v", " Zm9v", "Zm9v\n", "Zm9", "Z", "Zm\xC3\xA9"}) {
    SCOPED_TRACE(other);
    if (std::string(other) == "Zm9") {
      EXPECT_EQ(FromBase64Url("Zm9"), std::nullopt);  // stray bits: the encoding of "fo" is Zm8
    } else {
      EXPECT_EQ(FromBase64Url(other), std::nullopt);
    }
  }
}

TEST(ParsedTokens, HaveTheirPartsDecoded) {
  const std::string token =
      Join(R"({"alg": "RS256", "kid": "k", "typ": "at+JWT"})", R"({"sub": "a"})", "bytes");
  const absl::StatusOr<ParsedToken> parsed = ParseToken(token);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->algorithm, "RS256");
  EXPECT_EQ(parsed->key_id, "k");
  EXPECT_EQ(parsed->claims, Json({{"sub", "a"}}));
  EXPECT_EQ(parsed->signed_bytes, token.substr(0, token.rfind('.')));
  EXPECT_EQ(parsed->signature, "bytes");
}

TEST(ParsedTokens, AreRefusedIfMalformed) {
  const std::string header = R"({"alg": "RS256"})";
  const std::string claims = R"({"sub": "a"})";
  std::string deep = R"({"alg": "RS256", "a": )";
  for (int i = 0; i < 20; ++i) deep += "[";
  for (int i = 0; i < 20; ++i) deep += "]";
  const struct {
    std::string token;
    const char* reason;
  } kCases[] = {
      {"", "three parts"},
      {"abc", "three parts"},
      {"..", "its header"},
      {Join(header, claims) + ".x.y", "three parts"},  // encrypted
      {Join(header, claims).substr(1), "its header"},
      {Join(header, claims) + "=", "its signature is not base64url"},
      {" " + Join(header, claims), "its header is not base64url"},
      {Join(header, claims) + "\n", "its signature is not base64url"},
      {Join("[]", claims), "its header: it is not a JSON object"},
      {Join(header, "\"a\""), "its payload: it is not a JSON object"},
      {Join(header, "{\"sub\": \"a\"} x"), "its payload: it is not JSON"},
      {Join(header, "{\"sub\": \"\xFF\"}"), "its payload: it is not JSON in UTF-8"},
      {Join(header, ""), "its payload: it is not JSON"},
      {Join(header, R"({"n": 1e999})"), "its payload: it is not JSON"},
      {Join(R"({"alg": "RS256", "alg": "none"})", claims), "repeats a name"},
      {Join(header, R"({"aud": "verbatim", "aud": "other"})"), "repeats a name"},
      {Join(header, R"({"aud": "verbatim", "\u0061ud": "other"})"), "repeats a name"},
      {Join(header, R"({"a": [{"b": {"c": 1, "c": 1}}]})"), "repeats a name"},
      {Join(deep + "}", claims), "nests too deeply"},
      {Join("{}", claims), "no alg"},
      {Join(R"({"alg": 5})", claims), "no alg"},
      {Join(R"({"alg": null})", claims), "no alg"},
      {Join(R"({"alg": "RS256", "kid": 5})", claims), "its kid"},
      {Join(R"({"alg": "RS256", "crit": ["b64"], "b64": false})", claims), "critical extensions"},
      {Join(R"({"alg": "RS256", "crit": []})", claims), "critical extensions"},
      {Join(R"({"alg": "RS256", "typ": "logout+jwt"})", claims), "its typ"},
      {Join(R"({"alg": "RS256", "typ": "JWE"})", claims), "its typ"},
      {Join(R"({"alg": "RS256", "typ": 5})", claims), "its typ"},
      {Join(header, R"({"sub": ")" + std::string(kMaxTokenBytes, 'a') + "\"}"), "too long"},
  };
  for (const auto& test_case : kCases) {
    SCOPED_TRACE(test_case.token.substr(0, 200));
    const absl::StatusOr<ParsedToken> parsed = ParseToken(test_case.token);
    EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(parsed.status().message()), HasSubstr(test_case.reason));
  }
  for (const char* type : {"JWT", "jwt", "application/at+jwt"}) {
    EXPECT_TRUE(ParseToken(Join(R"({"alg": "RS256", "typ": ")" + std::string(type) + "\"}", claims)).ok())
        << type;
  }
}

// The keys, signed bytes and signatures of RFC 7515, appendices A.2 and A.3, and RFC 8037, appendix A.4.
TEST(VerificationKeys, VerifyTheExamplesOfTheStandards) {
  constexpr char kJoe[] =
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  const struct {
    std::string algorithm;
    std::string jwk;
    std::string signed_bytes;
    std::string signature;
  } kCases[] = {
      {"RS256",
       R"({"kty": "RSA", "e": "AQAB", "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJ)"
       R"(rcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5)"
       R"(rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8)"
       R"(NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"})",
       std::string("eyJhbGciOiJSUzI1NiJ9.") + kJoe,
       "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
       "O8W2Fp5jujGbds9uJdbF9CUAr"
       "7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_"
       "eSN9383LcOLn6_dO--x"
       "i12jzDwusC-"
       "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_Ioy"
       "pGlUPQGe77Rw"},
      {"ES256",
       R"({"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
       R"( "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
       std::string("eyJhbGciOiJFUzI1NiJ9.") + kJoe,
       "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"},
      {"EdDSA", R"({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
       "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
       "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"},
  };
  for (const auto& test_case : kCases) {
    SCOPED_TRACE(test_case.algorithm);
    const absl::StatusOr<VerificationKey> key = VerificationKey::FromJwk(Json::parse(test_case.jwk));
    ASSERT_TRUE(key.ok()) << key.status();
    EXPECT_EQ(key->algorithm(), test_case.algorithm);
    std::string signature = FromBase64Url(test_case.signature).value_or("");
    EXPECT_TRUE(key->Verifies(test_case.signed_bytes, signature));
    EXPECT_FALSE(key->Verifies(test_case.signed_bytes + "x", signature));
    EXPECT_FALSE(key->Verifies(test_case.signed_bytes, signature + '\0'));
    EXPECT_FALSE(key->Verifies(test_case.signed_bytes, signature.substr(1)));
    EXPECT_FALSE(key->Verifies(test_case.signed_bytes, ""));
    EXPECT_FALSE(key->Verifies(test_case.signed_bytes, std::string(signature.size(), '\0')));
    signature[signature.size() / 2] = static_cast<char>(signature[signature.size() / 2] ^ 1);
    EXPECT_FALSE(key->Verifies(test_case.signed_bytes, signature));
  }
}

TEST(VerificationKeys, AreReadOnlyIfTheirTypeAndUseAreSupported) {
  using Type = test::TokenSigner::Type;
  const std::string rsa = test::RsaSigner().PublicJwk();
  const std::string p256 = test::P256Signer().PublicJwk();
  const std::string ed25519 = test::Ed25519Signer().PublicJwk();
  const auto edited = [](const std::string& jwk, const Json& changes) {
    Json result = Json::parse(jwk);
    result.merge_patch(changes);
    return result;
  };
  const struct {
    Json jwk;
    const char* reason;  // empty if the key is accepted
  } kCases[] = {
      {edited(rsa, {{"use", "sig"}, {"alg", "RS256"}, {"key_ops", {"verify"}}}), ""},
      {edited(rsa, {{"use", "enc"}}), "not meant for signatures"},
      {edited(rsa, {{"key_ops", {"encrypt"}}}), "not meant for signatures"},
      {edited(rsa, {{"key_ops", "verify"}}), "not meant for signatures"},
      {edited(rsa, {{"alg", "RS512"}}), "alg is not RS256"},
      {edited(rsa, {{"alg", "PS256"}}), "alg is not RS256"},
      {edited(rsa, {{"alg", "HS256"}}), "alg is not RS256"},
      {edited(rsa, {{"kid", 5}}), "kid"},
      {edited(rsa, {{"n", nullptr}}), "not a valid key"},
      {edited(rsa, {{"n", "AQAB"}}), "not a valid key"},
      {edited(rsa, {{"n", std::string(3000, 'z')}}), "not a valid key"},
      {edited(rsa, {{"e", "AQ"}}), "not a valid key"},
      {edited(rsa, {{"e", ""}}), "not a valid key"},
      {edited(rsa, {{"e", "AQAA"}}), "not a valid key"},
      {edited(rsa, {{"e", "AQABAQAB"}}), "not a valid key"},
      {Json::parse(test::TokenSigner(Type::kRsa, "small", 1024).PublicJwk()), "not a valid key"},
      {edited(p256, Json::object()), ""},
      {edited(p256, {{"crv", "P-384"}}), "type"},
      {edited(p256, {{"alg", "RS256"}}), "alg is not ES256"},
      {edited(p256, {{"y", Json::parse(p256)["x"]}}), "not a valid key"},  // not on the curve
      {edited(p256, {{"x", "AAAA"}}), "not a valid key"},
      {edited(ed25519, {{"alg", "EdDSA"}}), ""},
      {edited(ed25519, {{"x", "AAAA"}}), "not a valid key"},
      {edited(ed25519, {{"crv", "X25519"}}), "type"},
      {{{"kty", "oct"}, {"k", "c2VjcmV0"}}, "type"},
      {Json::object(), "type"},
      {Json::array(), "not an object"},
  };
  for (const auto& test_case : kCases) {
    SCOPED_TRACE(test_case.jwk.dump());
    const absl::StatusOr<VerificationKey> key = VerificationKey::FromJwk(test_case.jwk);
    if (*test_case.reason == '\0') {
      EXPECT_TRUE(key.ok()) << key.status();
    } else {
      EXPECT_THAT(std::string(key.status().message()), HasSubstr(test_case.reason));
    }
  }
}

TEST(KeySets, FindTheKeyOfATokenByItsIdAndAlgorithm) {
  const absl::StatusOr<KeySet> keys =
      KeySet::Parse(test::KeySetOf({&test::RsaSigner(), &test::P256Signer(), &test::Ed25519Signer()}));
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_EQ((*keys->Find("rsa-1", "RS256"))->id(), "rsa-1");
  EXPECT_EQ((*keys->Find("ed-1", "EdDSA"))->id(), "ed-1");
  EXPECT_EQ(keys->Find("other", "RS256").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(keys->Find("rsa-1", "HS256").status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(keys->Find("rsa-1", "ES256").status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(keys->Find("rsa-1", "none").status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(keys->Find(std::nullopt, "RS256").status().code(), absl::StatusCode::kUnauthenticated);
}

TEST(KeySets, TakeATokenWithoutAnIdIfTheyHaveOneKey) {
  const absl::StatusOr<KeySet> keys = KeySet::Parse(test::KeySetOf({&test::P256Signer()}));
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_TRUE(keys->Find(std::nullopt, "ES256").ok());
  EXPECT_EQ(keys->Find(std::nullopt, "RS256").status().code(), absl::StatusCode::kUnauthenticated);
}

TEST(KeySets, LeaveOutKeysThatAreNotUsable) {
  const std::string jwk = test::P256Signer().PublicJwk();
  const absl::StatusOr<KeySet> keys = KeySet::Parse(R"({"keys": [{"kty": "oct", "k": "c2VjcmV0"}, )" + jwk +
                                                    R"(, {"kty": "new"}], "more": 1})");
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_EQ(keys->size(), 1);
  EXPECT_THAT(keys->left_out(), Contains(HasSubstr("keys[0]")));
  EXPECT_THAT(keys->left_out(), Contains(HasSubstr("keys[2]")));
}

TEST(KeySets, AreRefusedIfMalformed) {
  const std::string jwk = test::P256Signer().PublicJwk();
  std::string many = jwk;
  for (size_t i = 0; i < kMaxKeys; ++i) many += R"(, {"kty": "new"})";
  const struct {
    std::string json;
    const char* reason;
  } kCases[] = {
      {"", "not JSON"},
      {"<html>", "not JSON"},
      {"[]", "not a JSON object"},
      {"{}", "no array"},
      {R"({"keys": {}})", "no array"},
      {R"({"keys": []})", "no key"},
      {R"({"keys": [{"kty": "oct", "k": "c2VjcmV0"}]})", "no key for RS256, ES256 or EdDSA; keys[0]"},
      {R"({"keys": [)" + jwk + R"(], "keys": []})", "repeats a name"},
      {R"({"keys": [)" + jwk + ", " + jwk + "]}", "the same kid"},
      {R"({"keys": [)" + many + "]}", "more than 100 keys"},
      {R"({"keys": [)" + jwk + "]}" + std::string(kMaxKeySetBytes, ' '), "more than 256 KiB"},
  };
  for (const auto& test_case : kCases) {
    SCOPED_TRACE(test_case.json.substr(0, 100));
    const absl::StatusOr<KeySet> keys = KeySet::Parse(test_case.json);
    EXPECT_EQ(keys.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(keys.status().message()), HasSubstr(test_case.reason));
  }
}

}  // namespace
}  // namespace verbatim::access::oidc
