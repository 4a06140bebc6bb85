#include "http/json/json_values.h"

#include <chrono>

#include "absl/strings/escaping.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"

namespace verbatim::http {
namespace {

// Appends `number` with `digits` digits.
void AppendDigits(uint32_t number, int digits, std::string& out) {
  char text[10];
  for (int i = digits; i-- > 0; number /= 10) text[i] = static_cast<char>('0' + number % 10);
  out.append(text, static_cast<size_t>(digits));
}

}  // namespace

void AppendBase64(std::string_view bytes, std::string& out) {
  std::string text;
  absl::Base64Escape({bytes.data(), bytes.size()}, &text);
  out += '"';
  out += text;
  out += '"';
}

void AppendEnum(const google::protobuf::EnumDescriptor& type, int number, std::string& out) {
  const auto* value = type.FindValueByNumber(number);
  if (value == nullptr) return AppendNumber(number, out);
  out += '"';
  out += value->name();
  out += '"';
}

void AppendTimestamp(int64_t seconds, int32_t nanos, std::string& out) {
  constexpr int64_t kDay = 86'400;
  using google::protobuf::util::TimeUtil;
  out += '"';
  if (seconds < TimeUtil::kTimestampMinSeconds || seconds > TimeUtil::kTimestampMaxSeconds || nanos < 0 ||
      nanos > 999'999'999) {
    google::protobuf::Timestamp time;  // not valid, but it has a form too
    time.set_seconds(seconds);
    time.set_nanos(nanos);
    out += TimeUtil::ToString(time);
    out += '"';
    return;
  }
  const int64_t days = seconds >= 0 ? seconds / kDay : (seconds - kDay + 1) / kDay;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  const auto second = static_cast<uint32_t>(seconds - days * kDay);
  AppendDigits(static_cast<uint32_t>(static_cast<int>(date.year())), 4, out);
  out += '-';
  AppendDigits(static_cast<unsigned>(date.month()), 2, out);
  out += '-';
  AppendDigits(static_cast<unsigned>(date.day()), 2, out);
  out += 'T';
  AppendDigits(second / 3600, 2, out);
  out += ':';
  AppendDigits(second / 60 % 60, 2, out);
  out += ':';
  AppendDigits(second % 60, 2, out);
  if (nanos != 0) {
    out += '.';
    const auto fraction = static_cast<uint32_t>(nanos);
    if (fraction % 1'000'000 == 0) {
      AppendDigits(fraction / 1'000'000, 3, out);
    } else if (fraction % 1000 == 0) {
      AppendDigits(fraction / 1000, 6, out);
    } else {
      AppendDigits(fraction, 9, out);
    }
  }
  out += "Z\"";
}

}  // namespace verbatim::http
