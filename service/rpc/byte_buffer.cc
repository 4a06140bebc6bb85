#include "rpc/byte_buffer.h"

#include <grpcpp/support/proto_buffer_reader.h>
#include <grpcpp/support/slice.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "methods/request_parsing.h"

namespace verbatim::rpc {
namespace {

// Reads a copy of a buffer, because a reader consumes its buffer. The copy shares the slices.
class Reader final : public google::protobuf::io::ZeroCopyInputStream {
 public:
  explicit Reader(const grpc::ByteBuffer& bytes) : bytes_(bytes), reader_(&bytes_) {}

  bool ok() const { return reader_.status().ok(); }
  bool Next(const void** data, int* size) override { return reader_.Next(data, size); }
  void BackUp(int count) override { reader_.BackUp(count); }
  bool Skip(int count) override { return reader_.Skip(count); }
  int64_t ByteCount() const override { return reader_.ByteCount(); }

 private:
  grpc::ByteBuffer bytes_;
  grpc::ProtoBufferReader reader_;
};

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

methods::Incoming ToIncoming(const grpc::ByteBuffer& bytes) {
  return {.bytes = bytes.Length(), .parse = [bytes](google::protobuf::Message& message) {
            return methods::ParseRequest(
                [&bytes]() -> std::unique_ptr<google::protobuf::io::ZeroCopyInputStream> {
                  auto reader = std::make_unique<Reader>(bytes);
                  if (!reader->ok()) return nullptr;
                  return reader;
                },
                message);
          }};
}

grpc::ByteBuffer ToByteBuffer(methods::Response response) { return std::move(response).Take(ToSlices()); }

}  // namespace verbatim::rpc
