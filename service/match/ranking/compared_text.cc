#include "match/ranking/compared_text.h"

#include <algorithm>
#include <array>
#include <span>

#include "match/relations/word_lists.h"

namespace verbatim::match {
namespace {

// Stems of words that claims use for a picture.
constexpr auto kPictureTerms = std::to_array<std::string_view>(
    {"clip", "footag", "imag", "photo", "photograph", "pic", "pictur", "video"});

bool IsPictureTerm(std::string_view term) {
  return std::find(kPictureTerms.begin(), kPictureTerms.end(), term) != kPictureTerms.end();
}

std::vector<TermKey> ContentOf(const AnalysedText& text) {
  std::vector<TermKey> content;
  for (const AnalysedWord& word : text.words) {
    if (content.size() >= kMaxRivalWords) break;
    if (word.kind == WordKind::kWholeTag || word.stop || ClassOf(word.term) != WordClass::kContent) continue;
    content.push_back(KeyOf(word.term));
  }
  std::sort(content.begin(), content.end());
  content.erase(std::unique(content.begin(), content.end()), content.end());
  return content;
}

}  // namespace

ComparedText::ComparedText(const AnalysedText& text)
    : letters_(text.letters.substr(0, kMaxComparedLetters)), times_(text.times), content_(ContentOf(text)) {
  struct Occurrence {
    TermKey key;
    const AnalysedWord* word;
  };
  std::vector<Occurrence> occurrences;
  for (const AnalysedWord& word :
       std::span(text.words).first(std::min(text.words.size(), kMaxComparedWords))) {
    occurrences.push_back({KeyOf(word.term), &word});
    if (word.kind != WordKind::kWholeTag) ++word_count_;
  }
  std::sort(occurrences.begin(), occurrences.end(),
            [](const Occurrence& a, const Occurrence& b) { return a.key < b.key; });
  for (const Occurrence& occurrence : occurrences) {
    if (terms_.empty() || terms_.back().key != occurrence.key) {
      const std::string_view term = occurrence.word->term;
      terms_.push_back({.key = occurrence.key,
                        .start = static_cast<uint32_t>(bytes_.size()),
                        .size = static_cast<uint32_t>(term.size()),
                        .picture = IsPictureTerm(term)});
      bytes_.append(term);
    }
    ++terms_.back().count;
    terms_.back().name |= occurrence.word->name;
  }
  for (TermKey key : content_) signature_ |= uint64_t{1} << (key >> 58);
  terms_.shrink_to_fit();
  bytes_.shrink_to_fit();
  content_.shrink_to_fit();
}

size_t ComparedText::bytes() const {
  return sizeof(*this) + terms_.capacity() * sizeof(Term) + bytes_.capacity() +
         letters_.capacity() * sizeof(char32_t) + times_.capacity() * sizeof(YearMonth) +
         content_.capacity() * sizeof(TermKey);
}

}  // namespace verbatim::match
