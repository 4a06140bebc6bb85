#include "text/html/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "support/random_text.h"
#include "text/sentences/sentences.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Returns the text of a page whose body is `body`.
std::string TextOf(std::string_view body) {
  return ReadableText("<!DOCTYPE html><html><body>" + std::string(body) + "</body></html>").text;
}

HtmlFault FaultOf(std::string_view html) { return ReadableText(html).fault; }

std::string Repeat(std::string_view what, size_t count) {
  std::string all;
  all.reserve(what.size() * count);
  for (size_t i = 0; i < count; ++i) all += what;
  return all;
}

constexpr std::string_view kNews = R"html(<!DOCTYPE html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <title>
    Harbour bridge to close &ndash; The Northern Post
  </title>
  <style>.lead { font-weight: bold }</style>
  <script type="application/ld+json">{"headline": "<b>Harbour</b> bridge"}</script>
</head>
<body class="story">
  <a href="#content" hidden>Skip to content</a>
  <header>
    <p>The Northern Post</p>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
    <form role="search"><label>Search</label><input name="q" value="bridge"><button>Go</button></form>
  </header>
  <div role="dialog" aria-label="Cookies"><p>We value your privacy.</p><button>Accept</button></div>
  <dialog open><p>Subscribe now!</p></dialog>
  <main>
    <article>
      <header>
        <h1>Harbour bridge to close for repairs</h1>
        <p class="byline">By <a rel="author" href="/staff/ann">Ann O&rsquo;Brien</a>, <time>3 May 2024</time></p>
      </header>
      <figure>
        <img src="bridge.jpg" alt="A rusty bridge">
        <figcaption>The bridge in April. Photo: R.&nbsp;Lund</figcaption>
      </figure>
      <p class="lead">The bridge will close on <strong>12&nbsp;June</strong>, the council said
         on Tuesday.<sup><a href="#n1">[1]</a></sup> It carries 41,000 vehicles a&#160;day.</p>
      <script>document.write("<p>Advertisement</p>");</script>
      <noscript><img src="/pixel.gif">Enable JavaScript.</noscript>
      <blockquote><p>&ldquo;We had no choice,&rdquo; the mayor said.</p></blockquote>
      <h2>What changes</h2>
      <ul>
        <li>Buses 4 and 9 stop at the quay
        <li>The ferry runs <em>every</em> ten minutes
      </ul>
      <aside><h3>Read more</h3><p>Ten bridges you must see.</p></aside>
      <table>
        <caption>Cost</caption>
        <thead><tr><th>Year</th><th>Million</th></tr></thead>
        <tbody>
          <tr><td>2024</td><td><p>3.5</p></td></tr>
          <tr><td>2025</td><td><p>4</p></td></tr>
        </tbody>
      </table>
      <p>Contact:</p>
      <address>12 Quay Street<br>Northport</address>
      <div style="color: red; display : none">Sponsored</div>
      <footer><p>Corrected on 4 May: the year was wrong.</p></footer>
    </article>
  </main>
  <footer><p>&copy; 2024 The Northern Post</p></footer>
</body>
</html>
)html";

constexpr std::string_view kNewsText =
    "Harbour bridge to close for repairs\n\n"
    "By Ann O’Brien, 3 May 2024\n\n"
    "The bridge in April. Photo: R.\u00A0Lund\n\n"
    "The bridge will close on 12\u00A0June, the council said on Tuesday.[1] It carries 41,000 vehicles "
    "a\u00A0day.\n\n"
    "“We had no choice,” the mayor said.\n\n"
    "What changes\n\n"
    "Buses 4 and 9 stop at the quay\n"
    "The ferry runs every ten minutes\n\n"
    "Cost\n\n"
    "Year\tMillion\n"
    "2024\t3.5\n"
    "2025\t4\n\n"
    "Contact:\n\n"
    "12 Quay Street\n"
    "Northport\n\n"
    "Corrected on 4 May: the year was wrong.";

constexpr std::string_view kWiki =
    R"html(<!DOCTYPE html><html lang="en"><head><title>Quoll - Wiki</title></head><body>
