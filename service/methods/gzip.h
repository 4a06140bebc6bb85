#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// The gzip coding (RFC 1952) of messages and bodies, with zlib. Any thread, unless a class says otherwise.
namespace verbatim::methods {

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

// Whether bytes that begin with `first` are gzip. No message in protobuf's binary form begins like gzip: the first
// byte would be the tag of a wire type that does not exist.
inline constexpr std::string_view kGzipMagic = "\x1F\x8B";

// The length that compressed bytes say they decompress to, in their last four bytes.
size_t DeclaredBytes(std::string_view last_four_bytes);

// Decompresses a whole body. Returns nothing if the body is malformed, cut off, or longer than `max_bytes`
// when decompressed.
std::optional<std::string> Gunzip(std::string_view bytes, size_t max_bytes);

}  // namespace verbatim::methods
