#include "methods/request_parsing.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/message.h"
#include "google/protobuf/wire_format_lite.h"
#include "methods/wire_walk.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "text/unicode/utf8.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::methods {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// Returns a violation for the first string that is not UTF-8 in the wire form of `type`; OK if there is none, or if
// the bytes are malformed. The walk has bounded how deeply messages are nested.
absl::Status FindBadString(CodedInputStream& bytes, const Descriptor& type, const std::string& path) {
  std::map<int, int> seen;
  while (const uint32_t tag = bytes.ReadTag()) {
    const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    const bool has_length = WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    if (field == nullptr || !has_length || field->cpp_type() < FieldDescriptor::CPPTYPE_STRING) {
      if (!WireFormatLite::SkipField(&bytes, tag)) return absl::OkStatus();
      continue;
    }
    std::string name = path.empty() ? field->name() : absl::StrCat(path, ".", field->name());
    if (field->is_repeated()) absl::StrAppend(&name, "[", seen[field->number()]++, "]");
    int length = 0;
    if (!bytes.ReadVarintSizeAsInt(&length)) return absl::OkStatus();
    if (field->type() == FieldDescriptor::TYPE_MESSAGE) {
      const auto limit = bytes.PushLimit(length);
      ABSL_RETURN_IF_ERROR(FindBadString(bytes, *field->message_type(), name));
      bytes.PopLimit(limit);
      continue;
    }
    std::string text;
    if (!bytes.ReadString(&text, length)) return absl::OkStatus();
    if (field->type() != FieldDescriptor::TYPE_STRING) continue;
    if (std::optional<size_t> bad = text::FindInvalidUtf8(text))
      return InvalidField(name, absl::StrCat("is not UTF-8: the first bad byte is at offset ", *bad));
  }
  return absl::OkStatus();
}

// Returns whether the message, or a message in it, has fields that this version of the contract does not
// know.
bool HasUnknownFields(const google::protobuf::Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return true;
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    // Parsing drops unknown fields of map entries, and the values of the contract's maps are strings.
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

// Returns whether a request creates claims. Such requests are not searched for unknown fields, because the
// search costs each write a sixth. The limit on a claim's size bounds the unknown fields, and the redaction
// of a claim removes them.
bool HasClaimsToCreate(const Descriptor& type) {
  return &type == verbatim::v1::CreateClaimRequest::descriptor() ||
         &type == verbatim::v1::BatchCreateClaimsRequest::descriptor() ||
         &type == verbatim::v1::ImportClaimsRequest::descriptor();
}

}  // namespace

absl::Status ParseRequest(const OpenBytes& open, const RequestBounds& bounds,
                          sync::MemoryBudget::Reservation& held, google::protobuf::Message& request) {
  const Descriptor& type = *request.GetDescriptor();
  const auto bytes_to_walk = open();
  if (bytes_to_walk == nullptr) return MalformedRequest(type);
  ABSL_ASSIGN_OR_RETURN(const WireCost cost, WalkWire(*bytes_to_walk, *bounds.message, bounds.shape));
  if (!held.TryResize(held.bytes() + cost.memory)) return OutOfMemory();
  if (const auto bytes = open(); bytes != nullptr && request.ParseFromZeroCopyStream(bytes.get())) {
    // DiscardUnknownFields allocates in every message without unknown fields, so call it only if there are
    // some.
    if (!HasClaimsToCreate(type) && HasUnknownFields(request)) request.DiscardUnknownFields();
    return absl::OkStatus();
  }
  if (const auto bytes = open(); bytes != nullptr) {
    CodedInputStream coded(bytes.get());
    ABSL_RETURN_IF_ERROR(FindBadString(coded, type, ""));
  }
  return MalformedRequest(type);
}

}  // namespace verbatim::methods
