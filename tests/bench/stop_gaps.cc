#include "stop_gaps.h"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "text/alignment/alignment.h"
#include "text/html/html.h"
#include "text/quotes/locate.h"
#include "text/quotes/quote.h"
#include "text/sentences/sentence_stream.h"
#include "text/sentences/sentences.h"
#include "text/unicode/encoding.h"
#include "text/unicode/indexed_text.h"
#include "text/unicode/utf8.h"
#include "text/values/checkworthiness.h"
#include "text/values/values.h"

namespace verbatim::bench {
namespace {

using text::ByteRange;
using text::IndexedText;
using text::ShouldStop;

double Milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// The polls of one call.
class Polls {
 public:
  // The poll with the number `stop_at` returns true, which means stop.
  explicit Polls(size_t stop_at = SIZE_MAX) : stop_at_(stop_at) {}

  ShouldStop Callable() {
    return [this] {
      Look();
      return count_++ >= stop_at_;
    };
  }

  void Look() {
    const double now = Milliseconds();
    last_gap_ = now - last_;
    longest_gap_ = std::max(longest_gap_, last_gap_);
    last_ = now;
  }

  size_t count() const { return count_; }
  double longest_gap() const { return longest_gap_; }
  double last_gap() const { return last_gap_; }

 private:
  const size_t stop_at_;
  size_t count_ = 0;
  double last_ = Milliseconds();
  double last_gap_ = 0;
  double longest_gap_ = 0;
};

using Call = std::function<void(const ShouldStop&)>;

struct Gaps {
  double between = 0;  // between two polls, or between the start and the first poll
  double after = 0;    // from the last poll to the end of the call; the poll may or may not have stopped it
};

// The call destroys its result, so that its time counts.
Gaps Measure(const Call& call) {
  Polls all;
  call(all.Callable());
  Gaps gaps;
  gaps.between = all.longest_gap();
  all.Look();
  gaps.after = all.last_gap();
  for (size_t parts : {1, 3, 5, 7, 8}) {  // of eight parts of the polls
    if (all.count() == 0) break;
    Polls some(all.count() * parts / 8 - (parts == 8 ? 1 : 0));
    call(some.Callable());
    some.Look();
    gaps.after = std::max(gaps.after, some.last_gap());
  }
  return gaps;
}

std::string Repeat(std::string_view unit, size_t bytes) {
  std::string whole;
  whole.reserve(bytes);
  while (whole.size() + unit.size() <= bytes) whole += unit;
  return whole;
}

std::string Between(std::string_view start, std::string_view unit, std::string_view end, size_t bytes) {
  std::string whole(start);
  return whole.append(Repeat(unit, bytes - start.size() - end.size())).append(end);
}

void Append(char32_t c, std::string& whole) {
  auto byte = [&whole](char32_t bits) { whole += static_cast<char>(bits); };
  if (c < 0x80) return byte(c);
  if (c >= 0x10000) {
    byte(0xF0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3F));
  } else if (c >= 0x800) {
    byte(0xE0 | c >> 12);
  }
  if (c >= 0x800) byte(0x80 | (c >> 6 & 0x3F));
  if (c < 0x800) byte(0xC0 | c >> 6);
  byte(0x80 | (c & 0x3F));
}

std::string RandomCharacters(size_t bytes) {
  std::mt19937 random(1);
  std::string whole;
  while (whole.size() + 4 <= bytes) {
    const char32_t c = random() % 4 == 0 ? random() % 0x80 : random() % 0x30000;
    if (c >= 0x20 && (c < 0xD800 || c > 0xDFFF)) Append(c, whole);
  }
  return whole;
}

std::string RandomWords(size_t bytes, size_t letters, size_t kinds, std::string_view after) {
  std::mt19937 random(2);
  std::string whole;
  for (size_t words = 1; whole.size() + letters + after.size() + 1 <= bytes; ++words) {
    for (size_t i = 0; i < letters; ++i) whole += static_cast<char>('a' + random() % kinds);
    whole += words % 8 == 0 ? after : " ";
  }
  return whole;
}

// A text is made when it is needed, so that no other text's memory can be reused.
struct Text {
  const char* name;
  std::function<std::string()> make;
};

std::string NumberedItems(size_t bytes) {
  std::string whole = "Items: ";
  for (int i = 1; whole.size() + 8 <= bytes; i = i == 999 ? 1 : i + 1) {
    whole += std::to_string(i) + ". a ";
    if (i == 999) whole += ": ";
  }
  return whole;
}

std::vector<Text> Texts(size_t bytes) {
  return {
      {"prose",
       [=] {
         return Repeat(
             "In September 2025, Belarus freed fifty-two prisoners, among them 14 foreigners. \"They are "
             "free,\" said Dr. A. B. Smith of the U.S. State Department (see p. 4). Nobody knew.\n",
             bytes);
       }},
      {"prose on one line",
       [=] {
         return Repeat("Belarus freed fifty-two prisoners in May 2025. Would it go on? Nobody knew. ", bytes);
       }},
      {"one sentence repeated", [=] { return Repeat("It was quiet. ", bytes); }},
      {"one word", [=] { return Repeat("w", bytes); }},
      {"one word in capitals", [=] { return Repeat("W", bytes); }},
      {"no spaces", [=] { return Repeat("words.and,signs", bytes); }},
      {"random words", [=] { return RandomWords(bytes, 5, 26, ". The "); }},
      {"short random words", [=] { return RandomWords(bytes, 1, 26, " "); }},
      {"words in one sentence", [=] { return RandomWords(bytes, 3, 26, " "); }},
      {"words of two kinds", [=] { return RandomWords(bytes, 1, 2, " "); }},
      {"one letter a line", [=] { return Repeat("a\n", bytes); }},
      {"random characters", [=] { return RandomCharacters(bytes); }},
      {"digits", [=] { return Repeat("0123456789", bytes); }},
      {"digits and commas", [=] { return Repeat("123,", bytes); }},
      {"digits, commas and stops", [=] { return Repeat("1,2.", bytes); }},
      {"groups of digits", [=] { return Between("1", " 000", "", bytes); }},
      {"an amount and digits", [=] { return Between("USD 1", "0", "", bytes); }},
      {"a number every 2 bytes", [=] { return Repeat("1 ", bytes); }},
      {"a month every 4 bytes", [=] { return Repeat("May ", bytes); }},
      {"full stops", [=] { return Repeat(".", bytes); }},
      {"spaced full stops", [=] { return Repeat(". ", bytes); }},
      {"initials", [=] { return Repeat("A. ", bytes); }},
      {"opening brackets", [=] { return Between("A. ", "(", "", bytes); }},
      {"closing brackets", [=] { return Between("It is. ", ")", " So.", bytes); }},
      {"references", [=] { return Between("It is. ", "[1] ", "So.", bytes); }},
      {"spaces", [=] { return Between("It is. ", " ", "So.", bytes); }},
      {"no-break spaces", [=] { return Between("It is. ", "\u00A0", "So.", bytes); }},
      {"line feeds", [=] { return Between("It is. ", "\n", "So.", bytes); }},
      {"numbered items", [=] { return NumberedItems(bytes); }},
      {"sentences before an item",
       [=] { return Repeat("It is. ", bytes / 2) + ": 1)" + std::string(bytes / 2 - 8, ' ') + "x"; }},
      {"bullets", [=] { return Repeat("\u2022 a ", bytes); }},
      {"dashes", [=] { return Between("It is", " \u2014 The", "", bytes); }},
      {"combining marks", [=] { return Between("e", "\u0301", "", bytes); }},
      {"marked letters", [=] { return Repeat("e\u0301", bytes); }},
      {"ideographs", [=] { return Repeat("\u4e2d\u6587\u5b57", bytes); }},
      {"marks before an ideograph", [=] { return Between("", "\u00ab", "\u4e2d", bytes); }},
      {"what folds into words", [=] { return Repeat("\uFDFA", bytes); }},
      {"what folds into six letters", [=] { return Repeat("\u3316", bytes); }},
  };
}

std::vector<Text> Pages(size_t bytes) {
  auto page = [bytes](const std::string& start, const std::string& unit, const std::string& end = "") {
    return [=] { return Between(start, unit, end, bytes); };
  };
  const std::string prose = "<p>" + Repeat("words of a page ", 600) + "</p>";
  return {
      {"tags", page("", "<p>")},
      {"tags with text", page("", "<p>Words of a page.</p>\n")},
      {"short cells", page("<table>", "<tr><td>1<td>2")},
      {"deep nesting", page("", "<div>")},
      {"nesting to the bound", page(Repeat("<div>", 5 * 300), "<b>a</b>")},
      {"formatting to reopen", page("", "<p><b><i>")},
      {"entities", page("<p>", "&amp;")},
      {"numeric references", page("<p>", "&#65;")},
      {"references without an end", page("<p>", "&")},
      {"zeros of a reference", page("<p>&#", "0", "65;")},
      {"attributes", page("", "<p a=1 b=2 c=3>")},
      {"a long attribute", page("<p title=\"", "word ", "\">x")},
      {"a long role", page("<p role=\"", " ", "main\">x")},
      {"a long style", page("<p style=\"", ";", "\">x")},
      {"a long declaration", page("<p style=\"", " ", "\">x")},
      {"a long tag name", page("<", "abc", ">x")},
      {"a comment", page("<p>a<!--", "<p>a", "-->")},
      {"a script", page("<p>a<script>", "x < 2;", "</script>")},
      {"a title", page("<title>", "word ", "</title><p>a")},
      {"preformatted", page("<pre>", " \n", "</pre>")},
      {"end tags without a name", page("<p>", "</>")},
      {"plain text", page("<plaintext>", "<b> word ")},
      {"headings of parts", page(prose, "<h2>Related <a href=x>a</a></h2>")},
      {"lists of links", page(prose, "<ul><li><a href=x>a</a><li><a href=x>b</a></ul>")},
      {"links in a table", page(prose + "<table>", "<tr><td><a href=x>a</a> <a href=x>b</a>")},
      {"links nested to the bound", page(prose + Repeat("<div>", 5 * 300), "<a href=x>a</a><br>")},
      {"teasers", page(prose, "<div class=t><a href=x><img><h3>a</h3></a></div>")},
      {"empty elements before a list",
       page(prose, "<i></i>", "<ul><li><a href=x>a</a><li><a href=x>b</a></ul>")},
      {"raised figures", page("<p>", "5<sup>1</sup>")},
      {"nested raised figures", page("<p>5" + Repeat("<sup>", 5 * 300) + "1", "<i></i>")},
      {"class names", page(prose, "<div class='related teaser'>a</div>")},
      {"a long class", page(prose + "<div class=\"", "related ", "\">x")},
      {"hidden elements", page(prose, "<p hidden>a</p>")},
      {"slots",
       page("<div><template shadowrootmode=open>", "<slot name=a></slot>", "</template><b slot=a>x")},
  };
}

class Table {
 public:
  explicit Table(std::string_view only) : only_(only) {
    std::printf(
        "| function | text | between polls, ms | after the last poll, ms |\n| --- | --- | ---: | ---: |\n");
  }

