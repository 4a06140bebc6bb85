#include "http/json/scalars.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "absl/strings/escaping.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"

namespace verbatim::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Items of a field mask; the masks of the contract have fewer fields.
constexpr int kMaxMaskPaths = 256;

// Calls Reflection's SetX or AddX.
#define VERBATIM_SET(Kind, value)                                                    \
  (field.is_repeated() ? message.GetReflection()->Add##Kind(&message, &field, value) \
                       : message.GetReflection()->Set##Kind(&message, &field, value))

// Parses an integer. Also accepts an integer that is written with a fraction of zero or with an exponent.
template <typename Integer>
bool ParseInteger(std::string_view text, Integer& value) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size()) return true;
  double real = 0;
  const auto as_real = std::from_chars(text.data(), text.data() + text.size(), real);
  // Beyond 2^53, a double does not identify an integer.
  if (as_real.ec != std::errc() || as_real.ptr != text.data() + text.size() || std::trunc(real) != real ||
      std::abs(real) > 9007199254740992.0 ||
      real < static_cast<double>(std::numeric_limits<Integer>::min()) ||
      real > static_cast<double>(std::numeric_limits<Integer>::max()))
    return false;
  value = static_cast<Integer>(real);
  return true;
}

template <typename Float>
bool ParseFloat(std::string_view text, Float& value) {
  if (text == "NaN") return value = std::numeric_limits<Float>::quiet_NaN(), true;
  if (text == "Infinity") return value = std::numeric_limits<Float>::infinity(), true;
  if (text == "-Infinity") return value = -std::numeric_limits<Float>::infinity(), true;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && std::isfinite(value);
}

std::string SetEnum(Message& message, const FieldDescriptor& field, std::string_view text) {
  const auto* value = field.enum_type()->FindValueByName(std::string(text));
  int number = 0;
  if (value != nullptr) {
    number = value->number();
  } else if (!ParseInteger(text, number)) {
    return "is not a value of " + std::string(field.enum_type()->name());
  }
  VERBATIM_SET(EnumValue, number);
  return {};
}

std::string SetBytes(Message& message, const FieldDescriptor& field, std::string_view text) {
  const bool web_safe = text.find_first_of("-_") != std::string_view::npos;
  std::string bytes;
  const absl::string_view view(text.data(), text.size());
  if (!(web_safe ? absl::WebSafeBase64Unescape(view, &bytes) : absl::Base64Unescape(view, &bytes)))
    return "is not base64";
  VERBATIM_SET(String, std::move(bytes));
  return {};
}

// update_mask for updateMask.
std::string ToSnakeCase(std::string_view path) {
  std::string name;
  for (const char c : path) {
    if (c >= 'A' && c <= 'Z') {
      name += '_';
      name += static_cast<char>(c - 'A' + 'a');
    } else {
      name += c;
    }
  }
  return name;
}

}  // namespace

std::string SetFromNumber(Message& message, const FieldDescriptor& field, std::string_view digits) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32: {
      int32_t value = 0;
      if (!ParseInteger(digits, value)) return "is not a 32-bit integer";
      VERBATIM_SET(Int32, value);
      return {};
    }
    case FieldDescriptor::CPPTYPE_UINT32: {
      uint32_t value = 0;
      if (!ParseInteger(digits, value)) return "is not an unsigned 32-bit integer";
      VERBATIM_SET(UInt32, value);
      return {};
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      int64_t value = 0;
      if (!ParseInteger(digits, value)) return "is not a 64-bit integer";
      VERBATIM_SET(Int64, value);
      return {};
    }
    case FieldDescriptor::CPPTYPE_UINT64: {
      uint64_t value = 0;
      if (!ParseInteger(digits, value)) return "is not an unsigned 64-bit integer";
      VERBATIM_SET(UInt64, value);
      return {};
    }
    case FieldDescriptor::CPPTYPE_DOUBLE: {
      double value = 0;
      if (!ParseFloat(digits, value)) return "is not a number";
      VERBATIM_SET(Double, value);
      return {};
    }
    case FieldDescriptor::CPPTYPE_FLOAT: {
      float value = 0;
      if (!ParseFloat(digits, value)) return "is not a number";
      VERBATIM_SET(Float, value);
      return {};
    }
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(message, field, digits);
    case FieldDescriptor::CPPTYPE_BOOL:
      return "must be true or false";
    case FieldDescriptor::CPPTYPE_STRING:
      return "must be a string";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  return IsTextMessage(*field.message_type()) ? "must be a string" : "must be an object";
}

std::string SetFromBool(Message& message, const FieldDescriptor& field, bool value) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_BOOL) return "must not be true or false";
  VERBATIM_SET(Bool, value);
  return {};
}

std::string SetFromText(Message& message, const FieldDescriptor& field, std::string_view text) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.type() == FieldDescriptor::TYPE_BYTES) return SetBytes(message, field, text);
      VERBATIM_SET(String, std::string(text));
      return {};
    case FieldDescriptor::CPPTYPE_BOOL:
      if (text != "true" && text != "false") return "must be true or false";
      return SetFromBool(message, field, text == "true");
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(message, field, text);
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      if (!IsTextMessage(*field.message_type())) return "must be an object";
      const Reflection& reflection = *message.GetReflection();
      return SetTextMessage(*(field.is_repeated() ? reflection.AddMessage(&message, &field)
                                                  : reflection.MutableMessage(&message, &field)),
                            text);
    }
    default:
      return SetFromNumber(message, field, text);
  }
}

#undef VERBATIM_SET

bool IsTextMessage(const Descriptor& type) {
  return &type == google::protobuf::Timestamp::descriptor() ||
         &type == google::protobuf::Duration::descriptor() ||
         &type == google::protobuf::FieldMask::descriptor();
}

std::string SetTextMessage(Message& message, std::string_view text) {
  using google::protobuf::util::TimeUtil;
  if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
    return TimeUtil::FromString(std::string(text), static_cast<google::protobuf::Timestamp*>(&message))
               ? ""
               : "is not a time in RFC 3339's form, such as 2025-09-14T10:00:00Z";
  }
  if (message.GetDescriptor() == google::protobuf::Duration::descriptor()) {
    return TimeUtil::FromString(std::string(text), static_cast<google::protobuf::Duration*>(&message))
               ? ""
               : "is not a duration, such as 1.5s";
  }
  auto& mask = static_cast<google::protobuf::FieldMask&>(message);
  mask.Clear();
  while (!text.empty()) {
    if (mask.paths_size() == kMaxMaskPaths) return "has more than 256 paths";
    const size_t end = std::min(text.find(','), text.size());
    mask.add_paths(ToSnakeCase(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

const FieldDescriptor* FindField(const Descriptor& type, std::string_view name) {
  const std::string text(name);
  const FieldDescriptor* field = type.FindFieldByCamelcaseName(text);
  return field != nullptr ? field : type.FindFieldByName(text);
}

}  // namespace verbatim::http
