#include "interchange/kept_properties.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace verbatim::interchange {
namespace {

using verbatim::v1::ExchangeFormat;

const std::map<std::string, ExchangeFormat> kFormats = {
    {"claim-review", verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW},
    {"fact-check-tools", verbatim::v1::EXCHANGE_FORMAT_FACT_CHECK_TOOLS},
    {"web-annotation", verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION},
};

std::string Guide() {
  std::ifstream file(VERBATIM_FORMATS_GUIDE);
  EXPECT_TRUE(file) << VERBATIM_FORMATS_GUIDE;
  return {std::istreambuf_iterator<char>(file), {}};
}

// The table stands between `<!-- kept: FORMAT -->` and `<!-- end -->`.
TEST(KeptProperties, AreTheTablesOfTheGuide) {
  const std::string guide = Guide();
  for (const auto& [name, format] : kFormats) {
    const std::string start = "<!-- kept: " + name + " -->\n";
    const size_t at = guide.find(start);
    ASSERT_NE(at, std::string::npos) << "the guide has no line " << start;
    const size_t from = at + start.size();
    const size_t end = guide.find("<!-- end -->", from);
    ASSERT_NE(end, std::string::npos);
    EXPECT_EQ(guide.substr(from, end - from), KeptPropertiesTable(format)) << "replace the table of " << name;
  }
}

TEST(KeptProperties, AreListedOnce) {
  for (const auto& [name, format] : kFormats) {
    std::set<std::string_view> seen;
    for (const KeptProperty& row : KeptProperties(format)) {
      EXPECT_TRUE(seen.insert(row.property).second) << name << ": " << row.property;
      EXPECT_EQ(IsKept(format, row.property), row.kept);
      EXPECT_TRUE(row.kept || row.field.empty()) << row.property;
    }
  }
  EXPECT_FALSE(IsKept(verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW, "unknownProperty"));
}

}  // namespace
}  // namespace verbatim::interchange
