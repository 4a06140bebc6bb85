#include "rpc/parsing.h"

#include <grpcpp/support/proto_buffer_reader.h>
#include <grpcpp/support/proto_buffer_writer.h>
#include <grpcpp/support/slice.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/unknown_field_set.h"
#include "registry/errors.h"
#include "text/utf8.h"

namespace verbatim::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

// Messages of the contract are nested less deep; what is deeper was not parsed as far as here.
constexpr int kMaxDepth = 32;

// The first string in the wire form of `type` that is not UTF-8, as a violation.
absl::Status FindBadString(const UnknownFieldSet& fields, const Descriptor& type, const std::string& path,
                           int depth) {
  std::map<int, int> seen;
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& field = fields.field(i);
    const FieldDescriptor* described = type.FindFieldByNumber(field.number());
    int index = seen[field.number()]++;
    if (described == nullptr || field.type() != UnknownField::TYPE_LENGTH_DELIMITED) continue;
    std::string name = path.empty() ? described->name() : absl::StrCat(path, ".", described->name());
    if (described->is_repeated()) absl::StrAppend(&name, "[", index, "]");
    const std::string& bytes = field.length_delimited();
    if (described->type() == FieldDescriptor::TYPE_STRING) {
      if (std::optional<size_t> bad = text::FindInvalidUtf8(bytes)) {
        return registry::InvalidField(name,
                                      absl::StrCat("is not UTF-8: the first bad byte is at offset ", *bad));
      }
    } else if (described->type() == FieldDescriptor::TYPE_MESSAGE && depth < kMaxDepth) {
      UnknownFieldSet child;
      if (!child.ParseFromString(bytes)) continue;
      absl::Status status = FindBadString(child, *described->message_type(), name, depth + 1);
      if (!status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ParseRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message& request) {
  // The reader consumes the buffer that it is given; a copy shares the slices.
  grpc::ByteBuffer buffer(bytes);
  grpc::ProtoBufferReader reader(&buffer);
  if (reader.status().ok() && request.ParseFromZeroCopyStream(&reader)) {
    // Nothing checks them, and resources are stored as they were parsed.
    request.DiscardUnknownFields();
    return absl::OkStatus();
  }

  grpc::ByteBuffer again(bytes);
  grpc::ProtoBufferReader second(&again);
  UnknownFieldSet fields;
  const Descriptor& type = *request.GetDescriptor();
  if (second.status().ok() && fields.ParseFromZeroCopyStream(&second)) {
    absl::Status status = FindBadString(fields, type, "", 0);
    if (!status.ok()) return status;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the request is not a ", type.full_name(), " in protobuf's binary form"));
}

grpc::ByteBuffer SerializeResponse(const google::protobuf::Message& response) {
  // Sizes are computed once; the slice is written in place.
  grpc::Slice slice(response.ByteSizeLong());
  response.SerializeWithCachedSizesToArray(const_cast<uint8_t*>(slice.begin()));
  return grpc::ByteBuffer(&slice, 1);
}

grpc::ByteBuffer TakeBytes(std::string bytes) {
  auto* owner = new std::string(std::move(bytes));
  grpc::Slice slice(
      owner->data(), owner->size(), [](void* taken) { delete static_cast<std::string*>(taken); }, owner);
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace verbatim::rpc
