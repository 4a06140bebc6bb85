// Tests ReadableText on pages with the layouts of ten kinds of sites. It must read the words of the article,
// and must leave out menus, teasers and comments. The pages are written for this test.

#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "text/html/html.h"

namespace verbatim::text {
namespace {

struct Layout {
  const char* name;
  std::string html;
  std::vector<std::string_view> wanted;
  std::vector<std::string_view> unwanted;
};

// Paragraphs of an article about a harbour.
std::string Story() {
  return "<p>The harbour board of Northport voted on Monday to dredge the eastern channel, a plan that "
         "engineers "
         "have put before it, in one form or another, since the spring of 2019.</p>"
         "<p>“The silt has won every winter,” said Ada Lund, who chairs the board. “Four ships ran aground "
         "last "
         "year, and the pilots will not take a fifth one in after dark.”</p>"
         "<p>The work will cost 41 million crowns, of which the state pays two thirds. The fishing fleet, "
         "which "
         "has 112 boats, must lie in the southern basin until the end of October.</p>"
         "<p>Not everybody is content. The mussel growers of the bay fear that the mud will drift over their "
         "ropes, and have asked the county court to stop the dredgers before they arrive.</p>"
         "<p>Short line about tides.</p>"
         "<p>A hearing is set for 3 June. Until then, the board said, it will measure the water twice a day "
         "and "
         "publish what it finds on the wall of the customs house, as it did in the year of the flood.</p>";
}

const std::vector<std::string_view> kStoryWords = {
    "voted on Monday to dredge", "The silt has won every winter", "has 112 boats",
    "Not everybody is content",  "Short line about tides",        "in the year of the flood"};

std::vector<std::string_view> With(std::vector<std::string_view> words, std::vector<std::string_view> more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::string Teasers(std::string_view tag, std::string_view names) {
  std::string html;
  for (std::string_view what : {"Ferry strike ends", "New lighthouse keeper", "Storm closes school"}) {
    html.append("<")
        .append(tag)
        .append(" class='")
        .append(names)
        .append("'><a href='/x'><img src='a.jpg'><h3>");
    html.append(what).append("</h3></a><p>").append(what);
    html.append(", and what the neighbours had to say about it this week in our town.</p></");
    html.append(tag).append(">");
  }
  return html;
}

Layout News() {
  return {
      "news site",
      "<body><header class='site'><a href='/'>The Post</a><ul><li><a href='/a'>Politics</a><li><a "
      "href='/b'>Sport</a></ul></header><div class='page'><main><article><h1>Board votes to dredge</h1>"
      "<p class='byline'>By Nils Berg, 2 May</p><div class='share-bar'><a href='f'>Facebook</a> <a "
      "href='t'>Send by mail</a></div>" +
          Story() +
          "<div class='ad-slot'><p>Buy our boots today, the best boots.</p></div></article>"
          "<section class='c-related'><h2>More from the coast</h2>" +
          Teasers("article", "card") +
          "</section></main><aside><h3>Most read</h3><ol><li><a href='1'>Whale seen</a><li><a "
          "href='2'>Pier sold</a></ol></aside></div><footer><p>Imprint and privacy of the Post</p></footer>"
          "<div id='cookie-banner'><p>We and our 312 partners store information on your device to show you "
          "advertisements that fit. You can change your mind at any "
          "time.</p><button>Agree</button></div></body>",
      With(kStoryWords, {"Board votes to dredge", "By Nils Berg"}),
      {"Politics", "Facebook", "Send by mail", "our boots", "More from the coast", "Ferry strike",
       "the neighbours had to say", "Whale seen", "Imprint and privacy", "312 partners", "Agree"}};
}

Layout Blog() {
  return {
      "blog with comments",
      "<body class='single single-post has-sidebar'><div id='page' class='hfeed site'><header id='masthead' "
      "class='site-header'><p class='site-title'><a href='/'>Harbour Notes</a></p><nav><ul><li><a "
      "href='/about'>About me</a></ul></nav></header><div id='content' class='site-content'><div "
      "id='primary'><div class='post type-post tag-comments category-related'><h1 "
      "class='entry-title'>Dredging again</h1><div class='entry-meta'>Posted on <time>2 May "
      "2024</time></div><div class='entry-content'>" +
          Story() +
          "<div class='sharedaddy'><h3>Share this:</h3><ul><li><a href='x'>Click to tweet</a></ul></div>"
          "</div><footer class='entry-footer'>Filed under <a href='c'>Mud</a>, <a "
          "href='d'>Boats</a></footer></div><div class='author-box'><p>Ada writes about water and lives on a "
          "barge with two cats and a stove that smokes when the wind turns to the north.</p></div>"
          "<div id='comments'><h2>3 thoughts on “Dredging again”</h2><ol class='commentlist'><li><p>I have "
          "fished here for thirty years, and nobody ever asked me what I think about the silt in the "
          "channel, "
          "which was always there.</p><a href='r'>Reply</a></li><li><p>Great post!</p></li></ol><div "
          "id='respond'><h3>Leave a Reply</h3><form><p>Your email address will not be "
          "published.</p><textarea>"
          "</textarea></form></div></div></div><div id='secondary' class='widget-area'><h2>Recent "
          "Posts</h2><ul>"
          "<li><a href='1'>On buoys</a><li><a href='2'>On bells</a></ul><h2>Archives</h2><ul><li><a "
          "href='3'>April "
          "2024</a><li><a href='4'>March 2024</a></ul></div></div></div></body>",
      With(kStoryWords, {"Dredging again", "2 May 2024"}),
      {"About me", "Click to tweet", "Share this", "Ada writes about water", "thoughts on",
       "fished here for thirty", "Great post", "Leave a Reply", "Your email address", "On buoys",
       "Recent Posts", "March 2024"}};
}

Layout Forum() {
  std::string posts;
  for (std::string_view post :
       {"Has anybody taken a boat of two metres draught through the eastern channel at low water this "
        "spring?",
        "We went through on Friday at half tide and had forty centimetres under the keel, with the board up.",
        "Keep to the green side. The red buoy has dragged, and there is a bank behind it that dries at "
        "springs."}) {
    posts.append("<div class='post'><div class='user'><a href='u'>sailor</a></div><div class='body'>");
    posts.append(post).append(
        "</div><div class='buttons'><a href='q'>Quote this</a> | <a href='r'>Report it</a>"
        "</div></div>");
  }
  return {"forum thread",
          "<body><div id='menu'><a href='/'>Board index</a> <a href='/faq'>FAQ</a></div><h1>Draught in the "
          "channel</h1>"
          "<div class='pagination'><a href='1'>1</a> <a href='2'>Next page</a></div>" +
              posts + "<div class='footer'>Powered by board software</div></body>",
          {"Draught in the channel", "Has anybody taken a boat", "forty centimetres under the keel",
           "there is a bank behind it"},
          {"Board index", "Next page", "Quote this", "Report it", "Powered by board"}};
}

Layout Documentation() {
  return {"documentation",
          "<body><div class='wy-nav-side'><ul><li><a href='a'>Getting started</a><li><a href='b'>Tide "
          "tables</a><li><a "
          "href='c'>Pumps</a></ul></div><div role='navigation' aria-label='breadcrumbs'><a href='/'>Docs</a> "
          "» <a "
          "href='/p'>Manual</a></div><div role='main'><h1>Pumps<a class='headerlink' "
          "href='#pumps'>¶</a></h1><p>A "
          "pump moves water out of the bilge. This page says how it is set up and what to do when it "
          "stops.</p><h2>Set "
          "up</h2><p>Connect the pump as follows:</p><ul><li><a href='x'>Hose</a> first</li><li><a "
          "href='y'>Cable</a> second</li></ul><pre>pump --start 12\npump "
          "--stop</pre><table><tr><th>Model</th><th>Litres"
          "</th></tr><tr><td><a href='m'>P1</a></td><td>30</td></tr></table></div><footer><div "
          "class='rst-footer-buttons'>"
          "<a href='n'>Next: Anchors</a></div><p>Built with a tool.</p></footer></body>",
          {"Pumps", "A pump moves water", "Connect the pump as follows:", "Hose first", "pump --start 12",
           "Model\tLitres", "P1\t30"},
          {"Getting started", "Tide tables", "Manual", "¶", "Next: Anchors", "Built with a tool"}};
}

Layout Shop() {
  return {
      "shop",
      "<body><div class='top-nav'><a href='/'>Shop</a><a href='/cart'>Cart (0)</a></div><ul "
      "class='breadcrumbs'><li><a "
      "href='a'>All goods</a><li><a href='b'>Ropes</a></ul><div class='product'><h1>Mooring rope, 20 "
      "m</h1><div "
      "class='price'>$11<sup>99</sup></div><div class='description'><p>A rope of eight strands for boats of "
      "up to "
      "nine metres. It sinks, does not twist, and keeps its strength after years in salt and sun, says the "
      "maker.</p></div><table class='specs'><tr><th>Length</th><td>20 m</td></tr></table></div><div "
      "class='recommendations'><h2>Customers also bought</h2>" +
          Teasers("div", "product-card") +
          "</div><div class='newsletter-signup'><p>Get 10% off your first order when you sign up for our "
          "letters, which "
          "come twice a month and can be ended at any time.</p><form><input "
          "type='email'></form></div></body>",
      {"Mooring rope, 20 m", "$11.99", "A rope of eight strands", "Length\t20 m"},
      {"Cart (0)", "All goods", "Customers also bought", "Storm closes school", "Get 10% off"}};
}

Layout Wiki() {
  return {
      "wiki",
      "<body><div id='mw-navigation'><ul><li><a href='a'>Main page</a><li><a href='b'>Random "
      "article</a></ul></div><div "
      "id='content' role='main'><h1>Northport</h1><div class='noprint'>From Wiki, jump to <a "
      "href='s'>search</a></div><table class='infobox'><tr><th>Population</th><td>12,400 <sup><a "
      "href='#1'>[1]</a></sup></td></tr></table><p><b>Northport</b> is a town on the <a href='e'>eastern "
      "coast</a> with "
      "a harbour, a customs house and a fishing fleet of 112 boats.<sup><a "
      "href='#2'>2</a></sup></p><h2>History<span "
      "class='mw-editsection'>[<a href='e'>change section</a>]</span></h2><p>The harbour was dug in 1788 by "
      "order of "
      "the crown, and dredged for the first time in 1811, when a storm had closed "
      "it.</p><h2>References</h2><ol "
      "class='references'><li><a href='#r1'>^</a> <a href='x'>Census 2021</a>, table 4</li><li><a "
      "href='#r2'>^</a> <a "
      "href='y'>Fleet list</a></li></ol><div class='navbox'><a href='1'>Towns of the coast</a> · <a "
      "href='2'>Southport</a></div><div id='catlinks'>Categories: <a href='c'>Port towns</a></div></div><div "
      "id='footer'><p>Text under a free licence.</p></div></body>",
      {"Northport is a town", "Population\t12,400 [1]", "112 boats.²", "dug in 1788", "Census 2021"},
      {"Random article", "jump to", "change section", "Southport", "Port towns", "under a free licence"}};
}

Layout Tables() {
  return {
      "table layout",
      "<html><body><table width='100%'><tr><td colspan='2'><a href='/'>Home</a> | <a href='/n'>Old news</a> "
      "| <a "
      "href='/m'>Write us</a></td></tr><tr><td width='120'><a href='1'>Weather</a><br><a href='2'>Tide "
      "clock</a><br><a href='3'>Webcam</a></td><td><font size='5'><b>Board votes to "
      "dredge</b></font><br><br>" +
          Story() +
          "</td></tr><tr><td colspan='2'><center><font size='1'>© 2004 Town of Northport</font></center></td>"
          "</tr></table></body></html>",
      kStoryWords,
      {"Old news", "Write us", "Tide clock", "Webcam"}};
}

Layout DivSoup() {
  std::string lines = Story();
  for (size_t at = 0; (at = lines.find("<p>", at)) != std::string::npos;) lines.replace(at, 3, "");
  for (size_t at = 0; (at = lines.find("</p>", at)) != std::string::npos;) lines.replace(at, 4, "<br><br>");
  return {
      "divs without paragraphs",
      "<body><div><div><div class='x1'><div><a href='/'>Start</a></div><div><a href='/w'>World "
      "news</a></div><div><a "
      "href='/l'>Local news</a></div></div><div class='x2'><div><h1>Board votes to dredge</h1></div><div>2 "
      "May</div><div>" +
          lines + "</div></div><div class='x3'>" + Teasers("div", "x4") +
          "</div><div><div>© The Post</div><div><a href='i'>Our imprint</a></div></div></div></div></body>",
      With(kStoryWords, {"Board votes to dredge", "2 May"}),
      {"World news", "Local news", "Ferry strike ends", "Our imprint"}};
}

Layout Amp() {
  return {
      "AMP",
      "<html amp><body><header class='top'><a href='/'>Post</a></header><amp-sidebar><ul><li><a href='a'>All "
      "sections</a></ul></amp-sidebar><article class='amp-wp-article'><header><h1>Board votes to "
      "dredge</h1></header><amp-img src='a.jpg'></amp-img><div class='amp-wp-article-content'>" +
          Story() +
          "</div><amp-social-share type='x'></amp-social-share></article><amp-embed type='tb'><a "
          "href='z'>Twelve tricks "
          "of sailors</a></amp-embed><amp-consent><div>We use cookies for this and that, as all others do, "
          "and ask "
          "you to agree to it before you read on in this page.</div></amp-consent><footer>Top of "
          "page</footer></body>",
      With(kStoryWords, {"Board votes to dredge"}),
      {"All sections", "Twelve tricks", "We use cookies", "Top of page"}};
}

Layout LiveBlog() {
  std::string entries;
  for (std::string_view entry :
       {"The board has come together in the customs house. Outside stand some two hundred people with "
        "lanterns.",
        "Ada Lund opens the meeting and reads the report of the pilots, which takes her a quarter of an "
        "hour.",
        "The vote is over: nine for the plan, four against it. The mussel growers leave the room in silence.",
        "The court has been asked to stop the work, says the lawyer of the growers on the steps of the "
        "house."}) {
    entries.append("<div class='liveblog-entry'><time>20:1</time><h3>Update</h3><p>").append(entry);
    entries.append("</p><div class='social-share'><a href='s'>Send this entry</a></div></div>");
  }
  return {"live blog",
          "<body><nav><a href='/'>Start</a></nav><main><h1>Live: the vote</h1><div class='liveblog'>" +
              entries + "</div></main><div class='outbrain'><a href='1'>From the web</a></div></body>",
          {"Live: the vote", "two hundred people with lanterns", "reads the report of the pilots",
           "nine for the plan", "asked to stop the work"},
          {"Send this entry", "From the web"}};
}

TEST(ReadableText, ReadsTheArticleOfPagesOfTenKinds) {
  size_t unwanted_kept = 0;
  size_t unwanted = 0;
  for (const Layout& layout :
       {News(), Blog(), Forum(), Documentation(), Shop(), Wiki(), Tables(), DivSoup(), Amp(), LiveBlog()}) {
    const HtmlText page = ReadableText(layout.html);
    for (std::string_view words : layout.wanted) {
      EXPECT_NE(page.text.find(words), std::string::npos) << layout.name << " lost: " << words << "\n"
                                                          << page.text;
    }
    for (std::string_view words : layout.unwanted) {
      ++unwanted;
      if (page.text.find(words) == std::string::npos) continue;
      ++unwanted_kept;
      std::cout << layout.name << " keeps: " << words << '\n';
    }
  }
  EXPECT_LE(unwanted_kept * 20, unwanted) << "of " << unwanted;
}

}  // namespace
}  // namespace verbatim::text