<div id="siteNotice" role="complementary">Donate today.</div>
<div role="navigation"><h2>Contents</h2><ul><li>1 Diet</li></ul></div>
<div id="content" role="main">
<h1>Quoll</h1>
<table class="infobox"><tr><th colspan="2">Quoll</th></tr><tr><th>Class</th><td>Mammalia</td></tr></table>
<p><b>Quolls</b> (<span lang="la"><i>Dasyurus</i></span>) are carnivorous <a href="/m">marsupials</a>.<sup id="r1">[<a href="#1">1</a>]</sup>
They weigh 300&nbsp;g to 7&nbsp;kg.</p>
<h2><span>Diet</span></h2>
<p>They eat H<sub>2</sub>O-rich fruit &amp; insects.
<p>The formula is <math><mi>x</mi></math><svg><text>chart</text></svg> known.
<dl><dt>Joey</dt><dd>A young quoll.</dd><dt>Den</dt><dd>Its home.</dd></dl>
<pre>
spotted
   tiger

western
</pre>
<ol class="references"><li id="1"><span>^</span> <cite>Smith, J.</cite> (2001). <q>On <q>native</q> cats</q>.</li></ol>
</div>
<div role="contentinfo">Text is available under a licence.</div>
</body></html>)html";

TEST(ReadableText, ReadsANewsArticle) {
  const HtmlText page = ReadableText(kNews);
  EXPECT_EQ(page.fault, HtmlFault::kNone);
  EXPECT_EQ(page.text, kNewsText);
  EXPECT_EQ(page.title, "Harbour bridge to close – The Northern Post");
  EXPECT_EQ(page.language, "en-GB");
}

TEST(ReadableText, ReadsAnEncyclopediaPage) {
  EXPECT_EQ(ReadableText(kWiki).text,
            "Quoll\n\n"
            "Quoll\nClass\tMammalia\n\n"
            "Quolls (Dasyurus) are carnivorous marsupials.[1] They weigh 300\u00A0g to 7\u00A0kg.\n\n"
            "Diet\n\n"
            "They eat H2O-rich fruit & insects.\n\n"
            "The formula is known.\n\n"
            "Joey\nA young quoll.\nDen\nIts home.\n\n"
            "spotted\n   tiger\n\nwestern\n\n"
            "^ Smith, J. (2001). “On ‘native’ cats”.");
}

TEST(ReadableText, ReadsAnOldPageWithoutMainOrArticle) {
  EXPECT_EQ(
      ReadableText("<HTML><TITLE>Home</TITLE><BODY BGCOLOR=white><CENTER><H1>My page</H1></CENTER>\n"
                   "<FONT SIZE=2>Welcome &copy 1997<BR><BR>I like trains.<P>And <B>boats<P>very</B> much.\n"
                   "<TABLE><TR><TD><H2>Links</H2><UL><LI>One<LI>Two</UL><TD>It rains.<P>Often.</TABLE>")
          .text,
      "My page\n\nWelcome © 1997\n\nI like trains.\n\nAnd boats\n\nvery much.\n\n"
      "Links\n\nOne\nTwo\n\nIt rains.\n\nOften.");
}

TEST(ReadableText, KeepsSentencesApart) {
  const std::string text = ReadableText(kNews).text;
  std::vector<std::string> sentences;
  for (ByteRange range : FindSentences(text, "en"))
    sentences.push_back(text.substr(range.start, range.size()));
  EXPECT_THAT(sentences, testing::Contains("What changes"));
  EXPECT_THAT(sentences, testing::Contains("The ferry runs every ten minutes"));
  EXPECT_THAT(sentences, testing::Contains("2024\t3.5"));
  EXPECT_THAT(sentences, testing::Contains("“We had no choice,” the mayor said."));
}

TEST(ReadableText, ReadsMainElseArticlesElseTheBody) {
  EXPECT_EQ(TextOf("<p>out<article>a</article><main>m<article>b</article></main>"), "m\n\nb");
  EXPECT_EQ(TextOf("<p>out<div role=main>m</div>"), "m");
  EXPECT_EQ(TextOf("out<article>a<article>reply</article></article><div role=article>b</div>"),
            "a\n\nreply\n\nb");
  EXPECT_EQ(TextOf("<main><script>app()</script></main><article>a</article>out"), "a");
  EXPECT_EQ(TextOf("<main></main><article hidden>a</article>out"), "out");
}

