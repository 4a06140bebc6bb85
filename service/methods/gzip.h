#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// The gzip coding (RFC 1952) of messages and bodies, with zlib. Any thread, unless a class says otherwise.
namespace verbatim::methods {

// Compressing a shorter body or message saves less than a packet.
inline constexpr size_t kMinGzipBytes = 1024;

// Compresses at a level that costs about 10 ms per MiB.
std::string Gzip(std::string_view bytes);

// Compresses a body that is sent in parts. Takes 32 KiB of memory. One thread at a time.
class Gzipper {
 public:
  Gzipper();
  ~Gzipper();

  // Returns the compressed part. The receiver can decompress it without what follows.
  std::string Add(std::string_view part);
  // Returns the compressed last part, and the end of the compressed body.
  std::string Finish(std::string_view part);

 private:
  struct Stream;
  const std::unique_ptr<Stream> stream_;
};

// Decompresses a body as it arrives. A body may consist of several members. One thread at a time.
class Gunzipper {
 public:
  // `max_bytes` bounds what all calls together return.
  explicit Gunzipper(size_t max_bytes);
  ~Gunzipper();

  enum class State { kMore, kEnd, kMalformed, kTooLong };
  // Appends what `bytes` decompress to, up to the bound.
  State Feed(std::string_view bytes, std::string& out);
  // Appends at most `most` bytes, and removes from `bytes` what they were made of. If it appends `most` bytes,
  // call it again, even if `bytes` is empty.
  State FeedSome(std::string_view& bytes, std::string& out, size_t most);
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

// The length that compressed bytes say they decompress to, in their last four bytes. `end` may be those four alone.
size_t DeclaredBytes(std::string_view end);

// Decompresses a whole body. Returns nothing if the body is malformed, cut off, or longer than `max_bytes`
// when decompressed.
std::optional<std::string> Gunzip(std::string_view bytes, size_t max_bytes);

}  // namespace verbatim::methods
