#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "match/analysis/words.h"
#include "text/unicode/span.h"

namespace verbatim::match {

// A word of a claim and the word of the text that it was matched with.
struct MatchedWords {
  text::ByteRange query;
  text::ByteRange claim;
  friend bool operator==(const MatchedWords&, const MatchedWords&) = default;
};

// Matches the words of claims with those of one query. Any thread.
class WordMatcher {
 public:
  // `query` must outlive this object.
  explicit WordMatcher(const AnalysedText& query);

  // Returns the claim's words that occur in the query, in the claim's order. If a word occurs several times in the
  // query, uses the occurrence right after the previous match, or the first occurrence if there is none right after
  // that match. Linear.
  std::vector<MatchedWords> Match(const AnalysedText& claim) const;

 private:
  const AnalysedText& query_;
  absl::flat_hash_map<std::string_view, std::vector<size_t>> places_;  // by term, ascending
};

}  // namespace verbatim::match
