#include "http/calls/envelope.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "methods/gzip.h"
#include "status/errors.h"

namespace verbatim::http {
namespace {

constexpr size_t kPrefixBytes = 5;

}  // namespace

std::string Envelop(uint8_t flags, std::string_view message) {
  const auto size = static_cast<uint32_t>(message.size());
  std::string bytes;
  bytes.reserve(kPrefixBytes + message.size());
  bytes += static_cast<char>(flags);
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(size >> shift);
  bytes += message;
  return bytes;
}

std::string EnvelopGzip(std::string_view message) {
  return message.size() < methods::kMinGzipBytes ? Envelop(0, message)
                                                 : Envelop(kCompressedFlag, methods::Gzip(message));
}

void EnvelopeReader::Feed(std::string bytes) {
  if (start_ == bytes_.size()) {
    bytes_ = std::move(bytes);
  } else {
    bytes_.erase(0, start_);
    bytes_ += bytes;
  }
  start_ = 0;
}

absl::StatusOr<std::optional<EnvelopeReader::Message>> EnvelopeReader::Next() {
  const std::string_view rest = std::string_view(bytes_).substr(start_);
  if (rest.size() < kPrefixBytes) {
    if (ended_ && !rest.empty()) return absl::InvalidArgumentError("the body ends inside a message's prefix");
    return std::nullopt;
  }
  uint32_t size = 0;
  for (size_t i = 1; i < kPrefixBytes; ++i) size = size << 8 | static_cast<unsigned char>(rest[i]);
  if (size > max_bytes_) {
    return absl::ResourceExhaustedError("a message is longer than the " + std::to_string(max_bytes_) +
                                        " bytes allowed");
  }
  if (rest.size() < kPrefixBytes + size) {
    if (ended_) return absl::InvalidArgumentError("the body ends inside a message");
    return std::nullopt;
  }
  Message message{.flags = static_cast<uint8_t>(rest[0]),
                  .bytes = std::string(rest.substr(kPrefixBytes, size))};
  start_ += kPrefixBytes + size;
  if ((message.flags & kCompressedFlag) != 0) {
    if (!gzip_) return absl::InvalidArgumentError("a message is compressed, but no header field says how");
    std::optional<std::string> plain = methods::Gunzip(message.bytes, max_bytes_);
    if (!plain) return absl::InvalidArgumentError("a message is not gzip, is cut, or is too long");
    message.bytes = *std::move(plain);
    message.flags &= static_cast<uint8_t>(~kCompressedFlag);
  }
  return message;
}

std::optional<std::string> Base64Reader::Feed(std::string_view text) {
  rest_ += text;
  std::string bytes;
  const size_t whole = rest_.size() / 4 * 4;
  // Padding may occur in the middle, so runs up to the next padding are decoded one by one.
  for (size_t start = 0; start < whole;) {
    size_t end = rest_.find('=', start);
    end = end == std::string::npos || end >= whole ? whole : (end / 4 + 1) * 4;
    std::string part;
    if (!absl::Base64Unescape({rest_.data() + start, end - start}, &part)) return std::nullopt;
    bytes += part;
    start = end;
  }
  rest_.erase(0, whole);
  return bytes;
}

}  // namespace verbatim::http
