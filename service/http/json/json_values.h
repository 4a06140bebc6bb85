#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"

// The JSON form of single values, as protobuf defines it. Each function appends to `out`. Any thread.
namespace verbatim::http {

template <typename Number>
void AppendNumber(Number number, std::string& out) {
  char text[32];
  out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

template <typename Number>
void AppendQuotedNumber(Number number, std::string& out) {
  out += '"';
  AppendNumber(number, out);
  out += '"';
}

template <typename Float>
void AppendFloat(Float number, std::string& out) {
  if (std::isnan(number)) {
    out += "\"NaN\"";
  } else if (std::isinf(number)) {
    out += number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  } else {
    AppendNumber(number, out);
  }
}

void AppendBase64(std::string_view bytes, std::string& out);

// The name of the value, or its number if it has no name.
void AppendEnum(const google::protobuf::EnumDescriptor& type, int number, std::string& out);

// A google.protobuf.Timestamp, such as "2025-09-14T10:00:00Z", with 3, 6 or 9 digits of a fraction.
void AppendTimestamp(int64_t seconds, int32_t nanos, std::string& out);

}  // namespace verbatim::http
