#include "interchange/uris.h"

#include <gtest/gtest.h>

namespace verbatim::interchange {
namespace {

TEST(Uris, OfResourcesSurviveARoundTrip) {
  Uris uris("https://facts.example/");
  EXPECT_EQ(uris.Of("claims/a"), "https://facts.example/claims/a");
  EXPECT_EQ(uris.NameOf("https://facts.example/claims/a"), "claims/a");
}

TEST(Uris, KeepWhatIsAUriAlready) {
  Uris uris("https://facts.example/");
  EXPECT_EQ(uris.Of("https://other.example/x"), "https://other.example/x");
}

TEST(Uris, OfOtherSitesAreNotNames) {
  Uris uris("https://facts.example/");
  EXPECT_EQ(uris.NameOf("https://other.example/claims/a"), "");
  EXPECT_EQ(uris.NameOf("https://facts.example/about"), "");
}

}  // namespace
}  // namespace verbatim::interchange