  bool Wants(std::string_view function, std::string_view text) const {
    return std::string(function).append(": ").append(text).find(only_) != std::string::npos;
  }

  void Add(const char* function, const char* text, const Call& call) {
    if (!Wants(function, text)) return;
    const Gaps gaps = Measure(call);
    std::printf("| %s | %s | %.1f | %.1f |\n", function, text, gaps.between, gaps.after);
    std::fflush(stdout);
    longest_.between = std::max(longest_.between, gaps.between);
    longest_.after = std::max(longest_.after, gaps.after);
  }

  void AddLongest() const { std::printf("| all | all | %.1f | %.1f |\n", longest_.between, longest_.after); }

 private:
  const std::string_view only_;
  Gaps longest_;
};

// Returns a piece of the middle of the text, with some letters changed.
std::string Altered(const std::string& whole, size_t bytes) {
  std::string_view piece = std::string_view(whole).substr(whole.size() / 2);
  while (!text::IsCodePointBoundary(piece, 0)) piece.remove_prefix(1);
  std::string altered(text::FirstBytes(piece, bytes));
  for (size_t i = bytes / 4; i < altered.size(); i += bytes / 4) {
    while (i < altered.size() && !text::IsCodePointBoundary(altered, i)) ++i;
    altered.insert(i, "q");
  }
  return altered;
}

void AddAlignments(const char* name, const std::string& whole, Table& table) {
  if (!table.Wants("TextAlignment", name)) return;
  const IndexedText before(whole, text::FindSentences(whole, "en"));
  const size_t middle = whole.size() - text::LastCodePoints(whole, whole.size() / 8).size();
  const std::string edited = "Not yet. " + whole.substr(0, middle) + " never " + whole.substr(middle);
  for (const std::string& later : {edited, RandomWords(whole.size(), 2, 26, ". The ")}) {
    const bool is_edited = later == edited;
    const IndexedText after(later, text::FindSentences(later, "en"));
    auto add = [&](const char* function, const char* other, const Call& call) {
      table.Add(is_edited ? function : other, name, call);
    };
    add("TextAlignment", "TextAlignment, another",
        [&](const ShouldStop& stop) { text::TextAlignment(before, after, stop); });
    const text::TextAlignment alignment(before, after);
    add("TextAlignment.Sentences", "TextAlignment.Sentences, another",
        [&](const ShouldStop& stop) { alignment.Sentences(stop); });
    add("TextAlignment.Find", "TextAlignment.Find, another", [&](const ShouldStop& stop) {
      alignment.Find({0, whole.size()}, stop);
    });
    add("TextAlignment.Compare", "TextAlignment.Compare, another", [&](const ShouldStop& stop) {
      alignment.Compare({0, whole.size()}, {0, later.size()}, stop);
    });
  }
}

void AddText(const char* name, const std::string& whole, Table& table) {
  for (const char* language : {"en", "fr"}) {
    table.Add(*language == 'e' ? "FindSentences" : "FindSentences, French", name,
              [&](const ShouldStop& stop) { text::FindSentences(whole, language, stop); });
  }
  table.Add("SentenceStream", name, [&](const ShouldStop& stop) {
    text::SentenceStream stream("en");
    stream.Append(whole);
    stream.End();
    bool stopped = false;
    const ShouldStop noted = [&] { return stopped = stop(); };
    while (stream.Next(noted) && !stopped) {
    }
  });
  text::ValueOptions options;
  options.published = std::chrono::sys_days(std::chrono::year(2025) / 11 / 3);
  table.Add("FindValues", name, [&](const ShouldStop& stop) {
    text::FindValues(
        whole, options, [](const text::TypedValue&) {}, stop);
  });
  text::ValueOptions french = options;
  french.language = "fr";
  table.Add("FindValues, French", name, [&](const ShouldStop& stop) {
    text::FindValues(
        whole, french, [](const text::TypedValue&) {}, stop);
  });
  table.Add("Assess", name, [&](const ShouldStop& stop) { text::Assess(whole, {}, stop); });
  table.Add("FindQuote", name,
            [&](const ShouldStop& stop) { text::FindQuote(whole, "Nowhere.", {}, 10, stop); });
  for (size_t size : {size_t{60}, size_t{64} << 10}) {
    const std::string quote = Altered(whole, size);
    const bool is_short = size == 60;
    table.Add(is_short ? "FindQuote, like the text" : "FindQuote, 64 KiB", name,
              [&](const ShouldStop& stop) { text::FindQuote(whole, quote, {}, 1000, stop); });
    table.Add(is_short ? "LocateQuote" : "LocateQuote, 64 KiB", name, [&](const ShouldStop& stop) {
      text::LocateQuote(whole, quote, {.limit = 100, .context = {"It was ", " quiet."}}, stop);
    });
  }
  table.Add("ReadableText", name, [&](const ShouldStop& stop) {
    text::ReadableText("<p>" + whole.substr(0, whole.size() - 3), stop);
  });
  for (const char* label : {"windows-1252", "gb18030", "utf-8"}) {
    table.Add(label, name, [&](const ShouldStop& stop) {
      text::Decode(whole, *text::FindEncoding(label), text::BadBytes::kReplace, stop);
    });
  }
  table.Add("IndexedText", name, [&](const ShouldStop& stop) { IndexedText(whole, {}, stop); });
  AddAlignments(name, whole, table);
}

}  // namespace

void PrintStopGaps(size_t bytes, std::string_view only) {
  Table table(only);
  for (const auto& [name, make] : Texts(bytes)) AddText(name, make(), table);
  for (const auto& [name, make] : Pages(bytes)) {
    const std::string page = make();
    table.Add("ReadableText", name, [&page](const ShouldStop& stop) { text::ReadableText(page, stop); });
  }
  table.AddLongest();
}

}  // namespace verbatim::bench