// A paragraph of prose about a harbour.
std::string Prose(std::string_view about) {
  return "<p>" + std::string(about) +
         " was voted on in the customs house on Monday, and nine of the thirteen members of the board said "
         "yes to it. "
         "The others, who own boats of their own, said nothing, and left before the lamps were lit.</p>";
}

TEST(ReadableText, ReadsThePartWithTheProse) {
  const std::string prose = Prose("Dredging") + Prose("The pier") + Prose("The new light");
  for (const std::string& body : {
           "<main><h1>Harbour</h1></main><div>" + prose + "</div>",
           "<article><h2>Teaser</h2><p>Read on.</p></article><article><p>Read on.</p></article><div>" +
               prose + "</div>",
           "<header><article>" + prose + "</article></header><footer>Imprint</footer>",
           "<div role=main><p>Nothing was found.</p></div><section>" + prose + "</section>",
           "<div aria-hidden=true>" + prose + "</div>",
           "<div style='visibility: hidden'>" + prose + "</div><p>Loading",
           "<div style='display:none'>" + prose + "</div><p>Loading",
           "<div hidden>" + prose + "</div><p>Loading",
           "<nav>" + prose + "</nav>",
           "<aside><p>Teaser</p></aside><aside>" + prose + "</aside>",
           "<dialog open>" + prose + "</dialog>",
           "<form><input name=q>" + prose + "</form>",
           "<div class='sidebar'>" + prose + "</div>",
           "<div class='comment'>" + prose + "</div>",
           "<div class='cookie-consent-wrapper'>" + prose + "</div>",
           "<div class=related><h2>Related articles</h2><a href=x>One</a>" + prose + "</div>",
       }) {
    const HtmlText page = ReadableText("<body>" + body);
    for (const char* words : {"Dredging was voted", "The pier was voted", "The new light was voted"}) {
      EXPECT_THAT(page.text, HasSubstr(words)) << body.substr(0, 60);
    }
  }
}

TEST(ReadableText, SaysWhatItLeavesOut) {
  const HtmlText page = ReadableText("<body><nav>Menu  one</nav>" + Prose("Dredging") +
                                     "<div class=comments>Fine.</div><p hidden>x</p></body>");
  std::string omitted;
  for (const Omission& omission : page.omitted) {
    omitted += std::string(omission.kind) + " " + std::to_string(omission.bytes) + ";";
  }
  EXPECT_EQ(omitted, "hidden 1;navigation 8;comments 5;");
  EXPECT_TRUE(ReadableText("<p>Only this.").omitted.empty());
}

TEST(ReadableText, KeepsLinksThatAreContent) {
  const std::string prose = Prose("Dredging") + Prose("The pier");
  for (const char* list :
       {"<p>The reports:</p><ul><li><a href=a>On silt</a><li><a href=b>On tides</a></ul>",
        "<ol class=references><li><a href=a>On silt</a><li><a href=b>On tides</a></ol>",
        "<table><tr><th>Report<th>Year<tr><td><a href=a>On silt</a><td><a href=b>On tides</a></table>"}) {
    EXPECT_THAT(ReadableText("<body><div>" + prose + list + "</div>").text, HasSubstr("On tides")) << list;
  }
  EXPECT_THAT(ReadableText("<body><ul><li><a href=a>On silt</a><li><a href=b>On tides</a></ul>").text,
              HasSubstr("On tides"))
      << "a page of links";
}

struct Rule {
  const char* body;
  const char* text;
};

class Rules : public ::testing::TestWithParam<Rule> {};

TEST_P(Rules, AreKept) { EXPECT_EQ(TextOf(GetParam().body), GetParam().text) << GetParam().body; }

