#include "methods/request_parsing.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "text/unicode/utf8.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::methods {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

// The contract's messages are nested less deeply. Protobuf refuses more deeply nested messages before this
// code sees them.
constexpr int kMaxDepth = 32;

// Returns a violation for the first string that is not UTF-8 in the wire form of `type`; OK if there is none.
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

absl::Status ParseRequest(const OpenBytes& open, google::protobuf::Message& request) {
  if (const auto bytes = open(); bytes != nullptr && request.ParseFromZeroCopyStream(bytes.get())) {
    // DiscardUnknownFields allocates in every message without unknown fields, so call it only if there are
    // some.
    if (!HasClaimsToCreate(*request.GetDescriptor()) && HasUnknownFields(request))
      request.DiscardUnknownFields();
    return absl::OkStatus();
  }

  const Descriptor& type = *request.GetDescriptor();
  UnknownFieldSet fields;
  if (const auto bytes = open(); bytes != nullptr && fields.ParseFromZeroCopyStream(bytes.get())) {
    ABSL_RETURN_IF_ERROR(FindBadString(fields, type, "", 0));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the request is not a ", type.full_name(), " in protobuf's binary form"));
}

}  // namespace verbatim::methods
