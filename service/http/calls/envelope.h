#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "http/calls/encoding.h"
#include "http/calls/stream_call.h"

// Messages with a prefix of one byte of flags and four bytes of length. gRPC, gRPC-Web and Connect's streams
// use this form.
namespace verbatim::http {

inline constexpr uint8_t kCompressedFlag = 0x01;
inline constexpr uint8_t kConnectEndFlag = 0x02;
inline constexpr uint8_t kGrpcTrailersFlag = 0x80;

std::string Envelop(uint8_t flags, std::string_view message);
// Compresses the message if it is long enough for that.
std::string EnvelopGzip(std::string_view message);

// Takes messages out of bytes as they arrive.
class EnvelopeReader {
 public:
  // `max_bytes` bounds a message, also when decompressed. `gzip` says whether messages may be compressed.
  EnvelopeReader(size_t max_bytes, bool gzip) : max_bytes_(max_bytes), gzip_(gzip) {}

  void Feed(std::string bytes);
  void FeedEnd() { ended_ = true; }

  struct Message {
    uint8_t flags = 0;  // without kCompressedFlag
    std::string bytes;
  };
  // Returns the next message, decompressed. Returns nothing if more bytes are needed, or if there are no more
  // messages. INVALID_ARGUMENT if the bytes are not messages, or end inside a message; RESOURCE_EXHAUSTED if
  // a message is too long.
  absl::StatusOr<std::optional<Message>> Next();

 private:
  const size_t max_bytes_;
  const bool gzip_;
  std::string bytes_;
  size_t start_ = 0;  // of the next message
  bool ended_ = false;
};

// Decodes the base64 of gRPC-Web's text form. The base64 arrives in parts of any size and may have padding in
// the middle. Returns nothing if the base64 is malformed.
class Base64Reader {
 public:
  std::optional<std::string> Feed(std::string_view text);

 private:
  std::string rest_;
};

}  // namespace verbatim::http