INSTANTIATE_TEST_SUITE_P(
    LeavesOut, Rules,
    ::testing::Values(
        Rule{"a<script>if (x < 1) '</p>'</script>b", "ab"}, Rule{"a<style>p { x: '<b>' }</style>b", "ab"},
        Rule{"a<template><p>t</p></template>b", "ab"}, Rule{"a<noscript><p>n</p></noscript>b", "ab"},
        Rule{"a<!-- <p>c</p> -->b", "ab"}, Rule{"a<svg><title>t</title><text>s</text></svg>b", "ab"},
        Rule{"a<math><mi>x</mi></math>b", "ab"},
        Rule{"a<iframe>i</iframe><object>o</object><video>v</video><canvas>c</canvas>b", "ab"},
        Rule{"a<button>k</button><select><option>o</select><textarea>t</textarea><input value=i>b", "ab"},
        Rule{"a<nav>n</nav><aside>s</aside><dialog open>d</dialog><search>q</search>b", "ab"},
        Rule{"a<div role='NAVIGATION menu'>n</div><p role=search>s</p><p role=alertdialog>d</p>b", "ab"},
        Rule{"a<p hidden>h</p><p aria-hidden=true>h</p>b", "ab"},
        Rule{"a<p style='margin:0;DISPLAY: None !important'>h</p><p style=visibility:hidden>h</p>b", "ab"},
        Rule{"<p aria-hidden=false style='x:display:none'>a</p>", "a"},
        Rule{"<header>h</header>a<footer>f</footer>", "a"},
        Rule{"<section><header>h</header>a<footer>f</footer></section>", "h\n\na\n\nf"},
        Rule{"<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢字"},
        Rule{"a<img alt=picture>b", "ab"}));

INSTANTIATE_TEST_SUITE_P(
    Separates, Rules,
    ::testing::Values(Rule{"<h1>H</h1>a", "H\n\na"}, Rule{"a<h2>H</h2><h3>I</h3>b", "a\n\nH\n\nI\n\nb"},
                      Rule{"<div><div>a</div></div><div>b</div>", "a\n\nb"}, Rule{"<p>a<p>b", "a\n\nb"},
                      Rule{"<p></p><p> </p><p>&nbsp;</p>a", "a"},
                      Rule{"a<br>b<br><br>c<br><br><br>d", "a\nb\n\nc\n\nd"}, Rule{"a<br></p><p>b", "a\n\nb"},
                      Rule{"a<hr>b", "a\n\nb"},
                      Rule{"<ul><li>a<li>b<ol><li>c</ol><li>d</ul>e", "a\nb\n\nc\n\nd\n\ne"},
                      Rule{"<ul><li><p>a</p></li><li><p>b</p></li></ul>", "a\n\nb"},
                      Rule{"<details><summary>s</summary>d</details>", "s\n\nd"},
                      Rule{"<fieldset><legend>l</legend><label>a</label></fieldset>", "l\n\na"},
                      Rule{"a<b>b</b><span>c</span><wbr>d<x-y>e</x-y>", "abcde"}));

INSTANTIATE_TEST_SUITE_P(
    Tables, Rules,
    ::testing::Values(
        Rule{"<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"},
        Rule{"<table><tr><td> a </td> <td> b </td></tr></table>", "a\tb"},
        Rule{"<table><tr><td><p>a</p></td><td><div>b<br></div></td><td>c</td></tr></table>", "a\tb\tc"},
        Rule{"<table><tr><td><p>a</p><p>b</p></td><td><p>c</p></td></tr></table>", "a\n\nb\tc"},
        Rule{"<table><tr><td></td><td>b</td></tr><tr><td>c</td><td></td></tr></table>", "b\nc"},
        Rule{"<table><tr><td><h2>H</h2></td><td>a</td></tr></table>", "H\n\na"},
        Rule{"<table><tr><td>a</td><td><ul><li>b</ul></td></tr></table>", "a\n\nb"},
        Rule{"<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</td></tr></table>", "a\n\nb\tc\n\nd"}));

