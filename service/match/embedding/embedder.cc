#include "match/embedding/embedder.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "text/unicode/utf8.h"

namespace verbatim::match::embedding {
namespace {

constexpr long kOk = 200;

// Maximum size of a key: no service issues longer tokens.
constexpr size_t kMaxKeyBytes = 16 << 10;

std::string Endpoint(const std::string& url) {
  std::string base(absl::StripSuffix(url, "/"));
  if (absl::EndsWith(base, "/v1/embeddings")) return base;
  return absl::StrCat(base, absl::EndsWith(base, "/v1") ? "" : "/v1", "/embeddings");
}

bool IsRefusal(long status) {
  constexpr long kBadRequest = 400;
  constexpr long kTooLarge = 413;
  constexpr long kUnprocessable = 422;
  return status == kBadRequest || status == kTooLarge || status == kUnprocessable;
}

}  // namespace

Embedder::Embedder(Options options)
    : options_(std::move(options)), client_({.url = Endpoint(options_.url), .ca_file = options_.ca_file}) {}

Embedder::Reply Embedder::Embed(std::span<const std::string> texts, std::chrono::milliseconds timeout,
                                const std::function<bool()>& should_stop) {
  std::string key;
  if (!options_.key_file.empty()) {
    absl::StatusOr<std::string> read = ReadKey(options_.key_file);
    if (!read.ok()) return {.status = absl::UnavailableError(read.status().message())};
    key = *std::move(read);
  }
  absl::StatusOr<outbound::HttpAnswer> answer =
      client_.PostJson(MakeRequest(options_.model, texts), key, timeout, should_stop);
  if (!answer.ok()) return {.status = answer.status()};
  if (answer->status != kOk) {
    const std::string why = absl::StrCat("the answer has HTTP status ", answer->status);
    if (IsRefusal(answer->status)) return {.status = absl::InvalidArgumentError(why)};
    return {.status = absl::UnavailableError(why), .vectors = {}, .retry_after = answer->retry_after};
  }
  absl::StatusOr<std::vector<Vector>> vectors = ParseAnswer(answer->body, texts.size());
  if (!vectors.ok()) return {.status = vectors.status()};
  return {.status = absl::OkStatus(), .vectors = *std::move(vectors)};
}

absl::StatusOr<std::string> ReadKey(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(kMaxKeyBytes + 1, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream.bad() || stream.gcount() == 0)
    return absl::InvalidArgumentError(absl::StrCat("the key file ", file, " cannot be read or is empty"));
  bytes.resize(static_cast<size_t>(stream.gcount()));
  std::string key(absl::StripAsciiWhitespace(bytes));
  const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (key.empty() || key.size() > kMaxKeyBytes || !printable)
    return absl::InvalidArgumentError(
        absl::StrCat("the key file ", file, " must have one line of printable ASCII characters"));
  return key;
}

std::string CutText(std::string_view text, size_t limit) {
  return std::string(text::FirstBytes(text, limit));
}

}  // namespace verbatim::match::embedding
