// Imports selections of an HTML page, as Hypothesis' client makes them.

#include <random>

#include "exchange_fixture.h"
#include "nlohmann/json.hpp"

namespace verbatim::test {
namespace {

using Json = nlohmann::json;

// A page of a news site. Its source lines are wrapped and indented.
constexpr char kNewsPage[] = R"(<!DOCTYPE html>
<html lang="en"><head><title>Prisoners freed in Minsk</title><script>var page = 1;</script></head>
<body>
  <header><a href="/">The Daily Record</a></header>
  <nav><ul>
    <li><a href="/news">News</a></li>
    <li><a href="/world">World</a></li>
  </ul></nav>
  <script>window.dataLayer = [];</script>
  <main><article>
    <h1>Belarus frees fifty-two
        political prisoners</h1>
    <p class="byline">By <a href="/ann">Ann Example</a>,
       <time datetime="2025-09-11">11 September 2025</time></p>
    <p>On 11 September 2025, Belarus let <b>fifty-two</b> political
       prisoners go after talks with an envoy of the
       United&nbsp;States. They crossed the border to Lithuania
       in a bus that afternoon.</p>
    <figure><img src="bus.jpg" alt="A bus"><figcaption>The bus reached Vilnius
       shortly before four.</figcaption></figure>
    <p>The minister said yes. The opposition said no. The minister
       said yes. &ldquo;We did not ask for a pardon,&rdquo; one of the
       freed men told reporters at the border post, &ldquo;and we will
       not thank anybody for <em>our own</em> freedom.&rdquo;</p>
    <h2>What the envoy
        offered</h2>
    <p>The envoy offered to lift sanctions on the state airline
       <a href="/belavia">Belavia</a>, so that it can buy parts for its
       Boeing aircraft &mdash; a step that was discussed for months.
       Some 1,400 people are still in prison for political reasons,
       according to human rights groups.</p>
    <blockquote>
      <p>Nobody should have to
         leave the country to be free.</p>
    </blockquote>
    <p>Among those freed are:</p>
    <ul>
      <li>a trade union leader who was sentenced
          to nine years,</li>
      <li>two journalists of a news site that has been
          banned since 2021,</li>
      <li>fourteen citizens of other countries.</li>
    </ul>
    <p>The minister said yes. Lithuania's president thanked the
       United States, and said that &ldquo;more than 1,000 political
       prisoners remain&rdquo;. Airlines welcomed the decision on
       Belavia; exporters of parts were more careful, because the
       European Union keeps its own measures in force.</p>
    <table>
      <tr><th>Release</th> <th>People</th></tr>
      <tr><td>June 2025</td> <td>14 people</td></tr>
      <tr><td>September 2025</td> <td>52 people</td></tr>
    </table>
    <p>In June, fourteen prisoners were freed when another envoy
       visited Minsk.<br>
       The opposition said no. Its leader asked the envoys to go on
       until all were free, and repeated that the minister said yes
       to nothing but <i>selling people</i>.</p>
    <p>The talks are to continue
       in October.</p>
  </article></main>
  <footer><p>Contact us. Imprint. Prisoners of copyright.</p></footer>
</body></html>)";

// Returns the text of the page's body as a browser has it in its DOM: without tags and with entities decoded.
std::string TextContent(std::string_view html) {
  const std::vector<std::pair<std::string_view, std::string_view>> entities = {
      {"&nbsp;", "\u00a0"}, {"&ldquo;", "\u201c"}, {"&rdquo;", "\u201d"}, {"&mdash;", "\u2014"}};
  std::string text;
  html.remove_prefix(html.find("<body>"));
  html = html.substr(0, html.find("</body>"));
  for (size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '<') {
      i = html.find('>', i);
      continue;
    }
    std::string_view piece = html.substr(i, 1);
    for (const auto& [name, character] : entities) {
      if (!html.substr(i).starts_with(name)) continue;
      piece = character;
      i += name.size() - 1;
    }
    text += piece;
  }
  return text;
}

bool IsBoundary(std::string_view text, size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80;
}

