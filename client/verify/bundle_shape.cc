#include "verify/bundle_shape.h"

#include <algorithm>
#include <array>
#include <set>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/wire_format_lite.h"
#include "log/utf8.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verbatim/v1/proof.pb.h"

namespace verbatim::verify {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

// Protobuf's limits: bytes of a varint, and the highest field number.
constexpr size_t kVarintBytes = 10;
constexpr uint64_t kMaxFieldNumber = (1 << 29) - 1;

enum class UnknownFields { kAreNewer, kAreIgnored };

bool IsUtf8(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!log::TakeCodePoint(bytes)) return false;
  }
  return true;
}

// Whether the fields of the message are looked at in a payload.
bool IsReadInPayloads(const Descriptor& type) {
  static const std::array kTypes = {v1::EntryPayload::descriptor(), v1::Document::descriptor(),
                                    v1::Revision::descriptor(),     v1::Claim::descriptor(),
                                    v1::Evidence::descriptor(),     v1::Review::descriptor(),
                                    v1::Link::descriptor(),         v1::Citation::descriptor(),
                                    v1::Erasure::descriptor(),      v1::Span::descriptor()};
  return std::find(kTypes.begin(), kTypes.end(), &type) != kTypes.end();
}

std::optional<uint64_t> TakeVarint(std::string_view& bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < std::min(kVarintBytes, bytes.size()); ++i) {
    const auto byte = static_cast<uint8_t>(bytes[i]);
    value |= static_cast<uint64_t>(byte & 0x7F) << 7 * i;
    if (byte >= 0x80) continue;
    bytes.remove_prefix(i + 1);
    return value;
  }
  return std::nullopt;
}

// Takes the value of a field, without the length before it. Nothing if it is cut off, or of a wire type that proto3
// does not have.
std::optional<std::string_view> TakeValue(uint64_t wire_type, std::string_view& bytes) {
  const std::string_view before = bytes;
  uint64_t length = 0;
  switch (wire_type) {
    case WireFormatLite::WIRETYPE_VARINT: {
      if (!TakeVarint(bytes)) return std::nullopt;
      return before.substr(0, before.size() - bytes.size());
    }
    case WireFormatLite::WIRETYPE_FIXED64:
      length = 8;
      break;
    case WireFormatLite::WIRETYPE_FIXED32:
      length = 4;
      break;
    case WireFormatLite::WIRETYPE_LENGTH_DELIMITED: {
      const std::optional<uint64_t> taken = TakeVarint(bytes);
      if (!taken) return std::nullopt;
      length = *taken;
      break;
    }
    default:
      return std::nullopt;
  }
  if (length > bytes.size()) return std::nullopt;
  const std::string_view value = bytes.substr(0, length);
  bytes.remove_prefix(length);
  return value;
}

bool HasWireType(const FieldDescriptor& field, uint64_t wire_type) {
  if (field.is_packable() && wire_type == WireFormatLite::WIRETYPE_LENGTH_DELIMITED) return true;
  const auto type = static_cast<WireFormatLite::FieldType>(field.type());
  return wire_type == WireFormatLite::WireTypeForFieldType(type);
}

ShapeFault Malformed(std::string detail) { return {false, std::move(detail)}; }

std::optional<ShapeFault> FaultOf(std::string_view bytes, const Descriptor& type, UnknownFields unknown) {
  std::set<int> seen;            // singular fields
  std::set<const void*> chosen;  // oneofs with a field
  while (!bytes.empty()) {
    const std::optional<uint64_t> tag = TakeVarint(bytes);
    if (!tag || *tag >> 3 == 0 || *tag >> 3 > kMaxFieldNumber)
      return Malformed("it is no message of protobuf");
    const uint64_t wire_type = *tag & 7;
    const auto number = static_cast<int>(*tag >> 3);
    const std::optional<std::string_view> value = TakeValue(wire_type, bytes);
    if (!value) return Malformed("it is cut off or no message of protobuf");
    const FieldDescriptor* field = type.FindFieldByNumber(number);
    if (field == nullptr) {
      if (unknown == UnknownFields::kAreIgnored) continue;
      return ShapeFault{true, absl::StrCat("field ", number, " of ", type.name(), " is not known")};
    }
    const std::string which = absl::StrCat("the field ", field->name(), " of ", type.name());
    if (!HasWireType(*field, wire_type)) return Malformed(absl::StrCat(which, " has a wrong wire type"));
    const bool again = !field->is_repeated() && !seen.insert(number).second;
    const auto* oneof = field->real_containing_oneof();
    if (again || (oneof != nullptr && !chosen.insert(oneof).second))
      return Malformed(absl::StrCat(which, " occurs twice, or beside another that excludes it"));
    if (field->type() == FieldDescriptor::TYPE_STRING && !IsUtf8(*value))
      return Malformed(absl::StrCat(which, " is not UTF-8"));
    if (field->type() != FieldDescriptor::TYPE_MESSAGE) continue;
    const Descriptor& message = *field->message_type();
    if (unknown == UnknownFields::kAreIgnored && !IsReadInPayloads(message)) continue;
    // The messages of a bundle, and those read in a payload, do not contain themselves.
    if (std::optional<ShapeFault> fault = FaultOf(*value, message, unknown)) return fault;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ShapeFault> FaultOfBundle(std::string_view bytes) {
  if (bytes.empty()) return Malformed("it is empty");
  return FaultOf(bytes, *v1::ProofBundle::descriptor(), UnknownFields::kAreNewer);
}

std::optional<ShapeFault> FaultOfPayload(std::string_view bytes) {
  return FaultOf(bytes, *v1::EntryPayload::descriptor(), UnknownFields::kAreIgnored);
}

}  // namespace verbatim::verify
