#include "text/alignment/words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "text/unicode/fold.h"
#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

constexpr uint32_t kMostWeight = 12;

// Returns whether `c` belongs to a script without spaces between words. Its line breaking class (UAX #14)
// shows this.
bool IsWordByItself(char32_t c) {
  if (c < 0x0E00) return false;
  const auto breaks =
      static_cast<ULineBreak>(u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK));
  return breaks == U_LB_IDEOGRAPHIC || breaks == U_LB_COMPLEX_CONTEXT ||
         breaks == U_LB_CONDITIONAL_JAPANESE_STARTER;
}

// Returns whether `c` is punctuation that does not belong to the word it touches. Signs such as % and &
// belong to the word.
bool IsAround(char32_t c) {
  return u_ispunct(static_cast<UChar32>(c)) && c != '%' && c != U'\u2030' && c != '&' && c != '@' && c != '#';
}

bool IsDigit(char32_t c) { return u_isdigit(static_cast<UChar32>(c)); }

// Hashes long words in parts, with polls between them.
size_t Hash(std::u32string_view folded, StopPoll& poll) {
  constexpr size_t kPart = 1 << 16;
  constexpr size_t kHashSteps = kPart / 4;
  size_t hash = std::hash<std::u32string_view>()(folded.substr(0, kPart));
  for (size_t at = kPart; at < folded.size() && !poll.Step(kHashSteps); at += kPart) {
    hash = hash * 0x9E3779B97F4A7C15u + std::hash<std::u32string_view>()(folded.substr(at, kPart));
  }
  return hash;
}

// Returns the end of the chunk that begins at `start`: at a space, after a dash, or before and after an
// ideograph.
size_t EndOfChunk(std::u32string_view folded, size_t start, StopPoll& poll) {
  const auto is_around = [&poll](char32_t c) { return !poll.Step() && IsAround(c); };
  size_t end = start;
  while (end < folded.size() && folded[end] != ' ' && !poll.Step()) {
    const char32_t c = folded[end];
    if (IsWordByItself(c)) {
      if (end > start && !std::all_of(folded.begin() + static_cast<std::ptrdiff_t>(start),
                                      folded.begin() + static_cast<std::ptrdiff_t>(end), is_around)) {
        return end;
      }
      ++end;
      while (end < folded.size() && folded[end] != ' ' && is_around(folded[end])) ++end;
      return end;
    }
    ++end;
    const bool sign = end - 1 == start && end < folded.size() && IsDigit(folded[end]);
    if (c == '-' && !sign) return end;
  }
  return end;
}

// Returns whether a word can end at the character that begins with this byte: white space and dashes, and scripts
// without spaces between words. Three bytes encode most of these, and few other letters but those of India, which
// are counted too, and Hangul, which is not.
bool CanEndWord(uint8_t byte) {
  if (byte < 0x80) return byte == ' ' || byte == '-' || (byte >= '\t' && byte <= '\r');
  return byte >= 0xE0 && (byte < 0xEB || byte > 0xED);
}

}  // namespace

Granularity GranularityFor(std::string_view before, std::string_view after, StopPoll& poll) {
  // A word has at least one byte, and one byte or an ideograph of three bytes separates it from the next.
  if ((before.size() + after.size()) / 2 <= kMostWords) return Granularity::kWords;
  size_t ends = 0;
  for (std::string_view text : {before, after}) {
    constexpr size_t kBlock = 1 << 16;
    for (; !text.empty() && !poll.Step(kBlock / 8); text.remove_prefix(std::min(kBlock, text.size()))) {
      for (const char byte : text.substr(0, kBlock)) ends += CanEndWord(static_cast<uint8_t>(byte)) ? 1 : 0;
    }
  }
  return ends > kMostWords ? Granularity::kSentences : Granularity::kWords;
}

size_t WeightOf(std::span<const AlignedWord> words, StopPoll& poll) {
  size_t weight = 0;
  for (const AlignedWord& word : words) {
    if (poll.Step()) break;
    weight += word.weight;
  }
  return weight;
}

TextWords::TextWords(const IndexedText& text, Granularity granularity, StopPoll& poll) : text_(text) {
  const size_t count = text.sentences().size();
  firsts_.reserve(count + 1);
  hashes_.reserve(count);
  weights_.reserve(count);
  constexpr size_t kSentenceSteps = 64;
  for (size_t sentence = 0; sentence < count && !poll.Step(kSentenceSteps); ++sentence) {
    AddSentence(sentence, granularity, poll);
  }
  firsts_.push_back(words_.size());
}

void TextWords::AddSentence(size_t sentence, Granularity granularity, StopPoll& poll) {
  firsts_.push_back(words_.size());
  const ByteRange range = text_.sentences()[sentence];
  const FoldedText folded_text(text_.Slice(range), poll);
  const std::u32string_view folded = folded_text.code_points();
  auto source = [&](size_t start, size_t end) {
    ByteRange bytes = folded_text.SourceOf(start, end, poll);
    return ByteRange{range.start + bytes.start, range.start + bytes.end};
  };
  size_t weight = 0;
  std::u32string words;  // hashes of the words; each takes two code points
  constexpr size_t kWordSteps = 32;
  for (size_t start = 0; start < folded.size() && !poll.Step(kWordSteps);) {
    if (folded[start] == ' ') {
      ++start;
      continue;
    }
    const size_t end =
        granularity == Granularity::kSentences ? folded.size() : EndOfChunk(folded, start, poll);
    size_t first = start;
    size_t last = end;
    auto is_sign = [&](size_t at) { return folded[at] == '-' && at + 1 < end && IsDigit(folded[at + 1]); };
    while (first < end && IsAround(folded[first]) && !is_sign(first) && !poll.Step()) ++first;
    while (last > first && IsAround(folded[last - 1]) && !poll.Step()) --last;
    if (!MakeRoom(words_, poll) || !MakeRoom(words, poll)) return;
    if (first < last) {
      AlignedWord& word = words_.emplace_back();
      const ByteRange whole = source(start, end);
      const ByteRange core = source(first, last);
      word.whole_start = static_cast<uint32_t>(whole.start);
      word.core_start = static_cast<uint32_t>(core.start);
      word.core_end = static_cast<uint32_t>(core.end);
      word.whole_end = static_cast<uint32_t>(whole.end);
      word.hash = Hash(folded.substr(first, last - first), poll);
      word.sentence = static_cast<uint32_t>(sentence);
      word.weight = std::min(static_cast<uint32_t>(last - first), kMostWeight);
      weight += word.weight;
      words.push_back(static_cast<char32_t>(word.hash));
      words.push_back(static_cast<char32_t>(word.hash >> 32));
    }
    start = end;
  }
  // A sentence without words is identified by its punctuation.
  hashes_.push_back(words.empty() ? Hash(folded, poll) : Hash(words, poll));
  weights_.push_back(weight);
}

std::pair<size_t, size_t> TextWords::WordsIn(ByteRange range) const {
  auto first = std::partition_point(words_.begin(), words_.end(),
                                    [&](const AlignedWord& word) { return word.core().end <= range.start; });
  auto end = std::partition_point(first, words_.end(),
                                  [&](const AlignedWord& word) { return word.core().start < range.end; });
  return {static_cast<size_t>(first - words_.begin()), static_cast<size_t>(end - words_.begin())};
}

}  // namespace verbatim::text
