#include "support/word_edits.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/unicode/fold.h"

namespace verbatim::test {
namespace {

using text::ByteRange;

UChar32 CodePointAt(std::string_view text, size_t& at) {
  auto i = static_cast<int64_t>(at);
  UChar32 c;
  U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), i, static_cast<int64_t>(text.size()), c);
  at = static_cast<size_t>(i);
  return c;
}

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array<std::string_view, 32> kNumberWords = {
    "one",      "two",      "three",   "four",    "five",    "six",      "seven",   "eight",
    "nine",     "ten",      "eleven",  "twelve",  "twenty",  "thirty",   "forty",   "fifty",
    "sixty",    "seventy",  "eighty",  "ninety",  "hundred", "thousand", "million", "billion",
    "fourteen", "thirteen", "fifteen", "sixteen", "dozen",   "eighteen", "twice",   "half"};

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

ByteRange TrimmedToWords(std::string_view text, ByteRange range) {
  ByteRange trimmed = {range.end, range.end};
  for (size_t at = range.start; at < range.end;) {
    const size_t start = at;
    const UChar32 c = CodePointAt(text, at);
    if (u_isUWhiteSpace(c) || u_ispunct(c)) continue;
    if (trimmed.start == range.end) trimmed.start = start;
    trimmed.end = at;
  }
  return trimmed;
}

Word SplitWord(std::string_view word) {
  const ByteRange core = TrimmedToWords(word, {0, word.size()});
  return {std::string(word.substr(0, core.start)), std::string(word.substr(core.start, core.size())),
          std::string(word.substr(core.end))};
}

std::vector<ByteRange> WordsIn(std::string_view text, ByteRange range) {
  std::vector<ByteRange> words;
  bool inside = false;
  for (size_t at = range.start; at < range.end;) {
    const size_t start = at;
    const bool white = u_isUWhiteSpace(CodePointAt(text, at));
    if (!white && !inside) words.push_back({start, at});
    if (!white) words.back().end = at;
    inside = !white;
  }
  return words;
}

std::u32string Folded(std::string_view text) { return std::u32string(text::FoldedText(text).code_points()); }

std::optional<std::string> OtherFigure(std::string_view core, std::mt19937_64& random) {
  std::string other(core);
  std::vector<size_t> digits;
  for (size_t i = 0; i < core.size(); ++i) {
    if (IsAsciiDigit(core[i])) digits.push_back(i);
  }
  if (!digits.empty()) {
    const size_t at = digits[Below(random, digits.size())];
    // Chooses one of the other nine digits. The first digit never becomes 0.
    const char least = at == digits[0] ? '1' : '0';
    do {
      other[at] = static_cast<char>(least + static_cast<char>(Below(random, at == digits[0] ? 9 : 10)));
    } while (other[at] == core[at]);
    return other;
  }
  const auto* found = std::find(kNumberWords.begin(), kNumberWords.end(), Uncapitalized(other));
  if (found == kNumberWords.end()) return std::nullopt;
  const size_t step = 1 + Below(random, kNumberWords.size() - 1);
  const size_t next = (static_cast<size_t>(found - kNumberWords.begin()) + step) % kNumberWords.size();
  other = kNumberWords[next];
  return core[0] == (*found)[0] ? other : Capitalized(other);
}

std::optional<std::string> OtherForm(std::string_view core, std::mt19937_64& random) {
  if (core.size() < 4 || !std::all_of(core.begin(), core.end(), IsAsciiLetter)) return std::nullopt;
  std::string other(core);
  const size_t at = 1 + Below(random, core.size() - 2);
  switch (Below(random, 5)) {
    case 0:
      other.ends_with('s') ? other.pop_back() : other.push_back('s');
      break;
    case 1:
      other += other.ends_with('e') ? "d" : "ed";
      break;
    case 2:
      std::swap(other[at], other[at + 1]);
      break;
    case 3:
      other.erase(at, 1);
      break;
    default:
      other.insert(at, 1, other[at]);
  }
  if (Folded(other) == Folded(core)) other += "ing";  // the two swapped letters may be the same
  return other;
}

std::string OtherTypography(std::string_view word) {
  std::string other(word);
  const bool curly = other.find("“") != std::string::npos || other.find("”") != std::string::npos;
  if (curly) {
    ReplaceAll(other, "“", "\"");
    ReplaceAll(other, "”", "\"");
  } else if (other.starts_with('"')) {
    other.replace(0, 1, "“");
  }
  if (!curly) ReplaceAll(other, "\"", "”");
  if (other.find("’") != std::string::npos) {
    ReplaceAll(other, "’", "'");
  } else {
    ReplaceAll(other, "'", "’");
  }
  if (other.find("–") != std::string::npos) {
    ReplaceAll(other, "–", "-");
  } else {
    ReplaceAll(other, "-", "–");
  }
  return other;
}

std::string OtherWord(std::span<const std::string> sentences, std::span<const std::u32string> others,
                      std::mt19937_64& random) {
  // Nearly every sentence has a word that fits. The number of attempts is bounded for texts that have no such
  // word.
  for (int tries = 0; tries < 50 && !sentences.empty(); ++tries) {
    const std::string& sentence = sentences[Below(random, sentences.size())];
    const std::vector<ByteRange> words = WordsIn(sentence, {0, sentence.size()});
    if (words.empty()) continue;
    const ByteRange range = words[Below(random, words.size())];
    const Word word = SplitWord(std::string_view(sentence).substr(range.start, range.size()));
    if (word.core.size() < 4 || !std::all_of(word.core.begin(), word.core.end(), IsAsciiLetter)) continue;
    if (std::find(others.begin(), others.end(), Folded(word.core)) == others.end()) return word.core;
  }
  std::string made = "qu";
  for (int i = 0; i < 8; ++i) made.push_back(static_cast<char>('a' + Below(random, 26)));
  return made;
}

std::string Capitalized(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

std::string Uncapitalized(std::string word) {
  if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z') word[0] = static_cast<char>(word[0] - 'A' + 'a');
  return word;
}

}  // namespace verbatim::test
