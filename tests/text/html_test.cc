#include "text/html/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

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

TEST(ReadableText, BoundsTimeAndStackOnHostilePages) {
  // Each page makes Gumbo search long lists or copy large trees.
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
