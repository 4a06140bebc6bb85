#include "log/note.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "log/base64.h"
#include "log/checkpoint.h"

namespace verbatim::log {
namespace {

using ::testing::HasSubstr;

// RFC 8032, section 7.1, test 2: a seed in PKCS #8, its public key, and the signature of the byte 0x72.
constexpr char kKnownPem[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";

SigningKey KnownKey() {
  auto key = SigningKey::FromPem(kKnownPem);
  EXPECT_TRUE(key.ok()) << key.status();
  return *std::move(key);
}

VerifierKey Verifier(const SigningKey& key, const std::string& name = "example.com/claims") {
  return {name, SignatureType::kEd25519, key.public_key()};
}

TEST(Base64, IsReadOnlyInItsCanonicalForm) {
  for (const char* text : {"", "AA==", "AAE=", "AAEC"}) {
    ASSERT_TRUE(FromBase64(text)) << text;
    EXPECT_EQ(ToBase64(*FromBase64(text)), text);
  }
  for (const char* text : {"A", "AA", "AAE", "AB==", "AAF=", "AA==\n", " AA==", "A-E=", "AA==AA=="}) {
    EXPECT_FALSE(FromBase64(text)) << text;
  }
}

TEST(Ed25519, SignsLikeTheTestVectorOfRfc8032) {
  SigningKey key = KnownKey();
  PublicKey public_key = key.public_key();
  EXPECT_EQ(ToBase64(std::string(public_key.begin(), public_key.end())),
            "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=");
  Signature signature = key.Sign("\x72");
  std::string bytes(signature.begin(), signature.end());
  EXPECT_EQ(ToBase64(bytes),
            "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==");
  EXPECT_TRUE(VerifyEd25519(public_key, "\x72", bytes));
  EXPECT_FALSE(VerifyEd25519(public_key, "\x73", bytes));
  EXPECT_FALSE(VerifyEd25519(public_key, "\x72", bytes.substr(1)));
  bytes[5] ^= 1;
  EXPECT_FALSE(VerifyEd25519(public_key, "\x72", bytes));
}

TEST(Ed25519, KeysSurviveARoundTripThroughPem) {
  SigningKey key = SigningKey::Generate();
  auto again = SigningKey::FromPem(key.ToPem());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->public_key(), key.public_key());
  EXPECT_EQ(again->Sign("x"), key.Sign("x"));
  EXPECT_FALSE(SigningKey::FromPem("").ok());
  EXPECT_FALSE(SigningKey::FromPem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").ok());
}

TEST(VerifierKey, HasTheFormOfGosNotePackage) {
  // The key in the documentation of golang.org/x/mod/sumdb/note.
  constexpr char kText[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  auto key = VerifierKey::FromText(kText);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(key->name, "PeterNeumann");
  EXPECT_EQ(key->id(), 0xc74f20a3u);
  EXPECT_EQ(key->ToText(), kText);
}

TEST(VerifierKey, IsRejectedWithAnyByteChanged) {
  const std::string text = Verifier(KnownKey()).ToText();
  for (size_t i = 0; i < text.size(); ++i) {
    for (char bit : {1, 2, 4, 8, 16, 32, 64}) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ bit);
      EXPECT_FALSE(VerifierKey::FromText(damaged).ok()) << damaged;
    }
  }
  for (const char* bad : {"", "a", "a+b", "a+00000000+", "+00000000+AA=="})
    EXPECT_FALSE(VerifierKey::FromText(bad).ok());
}

TEST(Note, CanBeSignedReadAndVerified) {
  SigningKey key = KnownKey();
  Note note{"a text\n\nof two paragraphs\n", {}};
  SignNote(key, "example.com/claims", note);
  note.signatures.push_back(Cosign(SigningKey::Generate(), "w.example", note.text, 1'700'000'000));
  auto read = Note::FromText(note.ToText());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->text, note.text);
  EXPECT_EQ(read->signatures, note.signatures);
  EXPECT_TRUE(VerifySignature(Verifier(key), read->text, read->signatures[0]));
  EXPECT_FALSE(VerifySignature(Verifier(key), read->text, read->signatures[1]));
  EXPECT_FALSE(VerifySignature(Verifier(key, "other.example"), read->text, read->signatures[0]));
  EXPECT_FALSE(VerifySignature(Verifier(SigningKey::Generate()), read->text, read->signatures[0]));
  EXPECT_FALSE(VerifySignature(Verifier(key), "a text\n", read->signatures[0]));
}

TEST(Note, ACosignatureCoversItsTime) {
  SigningKey key = KnownKey();
  VerifierKey witness{"w.example", SignatureType::kCosignature, key.public_key()};
  NoteSignature signature = Cosign(key, "w.example", "text\n", 1'700'000'000);
  EXPECT_TRUE(VerifySignature(witness, "text\n", signature));
  EXPECT_EQ(CosignatureTime(witness, signature), 1'700'000'000u);
  EXPECT_FALSE(VerifySignature(witness, "other\n", signature));
  signature.bytes[7] ^= 1;
  EXPECT_FALSE(VerifySignature(witness, "text\n", signature));
}

TEST(Note, RejectsMalformedText) {
  Note note{"text\n", {}};
  SignNote(KnownKey(), "n", note);
  const std::string good = note.ToText();
  ASSERT_TRUE(Note::FromText(good).ok());
  for (const std::string& bad : std::vector<std::string>{
           std::string(), std::string("\n\n"), std::string("text\n"), std::string("text\n\n"), good + "\n",
           good + "x", good.substr(0, good.size() - 1), "text\n\n- n AAAA\n",
           std::string("text\n\n\xE2\x80\x94 n AAAAAA==\n"),
           std::string("text\n\n\xE2\x80\x94 n  AAAAAAAA\n"), std::string("text\n\n\xE2\x80\x94 n AAAA\n")}) {
    EXPECT_FALSE(Note::FromText(bad).ok()) << bad;
  }
}

TEST(Checkpoint, SurvivesARoundTripThroughText) {
  Checkpoint checkpoint{"example.com/claims", 20852163, Sha256("x")};
  EXPECT_EQ(checkpoint.ToText(), "example.com/claims\n20852163\n" + ToBase64(ToBytes(Sha256("x"))) + "\n");
  auto read = Checkpoint::FromText(checkpoint.ToText());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, checkpoint);
  EXPECT_EQ(Checkpoint::FromText(checkpoint.ToText() + "an extension\n")->size, 20852163u);
}

TEST(Checkpoint, RejectsMalformedText) {
  const std::string root = ToBase64(ToBytes(Sha256("x"))) + "\n";
  for (const std::string& bad :
       {std::string(), std::string("o\n"), std::string("o\n1\n"), "o\n1\n" + root.substr(1), "\n1\n" + root,
        "o\n01\n" + root, "o\n-1\n" + root, "o\n\n" + root, "o\n1 \n" + root,
        "o\n18446744073709551616\n" + root, std::string("o\n1\nAAAA\n")}) {
    EXPECT_FALSE(Checkpoint::FromText(bad).ok()) << bad;
  }
}

TEST(Checkpoint, OpensOnlyWithTheKeyOfTheLog) {
  SigningKey key = KnownKey();
  Note note{Checkpoint{"example.com/claims", 7, Sha256("x")}.ToText(), {}};
  SignNote(key, "example.com/claims", note);
  EXPECT_EQ(OpenCheckpoint(note, Verifier(key))->size, 7u);
  EXPECT_EQ(OpenCheckpoint(note, Verifier(SigningKey::Generate())).status().code(),
            absl::StatusCode::kPermissionDenied);
  auto other = OpenCheckpoint(note, Verifier(key, "other.example"));
  EXPECT_THAT(std::string(other.status().message()), HasSubstr("but the key's name is other.example"));
  Note forged = note;
  forged.text = Checkpoint{"example.com/claims", 8, Sha256("x")}.ToText();
  EXPECT_THAT(std::string(OpenCheckpoint(forged, Verifier(key)).status().message()),
              HasSubstr("signature is invalid"));
  forged.signatures.clear();
  EXPECT_FALSE(OpenCheckpoint(forged, Verifier(key)).ok());
}

TEST(Note, KeyNamesAreUtf8WithoutSpacesPlusesOrControlCharacters) {
  for (const char* name : {"a", "example.com/claims", "\u00e9", "\u20ac", "\U0001F600", "\u200b"}) {
    EXPECT_TRUE(IsKeyName(name)) << name;
  }
  for (const char* name : {"", "a b", "a+b", "a\tb", "a\x7F", "\u00a0", "a\u0085", "\u1680", "\u2003b",
                           "\u2028", "\u202f", "\u205f", "\u3000"}) {
    EXPECT_FALSE(IsKeyName(name)) << name;
  }
  // These names are not UTF-8. They have a byte that begins no sequence, a sequence that is cut short, an
  // overlong sequence, a surrogate, and a sequence beyond the last code point.
  for (const char* name : {"\xFF", "\x80", "a\xE2\x82", "\xC3(", "\xC1\x81", "\xE0\x80\xAF", "\xED\xA0\x80",
                           "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80"}) {
    EXPECT_FALSE(IsKeyName(name)) << name;
  }
}

}  // namespace
}  // namespace verbatim::log
