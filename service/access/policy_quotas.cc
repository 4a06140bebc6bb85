#include "access/policy_quotas.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace verbatim::access {
namespace {

constexpr double kMaxRate = 1e6;
constexpr int kMaxStreams = 1'000'000;
constexpr int64_t kMaxBytes = int64_t{1} << 50;

// A rate of 0 allows nothing. A rate below one call in a day is taken for a mistake.
constexpr double kMinRate = 1.0 / 86400;

std::optional<double> ParseRate(const std::string& text) {
  double rate = 0;
  if (!absl::SimpleAtod(text, &rate) || !(rate == 0 || (rate >= kMinRate && rate <= kMaxRate)))
    return std::nullopt;
  return rate;
}

// A whole number with a unit, such as `10GiB`, or without one.
std::optional<int64_t> ParseBytes(std::string_view text) {
  constexpr std::pair<std::string_view, int> kUnits[] = {{"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"TiB", 40}};
  int shift = 0;
  for (const auto& [unit, bits] : kUnits) {
    if (!text.ends_with(unit)) continue;
    text.remove_suffix(unit.size());
    shift = bits;
  }
  int64_t count = 0;
  if (!absl::SimpleAtoi(std::string(text), &count) || count < 0 || count > kMaxBytes >> shift)
    return std::nullopt;
  return count << shift;
}

}  // namespace

QuotaLimits ReadQuota(const YAML::Node& node, const std::string& what, YamlReader& reader) {
  QuotaLimits limits;
  const auto rate = [&](const char* key, std::optional<double>& limit) {
    return std::pair(std::string(key), [&reader, &limit, what, key](const YAML::Node& value) {
      limit = ParseRate(reader.Text(value, key));
      if (!limit)
        reader.Mistake(value,
                       absl::StrCat(what, ": ", key, " must be 0, or a number from 1/86400 to 1000000"));
    });
  };
  reader.ReadMapping(
      node, what,
      {rate("calls_per_second", limits.calls_per_second),
       rate("writes_per_second", limits.writes_per_second),
       {"bytes_per_day",
        [&](const YAML::Node& value) {
          limits.bytes_per_day = ParseBytes(reader.Text(value, "bytes_per_day"));
          if (!limits.bytes_per_day)
            reader.Mistake(value, absl::StrCat(what,
                                               ": bytes_per_day must be a number of bytes, or of KiB, "
                                               "MiB, GiB or TiB, such as 10GiB, up to 1024TiB"));
        }},
       {"streams", [&](const YAML::Node& value) {
          int streams = 0;
          if (!absl::SimpleAtoi(reader.Text(value, "streams"), &streams) || streams < 0 ||
              streams > kMaxStreams)
            return reader.Mistake(value,
                                  absl::StrCat(what, ": streams must be a number from 0 to ", kMaxStreams));
          limits.streams = streams;
        }}});
  return limits;
}

}  // namespace verbatim::access
