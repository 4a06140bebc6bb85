#include "interchange/kept_properties.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "status/absl_view.h"

namespace verbatim::interchange {
namespace {

using verbatim::v1::ExchangeFormat;

constexpr KeptProperty kClaimReview[] = {
    {"@id", "Review.name", "only of an export of this server"},
};

constexpr KeptProperty kFactCheckTools[] = {
    {"text", "Claim.text", ""},
};

std::string Code(std::string_view text) { return text.empty() ? "" : absl::StrCat("`", Absl(text), "`"); }

}  // namespace

std::span<const KeptProperty> KeptProperties(ExchangeFormat format) {
  switch (format) {
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW:
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED:
      return kClaimReview;
    case verbatim::v1::EXCHANGE_FORMAT_FACT_CHECK_TOOLS:
      return kFactCheckTools;
    default:
      return {};
  }
}

bool IsKept(ExchangeFormat format, std::string_view path) {
  return std::ranges::any_of(KeptProperties(format),
                             [&](const KeptProperty& row) { return row.kept && row.property == path; });
}

std::string KeptPropertiesTable(ExchangeFormat format) {
  std::string table = "| property | kept as | remark |\n| --- | --- | --- |\n";
  for (const KeptProperty& row : KeptProperties(format)) {
    const std::string field = row.kept ? Code(row.field) : "not kept";
    absl::StrAppend(&table, "| ", Code(row.property), " | ", field, " | ", Absl(row.remark), " |\n");
  }
  return table;
}

}  // namespace verbatim::interchange
