#include "text/unicode/encoding.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "text/unicode/encoding_labels.h"

namespace verbatim::text {
namespace {

std::string NameOf(std::string_view label) {
  const Encoding* encoding = FindEncoding(label);
  return encoding == nullptr ? "none" : std::string(encoding->name);
}

TEST(FindEncoding, FollowsTheEncodingStandard) {
  EXPECT_EQ(NameOf("UTF-8"), "utf-8");
  EXPECT_EQ(NameOf(" latin1\n"), "windows-1252");
  EXPECT_EQ(NameOf("us-ascii"), "windows-1252");
  EXPECT_EQ(NameOf("ISO-8859-9"), "windows-1254");
  EXPECT_EQ(NameOf("gb2312"), "gbk");
  EXPECT_EQ(NameOf("ks_c_5601-1987"), "euc-kr");
  EXPECT_EQ(NameOf("utf-16"), "utf-16le");
  for (const char* label : {"", "utf-7", "iso-2022-kr", "latin1 utf-8", "klingon"}) {
    EXPECT_EQ(NameOf(label), "none") << label;
  }
}

TEST(FindEncoding, KnowsEachLabelOnceAndConvertsEachEncoding) {
  std::set<std::string> seen;
  for (const EncodingLabels& each : kEncodings) {
    std::istringstream labels{std::string(each.labels)};
    for (std::string label; labels >> label;) EXPECT_TRUE(seen.insert(label).second) << label;
    EXPECT_TRUE(seen.count(std::string(each.encoding.name))) << each.encoding.name;
    const Decoded decoded = Decode("Ab 1", each.encoding, BadBytes::kRefuse);
    EXPECT_FALSE(decoded.bad_byte) << each.encoding.name;
    if (!each.encoding.name.starts_with("utf-16")) {
      EXPECT_EQ(decoded.text, "Ab 1") << each.encoding.name;
    }
  }
}

TEST(EncodingOfMeta, ReadsWhatBrowsersRead) {
  auto name = [](std::string_view html) {
    const Encoding* encoding = EncodingOfMeta(html);
    return encoding == nullptr ? std::string("none") : std::string(encoding->name);
  };
  EXPECT_EQ(name("<html><head><meta charset=\"windows-1251\">"), "windows-1251");
  EXPECT_EQ(name("<META CONTENT='text/html; charset=EUC-JP' HTTP-EQUIV=Content-Type />"), "euc-jp");
  EXPECT_EQ(name("<!-- <meta charset=big5> --><meta charset = koi8-u>"), "koi8-u");
  EXPECT_EQ(name("<meta charset=utf-16>"), "utf-8") << "it was readable";
  EXPECT_EQ(name("<meta name=x content='charset=big5'>"), "none");
  EXPECT_EQ(name("<metal charset=big5><meta charset=klingon><meta charset"), "none");
  EXPECT_EQ(name(std::string(kMetaBytes, ' ') + "<meta charset=big5>"), "none");
}

TEST(EncodingOfMeta, ReadsAnXmlDeclarationIfNoMetaNamesAnEncoding) {
  auto name = [](std::string_view html) {
    const Encoding* encoding = EncodingOfMeta(html);
    return encoding == nullptr ? std::string("none") : std::string(encoding->name);
  };
  EXPECT_EQ(name("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><html>"), "iso-8859-2");
  EXPECT_EQ(name("<?xml version='1.0' encoding = 'koi8-r' ?><html><meta charset=big5>"), "big5");
  EXPECT_EQ(name("<?xml version=\"1.0\"?><html encoding=\"koi8-r\">"), "none");
  EXPECT_EQ(name("<?xml encoding=\"koi8-r"), "none");
  EXPECT_EQ(name("<?xml encoding="), "none");
  EXPECT_EQ(name("<?xml encoding=koi8-r?>"), "none");
}

TEST(Decode, ConvertsAndFindsBadBytes) {
  auto decode = [](std::string_view bytes, std::string_view label, BadBytes bad_bytes = BadBytes::kRefuse) {
    return Decode(bytes, *FindEncoding(label), bad_bytes);
  };
  EXPECT_EQ(decode("\x93na\xEFve\x94", "latin1").text, "“naïve”");
  EXPECT_EQ(decode("\xEF\xF0\xE8\xE2\xE5\xF2", "windows-1251").text, "привет");
  EXPECT_EQ(decode("\x8D\x60\x82\xCD", "shift_jis").text, "港は");
  EXPECT_EQ(decode(std::string("\xFF\xFEH\0\x3D\xD8\x00\xDE", 8), "utf-16le").text, "H😀");
  EXPECT_EQ(decode("ab\xFF", "utf-8").bad_byte, 2u);
  EXPECT_EQ(decode("\x8D\x60\xFF", "shift_jis").bad_byte, 2u);
  EXPECT_EQ(decode("ab\xFF"
                   "c",
                   "utf-8", BadBytes::kReplace)
                .text,
            "ab\uFFFDc");
  EXPECT_EQ(decode("ab\xE6", "utf-8", BadBytes::kReplace).text, "ab\uFFFD") << "cut at the end";
  EXPECT_EQ(decode("", "big5").text, "");
  const std::string large(100'000, '\xE4');
  EXPECT_EQ(decode(large, "latin1").text.size(), 200'000u);
}

}  // namespace
}  // namespace verbatim::text
