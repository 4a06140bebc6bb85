// Checks FindValues on any text. Values must lie in the text and have the contract's form, and the text must
// attest a claim of each value.

#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string_view>
#include <vector>

#include "text/unicode/utf8.h"
#include "text/values/checkworthiness.h"
#include "text/values/comparison.h"
#include "text/values/numbers/decimal.h"
#include "text/values/times/edtf.h"
#include "text/values/values.h"

namespace {

namespace text = verbatim::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

bool IsOf(text::ByteRange range, std::string_view whole) {
  return range.start < range.end && range.end <= whole.size() &&
         text::IsCodePointBoundary(whole, range.start) && text::IsCodePointBoundary(whole, range.end);
}

void CheckAmount(const text::TypedValue& value, std::string_view whole,
                 const std::vector<text::TypedValue>& values) {
  Require(IsOf(value.figure, whole) && text::IsDecimal(value.amount.value));
  Require((value.amount.bound == text::Bound::kRange) == !value.amount.upper.empty());
  if (!value.amount.upper.empty()) {
    Require(IsOf(value.upper_figure, whole) && text::IsDecimal(value.amount.upper));
    Require(text::CompareDecimals(value.amount.value, value.amount.upper) < 0);
  }
  constexpr size_t kMostDigits = 64;  // the most that a decimal of a claim may have
  if (value.amount.value.size() > kMostDigits || value.kind == text::ValueKind::kOrdinal) return;
  Require(text::CompareAmount(value.amount, whole, values).verdict == text::Verdict::kAttested);
}

}  // namespace

// The first byte says whether and when the text was published, the second one its language.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view whole(reinterpret_cast<const char*>(data) + 2, size - 2);
  if (text::FindInvalidUtf8(whole)) return 0;
  constexpr std::string_view kLanguages[] = {"en", "de", "nl", "sv", "da", "nb", "fr", "es",
                                             "pt", "it", "ro", "pl", "ru", "uk", "tr", "eu"};
  text::ValueOptions options;
  options.language = kLanguages[data[1] % std::size(kLanguages)];
  if (data[0] != 0) {
    options.published =
        std::chrono::sys_days(std::chrono::year(1900 + data[0]) / 2 / 29u) + std::chrono::days(data[0]);
  }
  const std::vector<text::TypedValue> values = text::FindValues(whole, options);
  for (const text::TypedValue& value : values) {
    Require(IsOf(value.range, whole));
    if (value.kind == text::ValueKind::kTime) {
      const bool yearless = value.edtf.starts_with("XXXX-");
      Require(yearless || text::IsEdtf(value.edtf));
      const auto meaning = value.limit ? text::TimeMeaning::kLimit : text::TimeMeaning::kTime;
      if (!yearless) {
        Require(text::CompareTime(value.edtf, values, meaning).verdict == text::Verdict::kAttested);
      }
    } else if (value.kind != text::ValueKind::kName) {
      CheckAmount(value, whole, values);
    }
  }
  Require(text::Assess(whole, values).score >= 0);
  return 0;
}