// Returns up to 32 characters before or after an offset. The page has no characters beyond the Basic
// Multilingual Plane, so that code points are UTF-16 code units.
std::string Before(std::string_view text, size_t at) {
  size_t start = at;
  for (int i = 0; i < 32 && start > 0; ++i) {
    do --start;
    while (!IsBoundary(text, start));
  }
  return std::string(text.substr(start, at - start));
}
std::string After(std::string_view text, size_t at) {
  size_t end = at;
  for (int i = 0; i < 32 && end < text.size(); ++i) {
    do ++end;
    while (!IsBoundary(text, end));
  }
  return std::string(text.substr(at, end - at));
}
size_t Utf16At(std::string_view text, size_t at) {
  size_t count = 0;
  for (size_t i = 0; i < at; ++i) count += IsBoundary(text, i) ? 1 : 0;
  return count;
}

std::string Words(std::string_view text) {
  std::string words;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text.substr(i).starts_with("\u00a0");
    if (no_break) ++i;
    if (no_break || std::string_view(" \n\t").find(text[i]) != std::string_view::npos) {
      if (!words.empty() && words.back() != ' ') words += ' ';
    } else {
      words += text[i];
    }
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

class AnnotationSelectionsTest : public ExchangeTest {
 protected:
  AnnotationSelectionsTest() {
    v1::CreateDocumentRequest request;
    request.set_document_id("page");
    request.mutable_document()->set_uri("https://n.example/minsk");
    request.mutable_content()->set_media_type("text/html");
    request.mutable_content()->set_data(kNewsPage);
    v1::CreateDocumentResponse created;
    EXPECT_TRUE(CreateDocument(request, &created).ok());
  }

  // Returns the annotation that Hypothesis' client makes of a range of the page's text.
  Json Annotate(size_t start, size_t end, int number) const {
    const Json quote = {{"type", "TextQuoteSelector"},
                        {"exact", text_.substr(start, end - start)},
                        {"prefix", Before(text_, start)},
                        {"suffix", After(text_, end)}};
    const Json position = {
        {"type", "TextPositionSelector"}, {"start", Utf16At(text_, start)}, {"end", Utf16At(text_, end)}};
    const Json range = {{"type", "RangeSelector"},
                        {"startContainer", "/main[1]/article[1]/p[2]"},
                        {"startOffset", 0},
                        {"endContainer", "/main[1]/article[1]/p[2]"},
                        {"endOffset", 1}};
    return {{"id", "a" + std::to_string(number)},
            {"uri", "https://n.example/minsk"},
            {"user", "acct:ann@h.example"},
            {"text", "note " + std::to_string(number)},
            {"target", {{{"source", "https://n.example/minsk"}, {"selector", {range, position, quote}}}}}};
  }

  // Returns a random range of the article. People select words, and sometimes parts of words.
  std::pair<size_t, size_t> SelectAtRandom(std::mt19937& random) const {
    const size_t from = text_.find("Belarus frees"), to = text_.find("in October.") + 11;
    const size_t length = 1 + random() % 250;
    size_t start = from + random() % (to - from - length), end = start + length;
    const bool by_words = random() % 4 != 0;
    auto inside = [&](size_t at) {
      return !IsBoundary(text_, at) || (by_words && IsLetter(at) && IsLetter(at - 1));
    };
    while (start > from && inside(start)) --start;
    while (end < to && inside(end)) ++end;
    return {start, end};
  }
  bool IsLetter(size_t at) const {
    return (static_cast<unsigned char>(text_[at]) & 0x80U) != 0 || isalnum(text_[at]);
  }

  const std::string text_ = TextContent(kNewsPage);
};

TEST_F(AnnotationSelectionsTest, OfAPageAreTaken) {
  constexpr int kSelections = 200;
  constexpr uint32_t kSeed = 20251130;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  std::string file;
  std::vector<std::string> selected;
  for (int i = 0; i < kSelections; ++i) {
    auto [start, end] = SelectAtRandom(random);
    if (Words(text_.substr(start, end - start)).empty()) end += 20;
    file += Annotate(start, end, i).dump() + "\n";
    selected.push_back(Words(text_.substr(start, end - start)));
  }
  const auto answers = Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION), file);
  ASSERT_EQ(answers.size(), selected.size());
  int taken = 0;
  for (size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].has_error()) {
      std::cout << selected[i] << "\n  " << answers[i].error().message() << "\n";
      continue;
    }
    ++taken;
    std::string recorded = Words(answers[i].claim().citations(0).quote());
    EXPECT_EQ(recorded, Words(std::string(selected[i].substr(selected[i].find_first_not_of(' ')))));
  }
  EXPECT_GE(taken, 195);
  // The file again changes nothing.
  for (const auto& answer : Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION), file)) {
    EXPECT_TRUE(answer.unchanged() || answer.has_error());
  }
}

