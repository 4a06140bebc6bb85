#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "match/relations/sentence.h"

// How a passage is split into words: ranges, breaks, names, values, and the words of cues.
namespace verbatim::match {
namespace {

// Words of a unit after a figure: "a quarter of a percentage point".
constexpr size_t kWordsOfUnit = 5;

bool IsByteOfWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Returns the number of bytes of an apostrophe at `at`, if letters follow.
size_t ApostropheAt(std::string_view text, size_t at) {
  constexpr std::string_view kCurly = "\u2019";
  size_t size = 0;
  if (text[at] == '\'') size = 1;
  if (text.substr(at).starts_with(kCurly)) size = kCurly.size();
  return size > 0 && at + size < text.size() && std::isalpha(static_cast<unsigned char>(text[at + size])) != 0
             ? size
             : 0;
}

// Returns the size of a quotation mark, dash, symbol or emoji of several bytes at `at`: U+2000 to U+2BFF, and
// all beyond U+FFFF. 0 if there is none.
size_t PunctuationAt(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  if (byte(at) == 0xE2 && byte(at + 1) >= 0x80 && byte(at + 1) <= 0xAF) return 3;
  return byte(at) >= 0xF0 ? 4 : 0;
}

// Returns whether a capital of initials is at `at`: the S of "U.S.".
bool IsInitial(std::string_view text, size_t at) {
  return IsUpper(text[at]) && (at + 1 >= text.size() || !IsByteOfWord(text[at + 1])) &&
         (at < 3 || !IsByteOfWord(text[at - 3]));
}

// Returns the end of a web address at `at`; `at` if there is none.
size_t LinkAt(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with("http://") && !rest.starts_with("https://")) return at;
  return std::min(text.find_first_of(" \n\t", at), text.size());
}

Break Greater(Break a, Break b) { return std::max(a, b); }

// Returns what the punctuation between two words separates.
Break BreakIn(std::string_view between, bool& question) {
  Break found = Break::kNone;
  for (size_t i = 0; i < between.size(); ++i) {
    const char c = between[i];
    if (c == ',' || c == '(' || c == ')') found = Greater(found, Break::kComma);
    if (c == ';' || c == ':') found = Greater(found, Break::kClause);
    if (c == '-' && i > 0 && i + 1 < between.size()) found = Greater(found, Break::kClause);
    if (between.substr(i).starts_with("\u2014") || between.substr(i).starts_with("\u2013")) {
      found = Greater(found, Break::kClause);
    }
    if (c == '?' || c == '!' || c == '\n') found = Break::kSentence;
    if (c == '?') question = true;
    // An ellipsis only omits words.
    const bool ellipsis =
        (i > 0 && between[i - 1] == '.') || (i + 1 < between.size() && between[i + 1] == '.');
    if (c == '.' && !ellipsis) found = Break::kSentence;
  }
  return found;
}

}  // namespace

void Sentence::Split() {
  size_t last = 0;
  bool tag = false;  // inside a hashtag or handle
  for (size_t at = 0; at < text_.size() && words_.size() < kMaxWords;) {
    if (const size_t link = LinkAt(text_, at); link > at) {
      at = link;
      continue;
    }
    const size_t punctuation = PunctuationAt(text_, at);
    if (punctuation > 0 || !IsByteOfWord(text_[at])) {
      at += std::max<size_t>(punctuation, 1);
      continue;
    }
    const size_t start = at;
    const bool was_tag = tag = tag || (start > 0 && (text_[start - 1] == '#' || text_[start - 1] == '@'));
    bool digits = true;
    while (at < text_.size()) {
      const char c = text_[at];
      const size_t apostrophe = ApostropheAt(text_, at);
      const bool joins = at + 1 < text_.size() && IsByteOfWord(text_[at + 1]) &&
                         ((c == '-' && PunctuationAt(text_, at + 1) == 0) ||
                          ((c == '.' || c == ',') && digits && IsDigit(text_[at + 1])) ||
                          (c == '.' && IsUpper(text_[at - (at > start)]) && IsInitial(text_, at + 1)));
      if (apostrophe > 0) {
        // "company's" is the word without its genitive; "don't" is one word.
        const bool genitive =
            (text_[at + apostrophe] == 's' || text_[at + apostrophe] == 'S') &&
            (at + apostrophe + 1 >= text_.size() || !IsByteOfWord(text_[at + apostrophe + 1]));
        if (genitive) break;
        at += apostrophe;
      } else if (joins) {
        ++at;
      } else if (PunctuationAt(text_, at) > 0 || !IsByteOfWord(c)) {
        break;
      } else {
        // "#VaccinesCauseAutism"
        if (tag && at > start && IsUpper(c) && !IsUpper(text_[at - 1])) break;
        digits &= IsDigit(c);
        ++at;
      }
    }
    tag = tag && at < text_.size() && IsUpper(text_[at]);
    Word word;
    word.range = {start, at};
    word.tag = was_tag;
    for (size_t i = start; i < at; ++i) {
      const size_t curly = ApostropheAt(text_, i);
      word.lower.push_back(curly > 0 ? '\''
                                     : static_cast<char>(std::tolower(static_cast<unsigned char>(text_[i]))));
      if (curly > 1) i += curly - 1;
    }
    word.before =
        words_.empty() ? Break::kSentence : BreakIn(text_.substr(last, start - last), word.question_before);
    // "U.S." and "Dr." end no sentence, nor does a stop before a small letter.
    const bool small = std::islower(static_cast<unsigned char>(text_[start])) != 0;
    const bool abbreviation =
        !words_.empty() && words_.back().lower.size() <= 2 && IsUpper(text_[words_.back().range.start]) &&
        text_.substr(last, start - last).find_first_of("?!\n") == std::string_view::npos;
    if (word.before == Break::kSentence && !words_.empty() && (small || abbreviation))
      word.before = Break::kNone;
    word.number = IsDigit(text_[start]);
    word.name = IsUpper(text_[start]) && word.before != Break::kSentence;
    word.word_class = word.number ? WordClass::kContent : ClassOf(word.lower);
    // "US" is a country.
    if (word.lower == "us" && text_.substr(start, 2) == "US")
      word.word_class = WordClass::kContent, word.name = true;
    last = at;
    words_.push_back(std::move(word));
    // Skip a genitive.
    if (at < text_.size()) {
      const size_t apostrophe = ApostropheAt(text_, at);
      if (apostrophe > 0) last = at = at + apostrophe + 1;
    }
  }
}

