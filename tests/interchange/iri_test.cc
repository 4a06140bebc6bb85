#include "interchange/iri.h"

#include <gtest/gtest.h>

namespace verbatim::interchange {
namespace {

TEST(EscapeIri, KeepsIris) {
  for (const char* iri :
       {"https://n.example/a?b=%5B1%5D&c=d#e/f?g", "http://[2001:db8::7]:8080/", "mailto:ann@n.example",
        "https://ann:secret@n.example:/", "https://b\u00fccher.example/\u65e5\u672c", "urn:isbn:0451450523",
        "https://n.example/a[1]"}) {
    const std::string once = EscapeIri(iri);
    EXPECT_EQ(EscapeIri(once), once);
    if (std::string_view(iri).find("a[1]") == std::string_view::npos) {
      EXPECT_EQ(once, iri);
    }
  }
}

TEST(EscapeIri, EscapesWhatAnIriDoesNotAllow) {
  EXPECT_EQ(EscapeIri("https://n.example/a[1]?b[]=c"), "https://n.example/a%5B1%5D?b%5B%5D=c");
  EXPECT_EQ(EscapeIri("https://n.example/100%"), "https://n.example/100%25");
  EXPECT_EQ(EscapeIri("https://n.example/%zz%4"), "https://n.example/%25zz%254");
  EXPECT_EQ(EscapeIri("https://n.example/#a#b"), "https://n.example/#a%23b");
  EXPECT_EQ(EscapeIri("https://n.example/a b<c>\"d\"|{e}^`\\"),
            "https://n.example/a%20b%3Cc%3E%22d%22%7C%7Be%7D%5E%60%5C");
  EXPECT_EQ(EscapeIri("http://[n.example]/"), "http://%5Bn.example%5D/");
  EXPECT_EQ(EscapeIri("http://n.example:80a/"), "http://n.example%3A80a/");
  EXPECT_EQ(EscapeIri("https://n.example/\uE000\uFFFE\u0085"), "https://n.example/%EE%80%80%EF%BF%BE%C2%85");
}

TEST(UnescapeIri, IsTheInverse) {
  for (const char* uri : {"https://n.example/a[1]?b[]=c", "https://n.example/100%", "https://n.example/%zz",
                          "https://n.example/#a#b", "https://n.example/%20", "https://n.example/|"}) {
    EXPECT_EQ(UnescapeIri(EscapeIri(uri)), uri);
  }
  EXPECT_EQ(UnescapeIri("https://n.example/%C3%A9%2F%25zz"), "https://n.example/%C3%A9%2F%zz");
}

}  // namespace
}  // namespace verbatim::interchange
