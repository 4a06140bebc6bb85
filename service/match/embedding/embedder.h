#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "match/embedding/embeddings_json.h"
#include "outbound/http_client.h"

namespace verbatim::match::embedding {

// Limits of a request. 32 texts are the default limit of text-embeddings-inference.
inline constexpr size_t kMaxTexts = 32;
// A longer text is cut at this size, or at the last character that ends before it. The index keeps as much of
// a claim, and many models read no more.
inline constexpr size_t kMaxTextBytes = 2 << 10;

// A service that turns texts into vectors: POST /v1/embeddings, as OpenAI, text-embeddings-inference, Ollama,
// vLLM and llama.cpp have it. Any thread; calls block.
class Embedder {
 public:
  struct Options {
    std::string url;  // base URL, with or without /v1
    std::string model;
    std::string key_file;  // file with a bearer token, read for each request; may be empty
    std::string ca_file;   // as in outbound::HttpClient::Options
  };

  // The outcome of a request.
  struct Reply {
    // UNAVAILABLE: the service is away, or its answer cannot be used. INVALID_ARGUMENT: the service refuses
    // these texts (400, 413, 422). CANCELLED: the request was abandoned. Messages contain no texts.
    absl::Status status;
    std::vector<Vector> vectors = {};     // one for each text
    std::chrono::seconds retry_after{0};  // how long the service asks to wait; 0 if it does not ask
  };

  explicit Embedder(Options options);

  // Embeds 1 to kMaxTexts texts, valid UTF-8. Blocks for at most `timeout`. Does not retry.
  Reply Embed(std::span<const std::string> texts, std::chrono::milliseconds timeout,
              const std::function<bool()>& should_stop);

  const std::string& model() const { return options_.model; }

 private:
  const Options options_;
  outbound::HttpClient client_;
};

// Reads a bearer token. INVALID_ARGUMENT if the file cannot be read, is empty, or has more than one line.
absl::StatusOr<std::string> ReadKey(const std::string& file);

// Returns the start of a text that is sent, at most `limit` bytes.
std::string CutText(std::string_view text, size_t limit = kMaxTextBytes);

}  // namespace verbatim::match::embedding
