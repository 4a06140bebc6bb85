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

// A stream may be idle for hours, so its compressor gets an eighth of the memory: a window of 4 KiB.
constexpr int kStreamWindow = 12 + 16;
constexpr int kStreamMemory = 5;

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

struct Gzipper::Stream {
  Stream() {
    ok = deflateInit2(&z, kLevel, Z_DEFLATED, kStreamWindow, kStreamMemory, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Stream() {
    if (ok) deflateEnd(&z);
  }

  std::string Deflate(std::string_view bytes, int flush) {
    std::string out;
    if (!ok) return out;
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
    char piece[kPiece];
    do {
      z.next_out = reinterpret_cast<Bytef*>(piece);
      z.avail_out = sizeof piece;
      deflate(&z, flush);
      out.append(piece, sizeof piece - z.avail_out);
    } while (z.avail_out == 0);
    return out;
  }

  z_stream z{};
  bool ok = false;
};

Gzipper::Gzipper() : stream_(std::make_unique<Stream>()) {}
Gzipper::~Gzipper() = default;

std::string Gzipper::Add(std::string_view part) { return stream_->Deflate(part, Z_SYNC_FLUSH); }
std::string Gzipper::Finish(std::string_view part) { return stream_->Deflate(part, Z_FINISH); }

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
  return FeedSome(bytes, out, left_ + 1);
}

Gunzipper::State Gunzipper::FeedSome(std::string_view& bytes, std::string& out, size_t most) {
  if (!stream_->ok) state_ = State::kMalformed;
  z_stream& z = stream_->z;
  if (state_ == State::kEnd && !bytes.empty()) {
    state_ = inflateReset(&z) == Z_OK ? State::kMore : State::kMalformed;
  }
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  char piece[kPiece];
  while (state_ == State::kMore && most > 0) {
    z.next_out = reinterpret_cast<Bytef*>(piece);
    z.avail_out = static_cast<uInt>(std::min({kPiece, left_ + 1, most}));
    const uInt room = z.avail_out;
    const int result = inflate(&z, Z_NO_FLUSH);
    const size_t got = room - z.avail_out;
    if (got > left_) {
      state_ = State::kTooLong;
      break;
    }
    left_ -= got;
    most -= got;
    out.append(piece, got);
    if (result == Z_STREAM_END) {
      // Another member may follow.
      if (z.avail_in == 0 || inflateReset(&z) != Z_OK) state_ = State::kEnd;
    } else if (result == Z_BUF_ERROR || (result == Z_OK && z.avail_in == 0 && z.avail_out > 0)) {
      break;
    } else if (result != Z_OK) {
      state_ = State::kMalformed;
    }
  }
  bytes.remove_prefix(bytes.size() - z.avail_in);
  return state_;
}

size_t DeclaredBytes(std::string_view end) {
  const std::string_view length = end.substr(end.size() - std::min<size_t>(end.size(), 4));
  size_t bytes = 0;
  for (size_t i = length.size(); i-- > 0;) bytes = bytes << 8 | static_cast<unsigned char>(length[i]);
  return bytes;
}

std::optional<std::string> Gunzip(std::string_view bytes, size_t max_bytes) {
  Gunzipper gunzipper(max_bytes);
  std::string out;
  if (gunzipper.Feed(bytes, out) != Gunzipper::State::kEnd) return std::nullopt;
  return out;
}

}  // namespace verbatim::methods
