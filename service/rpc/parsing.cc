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
#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"
#include "status/errors.h"
#include "text/unicode/utf8.h"
#include "verbatim/v1/claim_service.pb.h"

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
        return InvalidField(name, absl::StrCat("is not UTF-8: the first bad byte is at offset ", *bad));
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

// Whether the message, or one in it, has fields that this version of the contract does not know.
bool HasUnknownFields(const google::protobuf::Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return true;
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    // Parsing keeps no unknown fields in the entries of a map, and a value of one is a string here.
    if (field->is_map()) continue;
    if (!field->is_repeated()) {
      if (HasUnknownFields(reflection.GetMessage(message, field))) return true;
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      if (HasUnknownFields(reflection.GetRepeatedMessage(message, field, i))) return true;
    }
  }
  return false;
}

// Requests that are not looked at for unknown fields, which costs each write a sixth: a claim's are bounded
// by the limit of its size, and the redaction of a claim takes them out.
bool HasClaimsToCreate(const Descriptor& type) {
  return &type == verbatim::v1::CreateClaimRequest::descriptor() ||
         &type == verbatim::v1::BatchCreateClaimsRequest::descriptor() ||
         &type == verbatim::v1::ImportClaimsRequest::descriptor();
}

}  // namespace

absl::Status ParseRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message& request) {
  // The reader consumes the buffer that it is given; a copy shares the slices.
  grpc::ByteBuffer buffer(bytes);
  grpc::ProtoBufferReader reader(&buffer);
  if (reader.status().ok() && request.ParseFromZeroCopyStream(&reader)) {
    // To discard makes room for some in every message that has none.
    if (!HasClaimsToCreate(*request.GetDescriptor()) && HasUnknownFields(request))
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