TEST_F(AnnotationSelectionsTest, OfRepeatedWordsSelectTheirPlace) {
  const std::string words = "The minister said yes.";
  std::vector<size_t> places;
  for (const char* after : {"opposition said", "We did", "president"}) {
    size_t at = text_.rfind("The minister", text_.find(after));
    places.push_back(at);
  }
  std::vector<int64_t> starts;
  for (size_t at : places) {
    const auto answers = Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION),
                                Annotate(at, text_.find("yes.", at) + 4, static_cast<int>(at)).dump());
    ASSERT_EQ(answers.size(), 1u);
    ASSERT_FALSE(answers[0].has_error()) << answers[0].error().message();
    EXPECT_EQ(answers[0].claim().citations(0).quote(), words);
    starts.push_back(answers[0].claim().citations(0).span().byte_start());
  }
  EXPECT_LT(starts[0], starts[1]);
  EXPECT_LT(starts[1], starts[2]);
}

TEST_F(AnnotationSelectionsTest, OfRepeatedWordsWithoutContextSelectTheirPlaceByThePosition) {
  const size_t first = text_.find("The minister"), last = text_.find("The minister", text_.find("citizens"));
  std::vector<int64_t> starts;
  for (size_t at : {first, last}) {
    Json annotation = Annotate(at, at + 12, static_cast<int>(at));
    annotation["target"][0]["selector"][2].erase("prefix");
    annotation["target"][0]["selector"][2].erase("suffix");
    const auto answers = Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION), annotation.dump());
    ASSERT_FALSE(answers[0].has_error()) << answers[0].error().message();
    starts.push_back(answers[0].claim().citations(0).span().byte_start());
  }
  EXPECT_LT(starts[0], starts[1]);
}

TEST_F(AnnotationSelectionsTest, AreExportedAsTheyAreInTheDom) {
  std::string file;
  const size_t last = text_.find("The minister", text_.find("citizens"));
  int number = 0;
  for (const auto& [start, end] :
       std::vector<std::pair<size_t, size_t>>{{text_.find("United\u00a0"), text_.find("Lithuania")},
                                              {last, last + 22},
                                              {text_.find("14 people"), text_.find("14 people") + 9}}) {
    file += Annotate(start, end, ++number).dump() + "\n";
  }
  Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION), file);
  const Json exported = Json::parse(ExportAs(v1::EXCHANGE_FORMAT_WEB_ANNOTATION));
  int on_page = 0;
  for (const Json& annotation : exported.at("items")) {
    const Json& target = annotation.at("target").at(0);
    if (target.at("source") != "https://n.example/minsk") continue;
    ++on_page;
    EXPECT_TRUE(target.at("state").contains("sourceDate"));
    const Json& quote = target.at("selector").at(0);
    const auto exact = quote.at("exact").get<std::string>();
    const auto prefix = quote.value("prefix", ""), suffix = quote.value("suffix", "");
    const size_t at = text_.find(prefix + exact + suffix);
    ASSERT_NE(at, std::string::npos) << quote;
    const Json& position = target.at("selector").at(1);
    EXPECT_EQ(position.at("start"), Utf16At(text_, at + prefix.size())) << quote;
    EXPECT_EQ(position.at("end"), Utf16At(text_, at + prefix.size() + exact.size())) << quote;
  }
  EXPECT_EQ(on_page, number);
}

TEST_F(AnnotationSelectionsTest, OutsideTheArticleAreRefused) {
  const size_t at = text_.find("Prisoners of copyright");
  const auto answers = Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION), Annotate(at, at + 22, 1).dump());
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].error().code(), static_cast<int>(grpc::StatusCode::FAILED_PRECONDITION));
}

}  // namespace
}  // namespace verbatim::test