INSTANTIATE_TEST_SUITE_P(
    WhiteSpace, Rules,
    ::testing::Values(Rule{" \n a \t\r\n b <b> c</b> ", "a b c"},
                      Rule{"a<b> </b>b<i></i> <u> c</u>", "a b c"},
                      Rule{"a &nbsp; b&#x3000;c&nbsp;<p>&nbsp;d", "a \u00A0 b\u3000c\n\nd"},
                      Rule{"<pre>\n  a\tb  \n\n\n c</pre>d", "  a\tb\n\n\n c\n\nd"},
                      Rule{"x<pre> a <b> b\nc</b></pre>", "x\n\n a  b\nc"},
                      Rule{"so\u00ADft zero\u200Bwidth &zwnj;&shy;",
                           "so\u00ADft zero\u200Bwidth \u200C\u00AD"},
                      Rule{"a\u2028b&#x2029;c", "a\nb\nc"},
                      Rule{"a\x01\x7F"
                           "b\x0B"
                           "c&#x81;d\u0085e",
                           "ab cd e"},
                      Rule{"&lt;p&gt; &amp;amp; &eacute;&hellip; &notit; &#x1F600; &#0;&#xD800;",
                           "<p> &amp; é… ¬it; 😀 \uFFFD\uFFFD"}));

// Gumbo computes these numbers modulo 2^32.
INSTANTIATE_TEST_SUITE_P(
    ReferencesOutOfRange, Rules,
    ::testing::Values(Rule{"a&#x110000;b&#1114112 c", "a\uFFFDb\uFFFD c"},
                      Rule{"a&#xFFFFFFBB;b&#x100000041;c&#4294967361;d", "a\uFFFDb\uFFFDc\uFFFDd"},
                      Rule{"a&#x10FFFD;&#x00000000000041;&#x;&#", "a\U0010FFFDA&#x;&#"}));

INSTANTIATE_TEST_SUITE_P(
    Figures, Rules,
    ::testing::Values(Rule{"<p>Some 64<sup>3</sup> boats sank.", "Some 64³ boats sank."},
                      Rule{"<p>64<sup><a href='#n3'>12</a></sup>% of all", "64¹²% of all"},
                      Rule{"<p>In 1987<sup>4,5</sup> it rained.", "In 1987⁴,⁵ it rained."},
                      Rule{"<p>sixty-four<sup>3)</sup> boats", "sixty-four³⁾ boats"},
                      Rule{"<p>3×10<sup>8</sup> m s<sup>&minus;1</sup>", "3×10⁸ m s⁻¹"},
                      Rule{"<p>7 km<sup>2</sup>, the 3<sup>rd</sup>", "7 km², the 3rd"},
                      Rule{"<p>8<span style='vertical-align: super'>2</span> x", "8² x"},
                      Rule{"<p>for $24<sup>95</sup> each", "for $24.95 each"},
                      Rule{"<p>for €&nbsp;1,024<sup>00</sup> each", "for €\u00A01,024.00 each"},
                      Rule{"<p>for 24<sup>95</sup> € each", "for 24.95 € each"},
                      Rule{"<p>for $24<sup>.95</sup> each", "for $24.95 each"},
                      Rule{"<p>for $24.95<sup>12</sup> each", "for $24.95¹² each"},
                      Rule{"<p>3<sup>1</sup>/<sub>4</sub> miles", "3 1/4 miles"},
                      Rule{"<p><sup>3</sup>&frasl;<sub>8</sub> inch", "3⁄8 inch"},
                      Rule{"<p>3<sup>1/4</sup> miles", "3 1/4 miles"},
                      Rule{"<p>H<sub>2</sub>O, CO<sub>2</sub>", "H2O, CO2"},
                      Rule{"<p>log<sub>2</sub>8 and 101<sub>2</sub>", "log₂8 and 101₂"},
                      Rule{"<p>64<sup>[1]</sup> boats, Lund<sup>*</sup>", "64[1] boats, Lund*"}));