void Sentence::MarkValues() {
  for (size_t i = 0; i < values_.size(); ++i) {
    const text::TypedValue& value = values_[i];
    if (value.kind == text::ValueKind::kName || value.reading != text::Reading::kStated) continue;
    for (Word& word : words_) {
      if (word.range.start < value.range.start || word.range.end > value.range.end) continue;
      word.value = static_cast<int>(i);
      const bool time = value.kind == text::ValueKind::kTime;
      const bool figure = word.range.start >= value.figure.start && word.range.end <= value.figure.end;
      if (!time && figure) word.number = true;
    }
    MarkUnit(i);
  }
}

void Sentence::MarkUnit(size_t value) {
  size_t first = 0;
  while (first < words_.size() && words_[first].range.start < values_[value].range.end) ++first;
  for (size_t i = first; i < std::min(first + kWordsOfUnit, words_.size()); ++i) {
    if (words_[i].lower != "point" && words_[i].lower != "points") continue;
    if (words_[i - 1].lower != "basis" && words_[i - 1].lower != "percentage") return;
    for (size_t k = first; k <= i; ++k) words_[k].value = static_cast<int>(value);
    return;
  }
}

void Sentence::ForgetNames() {
  size_t words = 0;
  size_t capitals = 0;
  for (const Word& word : words_) {
    if (word.number || word.lower.size() < 3) continue;
    ++words;
    capitals += IsUpper(text_[word.range.start]);
  }
  const bool headline = words >= 3 && capitals * 10 >= words * 7;
  for (Word& word : words_) word.name = word.name && !headline && !word.tag;
}

void Sentence::ShortenNames() {
  struct Name {
    std::string_view words, initials;
  };
  constexpr Name kNames[] = {{"united states", "us"},
                             {"united kingdom", "uk"},
                             {"united nations", "un"},
                             {"european union", "eu"},
                             {"u.s", "us"},
                             {"u.s.a", "us"},
                             {"usa", "us"},
                             {"u.k", "uk"},
                             {"u.n", "un"}};
  for (size_t i = 0; i < words_.size(); ++i) {
    for (const Name& name : kNames) {
      const bool two = name.words.find(' ') != std::string_view::npos;
      if (two && (i == 0 || words_[i - 1].lower + " " + words_[i].lower != name.words)) continue;
      if (!two && words_[i].lower != name.words) continue;
      words_[i].lower = name.initials;
      words_[i].word_class = WordClass::kContent;
      words_[i].name = true;
      if (two) words_[i - 1].word_class = WordClass::kFiller;
      break;
    }
  }
}

void Sentence::MarkCues() {
  constexpr std::string_view kCues[] = {"by no means", "far from", "anything but",
                                        "no longer",   "no one",   "in no way"};
  for (std::string_view cue : kCues) {
    const auto words = static_cast<size_t>(std::count(cue.begin(), cue.end(), ' ')) + 1;
    for (size_t i = 0; i + words <= words_.size(); ++i) {
      std::string phrase = words_[i].lower;
      for (size_t k = 1; k < words; ++k) phrase.append(" ").append(words_[i + k].lower);
      if (phrase != cue) continue;
      for (size_t k = 0; k < words; ++k) words_[i + k].word_class = WordClass::kFiller;
    }
  }
}

}  // namespace verbatim::match
