#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// The gzip content coding (RFC 1952), with zlib.
namespace verbatim::http {

// Compresses at a level that costs about 10 ms per MiB.
std::string Gzip(std::string_view bytes);

// Decompresses a body as it arrives. One thread at a time.
class Gunzipper {
 public:
  // `max_bytes` bounds what all calls together return.
  explicit Gunzipper(size_t max_bytes);
  ~Gunzipper();

  enum class State { kMore, kEnd, kMalformed, kTooLong };
  // Appends what `bytes` decompress to, up to the bound.
  State Feed(std::string_view bytes, std::string& out);
  // Whether the compressed data is complete.
  bool complete() const { return state_ == State::kEnd; }

 private:
  struct Stream;
  const std::unique_ptr<Stream> stream_;
  size_t left_;
  State state_ = State::kMore;
};

// Decompresses a whole body. Returns nothing if the body is malformed, cut off, or longer than `max_bytes`
// when decompressed.
std::optional<std::string> Gunzip(std::string_view bytes, size_t max_bytes);

}  // namespace verbatim::http
