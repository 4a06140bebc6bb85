// The client of the embedder, over a real socket.

#include "match/embedding/embedder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "outbound/http_client.h"
#include "support/certificates.h"
#include "support/embedder.h"

namespace verbatim::match::embedding {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr milliseconds kTimeout{20'000};

class EmbedderTest : public ::testing::Test {
 protected:
  Embedder::Reply Embed(const std::vector<std::string>& texts, milliseconds timeout = kTimeout) {
    Embedder client({.url = server_.url(), .model = "trigrams", .key_file = key_file_, .ca_file = ""});
    return client.Embed(texts, timeout, [] { return false; });
  }

  test::EmbedderProcess server_;
  test::TempFolder folder_;
  std::string key_file_;
};

TEST_F(EmbedderTest, ReturnsUnitVectorsInTheOrderOfTheTexts) {
  const Embedder::Reply both = Embed({"Belarus freed prisoners", "Wheat prices doubled"});
  ASSERT_TRUE(both.status.ok()) << both.status;
  const Embedder::Reply second = Embed({"Wheat prices doubled"});
  ASSERT_TRUE(second.status.ok()) << second.status;
  ASSERT_EQ(both.vectors.size(), 2U);
  EXPECT_EQ(both.vectors[1], second.vectors[0]);
  EXPECT_NE(both.vectors[0], both.vectors[1]);
  double sum = 0;
  for (float value : both.vectors[0]) sum += static_cast<double>(value) * value;
  EXPECT_NEAR(sum, 1, 1e-6);
  EXPECT_THAT(server_.Stats(), HasSubstr("\"model\": \"trigrams\""));
}

TEST_F(EmbedderTest, SendsTheKeyAndReadsItForEachRequest) {
  key_file_ = folder_.Path("key");
  for (const std::string key : {"first-key", "second-key"}) {
    std::ofstream(key_file_) << key << "\n";
    ASSERT_TRUE(Embed({"text"}).status.ok());
    EXPECT_THAT(server_.Stats(), HasSubstr("\"authorization\": \"Bearer " + key + "\""));
  }
  std::ofstream(key_file_) << "a key\r\nX-Header: injected";
  EXPECT_EQ(Embed({"text"}).status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(server_.Stats(), HasSubstr("\"requests\": 2,"));
}

TEST_F(EmbedderTest, RejectsAnswersThatAreNotVectors) {
  for (const std::string answer : {"garbage", "html", "short", "huge", "nan", "error"}) {
    server_.Set("answer=" + answer);
    const Embedder::Reply reply = Embed({"a text that is secret", "another"});
    EXPECT_EQ(reply.status.code(), absl::StatusCode::kUnavailable) << answer;
    EXPECT_THAT(std::string(reply.status.message()), Not(HasSubstr("secret"))) << answer;
    EXPECT_TRUE(reply.vectors.empty()) << answer;
  }
}

TEST_F(EmbedderTest, TellsARefusalFromAnOutageAndReadsRetryAfter) {
  server_.Set("answer=refuse_long");
  EXPECT_EQ(Embed({std::string(1000, 'x')}).status.code(), absl::StatusCode::kInvalidArgument);
  server_.Set("answer=limited&retry=7");
  const Embedder::Reply limited = Embed({"text"});
  EXPECT_EQ(limited.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(limited.retry_after, seconds(7));
}

TEST_F(EmbedderTest, GivesUpAfterItsTimeoutOrWhenTheCallIsAbandoned) {
  server_.Set("delay=30");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(Embed({"text"}, milliseconds(300)).status.code(), absl::StatusCode::kUnavailable);
  Embedder client({.url = server_.url(), .model = "trigrams", .key_file = "", .ca_file = ""});
  const std::vector<std::string> texts = {"text"};
  EXPECT_EQ(client.Embed(texts, kTimeout, [] { return true; }).status.code(), absl::StatusCode::kCancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(10));
}

TEST_F(EmbedderTest, IsUnavailableIfNothingListens) {
  Embedder client({.url = "http://127.0.0.1:1", .model = "m", .key_file = "", .ca_file = ""});
  const std::vector<std::string> texts = {"text"};
  EXPECT_EQ(client.Embed(texts, kTimeout, {}).status.code(), absl::StatusCode::kUnavailable);
}

TEST(EmbedderTls, VerifiesTheCertificateAndItsName) {
  test::Authority authority;
  test::Authority stranger;
  const test::EmbedderProcess right(0, authority.Issue("/CN=embedder", "IP:127.0.0.1"));
  const test::EmbedderProcess wrong(0, authority.Issue("/CN=embedder", "DNS:elsewhere.example"));
  auto embed = [](const std::string& url, const std::string& ca) {
    Embedder client({.url = url + "/v1/", .model = "m", .key_file = "", .ca_file = ca});
    const std::vector<std::string> texts = {"text"};
    return client.Embed(texts, kTimeout, {}).status;
  };
  EXPECT_TRUE(embed(right.url(), authority.certificate()).ok());
  EXPECT_FALSE(embed(right.url(), stranger.certificate()).ok());
  EXPECT_FALSE(embed(right.url(), "").ok()) << "the authority is not one of the system's";
  EXPECT_FALSE(embed(wrong.url(), authority.certificate()).ok());
}

TEST(EmbedderUrl, IsAnHttpUrlWithoutCredentials) {
  for (const std::string good : {"http://127.0.0.1:8080", "https://models.example/v1", "http://[::1]:80/"})
    EXPECT_TRUE(outbound::IsHttpUrl(good)) << good;
  for (const std::string bad : {"", "embedder", "ftp://host", "http://", "https://user:key@host",
                                "file:///etc/passwd", "http://host/?key=1"})
    EXPECT_FALSE(outbound::IsHttpUrl(bad)) << bad;
  EXPECT_TRUE(outbound::IsPlaintextToOthers("http://embedder:8080"));
  EXPECT_FALSE(outbound::IsPlaintextToOthers("http://127.0.0.1:8080"));
  EXPECT_FALSE(outbound::IsPlaintextToOthers("http://[::1]:8080"));
  EXPECT_FALSE(outbound::IsPlaintextToOthers("https://models.example"));
}

TEST(CutText, CutsNoCharacter) {
  EXPECT_EQ(CutText("größer", 3), "gr");
  EXPECT_EQ(CutText("größer", 4), "grö");
  EXPECT_EQ(CutText("short"), "short");
  EXPECT_EQ(CutText(std::string(5000, 'x')).size(), kMaxTextBytes);
}

}  // namespace
}  // namespace verbatim::match::embedding
