#include "rpc/byte_buffer.h"

#include <grpcpp/support/slice.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "methods/gzip.h"
#include "methods/request_parsing.h"

namespace verbatim::rpc {
namespace {

using google::protobuf::io::ZeroCopyInputStream;
using Slices = std::vector<grpc::Slice>;

std::string_view ViewOf(const grpc::Slice& slice) {
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

// Reads slices, which must outlive the reader.
class Reader final : public ZeroCopyInputStream {
 public:
  explicit Reader(const Slices& slices) : slices_(slices) {}

  bool Next(const void** data, int* size) override {
    if (next_ == slices_.size()) return false;
    const std::string_view rest = ViewOf(slices_[next_++]).substr(std::exchange(skipped_, 0));
    *data = rest.data();
    *size = static_cast<int>(rest.size());
    position_ += *size;
    return true;
  }
  void BackUp(int count) override {
    skipped_ = slices_[--next_].size() - static_cast<size_t>(count);
    position_ -= count;
  }
  bool Skip(int count) override {
    const void* data = nullptr;
    int size = 0;
    while (count > 0) {
      if (!Next(&data, &size)) return false;
      if (size > count) BackUp(size - count);
      count -= std::min(size, count);
    }
    return true;
  }
  int64_t ByteCount() const override { return position_; }

 private:
  const Slices& slices_;
  size_t next_ = 0;
  size_t skipped_ = 0;  // of the next slice
  int64_t position_ = 0;
};

// The last four bytes.
std::string TailOf(const Slices& slices) {
  std::string tail;
  for (size_t i = slices.size(); i-- > 0 && tail.size() < 4;) {
    const std::string_view view = ViewOf(slices[i]);
    tail.insert(0, view.substr(view.size() - std::min(view.size(), 4 - tail.size())));
  }
  return tail;
}

// A message that the client has compressed. Nothing is decompressed before the message is parsed, and then at most
// the size that the message declares.
methods::Incoming MakeCompressed(Slices slices) {
  const size_t bytes = methods::DeclaredBytes(TailOf(slices));
  return {.bytes = bytes,
          .read = [bytes, slices = std::move(slices)](google::protobuf::Message& message,
                                                      const methods::RequestBounds& bounds,
                                                      methods::Reservation& held) {
            std::string plain;
            methods::Gunzipper gunzipper(bytes);
            for (const grpc::Slice& slice : slices) gunzipper.Feed(ViewOf(slice), plain);
            if (!gunzipper.complete()) return methods::MalformedRequest(*message.GetDescriptor());
            return methods::ParseRequest(
                [&plain]() -> std::unique_ptr<ZeroCopyInputStream> {
                  return std::make_unique<google::protobuf::io::ArrayInputStream>(
                      plain.data(), static_cast<int>(plain.size()));
                },
                bounds, held, message);
          }};
}

// Makes a slice of bytes that `owner` keeps alive.
template <typename Owner>
grpc::Slice Share(Owner owner, std::string_view bytes) {
  auto* kept = new Owner(std::move(owner));
  return grpc::Slice(
      const_cast<char*>(bytes.data()), bytes.size(), [](void* owned) { delete static_cast<Owner*>(owned); },
      kept);
}

struct ToSlices {
  grpc::ByteBuffer operator()(const google::protobuf::Message& message) const {
    // Sizes are computed once, and the slice is written in place.
    grpc::Slice slice(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(const_cast<uint8_t*>(slice.begin()));
    return grpc::ByteBuffer(&slice, 1);
  }
  grpc::ByteBuffer operator()(std::string bytes) const {
    auto owner = std::make_unique<std::string>(std::move(bytes));
    const std::string_view view = *owner;
    const grpc::Slice slice = Share(std::move(owner), view);
    return grpc::ByteBuffer(&slice, 1);
  }
  grpc::ByteBuffer operator()(std::vector<methods::Response::Piece> pieces) const {
    std::vector<grpc::Slice> slices;
    slices.reserve(pieces.size());
    for (methods::Response::Piece& piece : pieces)
      slices.push_back(Share(std::move(piece.owner), piece.bytes));
    return grpc::ByteBuffer(slices.data(), slices.size());
  }
};

}  // namespace

methods::Incoming ToIncoming(const grpc::ByteBuffer& buffer) {
  Slices slices(1);
  if (!buffer.TrySingleSlice(slices.data()).ok()) {
    slices.clear();
    (void)buffer.Dump(&slices);  // an empty buffer has no slices
  }
  if (!slices.empty() && ViewOf(slices[0]).starts_with(methods::kGzipMagic))
    return MakeCompressed(std::move(slices));
  const size_t bytes = buffer.Length();
  return {
      .bytes = bytes,
      .read = [slices = std::move(slices)](google::protobuf::Message& message,
                                           const methods::RequestBounds& bounds, methods::Reservation& held) {
        return methods::ParseRequest(
            [&slices]() -> std::unique_ptr<ZeroCopyInputStream> { return std::make_unique<Reader>(slices); },
            bounds, held, message);
      }};
}

grpc::ByteBuffer ToByteBuffer(methods::Response response) { return std::move(response).Take(ToSlices()); }

}  // namespace verbatim::rpc