INSTANTIATE_TEST_SUITE_P(
    KeepsWords, Rules,
    ::testing::Values(
        Rule{"<p>Dead: <b aria-hidden=true>64</b> men.", "Dead: 64 men."},
        Rule{"<p>今日は<ruby><rb aria-hidden='true'>港</rb><rt>みなと</rt></ruby>へ。", "今日は港へ。"},
        Rule{"<p>The court freed <button>sixty-four</button> sailors.",
             "The court freed sixty-four sailors."},
        Rule{"<p>Send: <button>by mail</button>", "Send:"},
        Rule{"<p style='visibility:hidden'>not <b style='visibility: visible'>this</b></p>", "this"},
        Rule{"<p><span class=dropcap>T</span>he tide", "The tide"},
        Rule{"<div class='drop-cap'>T</div><p>he tide", "The tide"},
        Rule{"<p><img class=dropcap alt=T src=t.png>he tide", "The tide"},
        Rule{"<p><span aria-hidden=true><span class=dropcap>T</span>ide</span><span "
             "class='sr-only'>Tide</span> tables",
             "Tide tables"},
        Rule{"<x-y><template shadowrootmode=open><p>In the <slot></slot> now.</p></template>harbour</x-y>",
             "In the harbour now."},
        Rule{"<x-y><template shadowrootmode=open><slot name=b>none</slot> and <slot "
             "name=a>none</slot></template><i "
             "slot=a>A</i><i slot=b>B</i><i slot=c>C</i></x-y>",
             "B and A"},
        Rule{"<p>Paid by <a class='author-link share' href=x>Lund</a> in May, says the clerk.",
             "Paid by Lund in May, says the clerk."},
        Rule{"<p>The <span class='comments'>64</span> boats", "The 64 boats"}));

INSTANTIATE_TEST_SUITE_P(Quotes, Rules,
                         ::testing::Values(Rule{"<q>a <q>b <q>c</q></q></q> <q>d</q>", "“a ‘b “c”’” “d”"}));

TEST(ReadableText, DropsNulAndByteOrderMark) {
  const HtmlText page = ReadableText(std::string("\uFEFF<p>a\0b<p\0>c", 15));
  EXPECT_EQ(page.text, "ab\n\nc");
}

TEST(ReadableText, FindsTitleAndLanguage) {
  EXPECT_EQ(ReadableText("<p>x").title, "");
  EXPECT_EQ(ReadableText("<p>x").language, "");
  EXPECT_EQ(ReadableText("<title>a <b> &amp;\n c</title><title>d</title><p>x").title, "a <b> & c");
  EXPECT_EQ(ReadableText("<svg><title>s</title></svg><p>x").title, "");
  EXPECT_EQ(ReadableText("<p lang=fr>x").language, "");
  EXPECT_EQ(ReadableText("<html lang=' de '><p>x").language, "de");
}

TEST(ReadableText, RefusesWhatIsNotHtml) {
  EXPECT_EQ(FaultOf(""), HtmlFault::kNotHtml);
  EXPECT_EQ(FaultOf("Just text, 3 < 4 & so on.\n"), HtmlFault::kNotHtml);
  EXPECT_EQ(FaultOf(R"({"a": ["b", 1]})"), HtmlFault::kNotHtml);
  EXPECT_EQ(FaultOf("if a <b or c"), HtmlFault::kNotHtml);
  EXPECT_EQ(FaultOf("a <t> of b </t>"), HtmlFault::kNotHtml) << "t is not an HTML element";
  EXPECT_EQ(FaultOf("<!-- <p> --> text"), HtmlFault::kNotHtml);
  EXPECT_EQ(FaultOf("text <br> text"), HtmlFault::kNone);
}

TEST(ReadableText, ReportsPagesWithoutText) {
  EXPECT_EQ(FaultOf("<html><body><div id=app></div><script>run()</script></body></html>"),
            HtmlFault::kNoText);
  EXPECT_EQ(FaultOf("<p>&nbsp; \n"), HtmlFault::kNoText);
  EXPECT_EQ(FaultOf("<frameset><frame src=a></frameset>"), HtmlFault::kNoText);
}

