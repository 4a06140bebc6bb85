#include "methods/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace verbatim::methods {
namespace {

// Level 1 compresses JSON to about a quarter, twice as fast as the default level.
constexpr int kLevel = 1;
constexpr int kGzipWindow = 15 + 16;  // zlib's code for gzip's header and trailer
constexpr int kMemory = 8;
constexpr size_t kPiece = 32 << 10;

}  // namespace

std::string Gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool ok = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(ok ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

struct Gunzipper::Stream {
  Stream() { ok = inflateInit2(&z, kGzipWindow) == Z_OK; }
  ~Stream() {
    if (ok) inflateEnd(&z);
  }
  z_stream z{};
  bool ok = false;
};

Gunzipper::Gunzipper(size_t max_bytes) : stream_(std::make_unique<Stream>()), left_(max_bytes) {}
Gunzipper::~Gunzipper() = default;

Gunzipper::State Gunzipper::Feed(std::string_view bytes, std::string& out) {
  if (!stream_->ok) state_ = State::kMalformed;
  z_stream& z = stream_->z;
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  char piece[kPiece];
  while (state_ == State::kMore) {
    z.next_out = reinterpret_cast<Bytef*>(piece);
    z.avail_out = static_cast<uInt>(std::min(kPiece, left_ + 1));
    const uInt room = z.avail_out;
    const int result = inflate(&z, Z_NO_FLUSH);
    const size_t got = room - z.avail_out;
    if (got > left_) return state_ = State::kTooLong;
    left_ -= got;
    out.append(piece, got);
    if (result == Z_STREAM_END) return state_ = z.avail_in == 0 ? State::kEnd : State::kMalformed;
    if (result == Z_BUF_ERROR || (result == Z_OK && z.avail_in == 0 && z.avail_out > 0)) return state_;
    if (result != Z_OK) return state_ = State::kMalformed;
  }
  if (state_ == State::kEnd && !bytes.empty()) state_ = State::kMalformed;
  return state_;
}

size_t DeclaredBytes(std::string_view last_four_bytes) {
  size_t bytes = 0;
  for (size_t i = last_four_bytes.size(); i-- > 0;)
    bytes = bytes << 8 | static_cast<unsigned char>(last_four_bytes[i]);
  return bytes;
}

std::optional<std::string> Gunzip(std::string_view bytes, size_t max_bytes) {
  Gunzipper gunzipper(max_bytes);
  std::string out;
  if (gunzipper.Feed(bytes, out) != Gunzipper::State::kEnd) return std::nullopt;
  return out;
}

}  // namespace verbatim::methods
