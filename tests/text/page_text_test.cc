#include "text/html/page_text.h"

#include <gtest/gtest.h>

namespace verbatim::text {
namespace {

TEST(PageText, IsTheTextContentOfTheBody) {
  EXPECT_EQ(
      PageText(
          "<html><head><title>T</title></head><body><nav>Menu</nav>\n  <p>One\n   &amp; <b>two</b>.<br>Three."
          "</p><script>let x;</script><!-- no --><template>no</template><p hidden>Four</p></body></html>"),
      "Menu\n  One\n   & two.Three.let x;Four");
}

TEST(PageText, IsEmptyWithoutABodyThatCanBeRead) {
  EXPECT_EQ(PageText(""), "");
  EXPECT_EQ(PageText("<frameset></frameset>"), "");
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<div>";
  EXPECT_EQ(PageText(deep + "x"), "");
}

TEST(PageText, EndsWhenItIsToldTo) {
  std::string page;
  for (int i = 0; i < 20000; ++i) page += "<p>words</p>";
  int polls = 0;
  PageText(page, [&] { return ++polls > 1; });
  EXPECT_EQ(polls, 2);
}

}  // namespace
}  // namespace verbatim::text