TEST(ReadableText, ReadsPagesUpToTheDepthLimit) {
  const size_t inside = kMaxHtmlDepth - 2;  // html and body are open as well
  EXPECT_EQ(ReadableText(Repeat("<div>", inside) + "x").text, "x");
  EXPECT_EQ(FaultOf(Repeat("<div>", inside + 1) + "x"), HtmlFault::kTooDeep);
  EXPECT_EQ(FaultOf(Repeat("<div>", inside) + Repeat("</div>", inside) + Repeat("<p>x</p>", 10'000)),
            HtmlFault::kNone);
}

TEST(ReadableText, ReadsElementsUpToTheAttributeLimit) {
  auto tag = [](size_t count) {
    std::string attributes;
    for (size_t i = 0; i < count; ++i) attributes += " a" + std::to_string(i) + "=b";
    return "<p" + attributes + ">x";
  };
  EXPECT_EQ(ReadableText(tag(kMaxHtmlAttributes)).text, "x");
  EXPECT_EQ(FaultOf(tag(kMaxHtmlAttributes + 1)), HtmlFault::kTooComplex);
  EXPECT_EQ(FaultOf("<body>" + Repeat("<p a=b c=d>x</p>", 10'000)), HtmlFault::kNone);
}

TEST(ReadableText, RefusesMoreBytesThanTheLimit) {
  EXPECT_EQ(FaultOf("<p>" + std::string(kMaxHtmlBytes - 3, 'x')), HtmlFault::kNone);
  EXPECT_EQ(FaultOf("<p>" + std::string(kMaxHtmlBytes - 2, 'x')), HtmlFault::kTooComplex);
}

// Calls `body` on a thread with a small stack.
void OnSmallStack(std::function<void()> body) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, size_t{256} << 10), 0);
  pthread_t thread;
  auto run = [](void* argument) -> void* {
    (*static_cast<std::function<void()>*>(argument))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &body), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

// Pages that would take quadratic time if a step of the selection looked at a node once for each other node.
TEST(ReadableText, TakesLinearTimeToChooseWhatIsRead) {
  const std::string story = "<p>" + Repeat("words of a page ", 40) + "</p>";
  const std::string empty = Repeat("<i></i>", 100'000);
  const std::string list = "<ul><li><a href=x>a</a><li><a href=x>b</a></ul>";
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& page :
       {story + empty + Repeat("<h2>Related <a href=x>a</a></h2>", 50'000),
        story + Repeat("<h2>3 comments</h2>", 50'000) + empty,
        story + "<table>" + Repeat("<tr><td><a href=x>a</a> <a href=x>b</a>", 30'000) + "</table>",
        story + "<p>" + empty + Repeat(list, 20'000),
        story + Repeat("<div>", 250) + Repeat(list, 20'000) + empty,
        story + Repeat("<div class=related>", 250) + "<a href=x>a</a>" + empty,
        "<p>5" + Repeat("<sup>", 250) + "1" + empty, "<p>" + Repeat("5<sup>1</sup>", 50'000) + empty,
        story + Repeat("<div class=t><a href=x><img><h3>a</h3></a></div>", 20'000),
        story + "<p class='" + Repeat("related ", 500'000) + "'>a",
        "<div><template shadowrootmode=open>" + Repeat("<slot name=a></slot>", 50'000) + "</template>" +
            Repeat("<b slot=a>x</b>", 50'000),
        "<div aria-hidden=true>" + Repeat("<div hidden>" + story + "</div>", 5'000)}) {
    const auto one = std::chrono::steady_clock::now();
    const HtmlText read = ReadableText(page);
    EXPECT_FALSE(FindInvalidUtf8(read.text)) << page.substr(0, 40);
    EXPECT_LT(std::chrono::steady_clock::now() - one, std::chrono::seconds(20)) << page.size();
  }
  // Some two seconds without sanitizers. Quadratic time would be minutes.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(ReadableText, BoundsTimeAndStackOnHostilePages) {
  // Each of these pages makes Gumbo search long lists or copy large trees.
  const std::string deep = Repeat("<span>", kMaxHtmlDepth - 5);
  std::string formatting;
  for (size_t i = 0; i < 300; ++i) formatting += "<b a=" + std::to_string(i) + ">";
  OnSmallStack([&] {
    for (const char* tag : {"<b>", "<div>", "<span>", "<svg>", "<template>", "<a><b><i><div>", "<ul><li>",
                            "<q>", "<table><tr><td>", "<p><font color=red><div>"}) {
      EXPECT_EQ(FaultOf(Repeat(tag, 100'000)), HtmlFault::kTooDeep) << tag;
    }
    for (const std::string& page :
         {Repeat("<template>", 300), Repeat("<template><table><tr><td>", 60), Repeat("<", 1 << 20),
          Repeat("<p>", 100'000), Repeat("<table>", 100'000), "<p>" + Repeat("&", 1 << 20),
          Repeat("<a><b><i></a></b></i>", 50'000), "<table>" + Repeat("<b>x</b>", 100'000),
          deep + Repeat("</x>", 200'000), deep + Repeat("<p>", 100'000),
          formatting + Repeat("<p></b></p>", 50'000), "<p>" + formatting + Repeat("</p><p>x", 50'000),
          Repeat("<table><td><object></table>", 50'000) + Repeat("<b></b>", 50'000),
          "<p><b a=" + std::string(1 << 20, 'x') + "></p>" + Repeat("<p>x</p>", 50'000)}) {
      const HtmlText read = ReadableText(page);
      EXPECT_FALSE(FindInvalidUtf8(read.text)) << page.substr(0, 40);
      EXPECT_EQ(read.fault != HtmlFault::kNone, read.text.empty());
    }
  });
  EXPECT_EQ(FaultOf("<p>" + formatting + Repeat("</p><p>x", 50'000)), HtmlFault::kTooComplex);
}

// Pages of tags and text in any order, each closed or not.
std::string RandomPage(std::mt19937_64& random) {
  static constexpr const char* kTags[] = {"p",  "div",  "b",   "i",       "a",    "table", "tr", "td", "ul",
                                          "li", "pre",  "q",   "article", "main", "aside", "h1", "br", "span",
                                          "dl", "form", "svg", "select",  "nav",  "header"};
  std::string page = "<body>";
  for (size_t i = 0; i < 60; ++i) {
    const char* tag = kTags[random() % std::size(kTags)];
    switch (random() % 4) {
      case 0:
        page += "</" + std::string(tag) + ">";
        break;
      case 1:
        page += "<" + std::string(tag) + ">";
        break;
      case 2:
        page += test::RandomText(random, 1 + random() % 20);
        break;
      default:
        page += " <script>SECRET</script>word <style>SECRET{}</style>";
        break;
    }
  }
  return page;
}

TEST(ReadableText, KeepsItsGuaranteesOnAnyPage) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 2000; ++i) {
    const std::string html = RandomPage(random);
    const HtmlText page = ReadableText(html);
    ASSERT_FALSE(FindInvalidUtf8(page.text)) << html;
    ASSERT_THAT(page.text, Not(HasSubstr("SECRET"))) << html;
    ASSERT_THAT(page.text, Not(HasSubstr(" \n"))) << html;
    ASSERT_EQ(page.fault == HtmlFault::kNone, !page.text.empty()) << html;
    if (!page.text.empty()) {
      ASSERT_NE(page.text.back(), '\n') << html;
      ASSERT_NE(page.text.front(), '\n') << html;
    }
    const HtmlText again = ReadableText(html);
    ASSERT_EQ(again.text, page.text) << html;
    ASSERT_EQ(again.fault, page.fault) << html;
  }
}

TEST(ReadableText, IgnoresIndentation) {
  std::string indented;
  bool pre = false;
  const std::string page(kWiki);
  for (size_t i = 0; i < page.size(); ++i) {
    if (page.compare(i, 5, "<pre>") == 0) pre = true;
    if (page.compare(i, 6, "</pre>") == 0) pre = false;
    indented += page[i];
    if (page[i] == '\n' && !pre) indented += "\r\n \t  ";
  }
  EXPECT_EQ(ReadableText(indented).text, ReadableText(kWiki).text);
  EXPECT_EQ(TextOf("<ul>\n  <li>a</li>\n\n  <li>b</li>\n</ul>\n<p>c\n"),
            TextOf("<ul><li>a</li><li>b</li></ul><p>c"));
}

}  // namespace
}  // namespace verbatim::text
