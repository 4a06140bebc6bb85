#include "registry/documents/document_query.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <span>
#include <utility>

#include "text/unicode/fold.h"

namespace verbatim::registry {
namespace {

// The categories of characters that words consist of.
constexpr uint32_t kWordCategories = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;

std::vector<std::u32string> WordsOf(std::string_view text) {
  std::vector<std::u32string> words;
  std::u32string word;
  const text::FoldedText folded(text);
  for (const char32_t c : folded.code_points()) {
    if ((U_GET_GC_MASK(static_cast<UChar32>(c)) & kWordCategories) != 0) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace

DocumentQuery::DocumentQuery(std::string_view query) : words_(WordsOf(query)) {}

bool DocumentQuery::Matches(const verbatim::v1::Document& document) const {
  if (words_.empty()) return true;
  const std::vector<std::u32string> words =
      WordsOf(document.title() + '\n' + document.publisher() + '\n' + document.uri());
  const auto all_but_last = std::span(words_).first(words_.size() - 1);
  return std::ranges::all_of(
             all_but_last,
             [&](const auto& wanted) { return std::ranges::find(words, wanted) != words.end(); }) &&
         std::ranges::any_of(words, [&](const auto& word) { return word.starts_with(words_.back()); });
}

}  // namespace verbatim::registry
