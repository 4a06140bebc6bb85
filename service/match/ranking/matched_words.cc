#include "match/ranking/matched_words.h"

#include <algorithm>

namespace verbatim::match {

WordMatcher::WordMatcher(const AnalysedText& query) : query_(query) {
  // Maximum number of places of a term in the query; further places of "the" are of no interest.
  constexpr size_t kMaxPlaces = 16;
  for (size_t i = 0; i < query.words.size(); ++i) {
    auto& of_term = places_[query.words[i].term];
    if (of_term.size() < kMaxPlaces) of_term.push_back(i);
  }
}

std::vector<MatchedWords> WordMatcher::Match(const AnalysedText& claim) const {
  std::vector<MatchedWords> matched;
  size_t last = 0;  // one past the place of the claim's previous word
  for (const AnalysedWord& word : claim.words) {
    const auto found = places_.find(word.term);
    if (found == places_.end()) continue;
    const std::vector<size_t>& places = found->second;
    const auto behind = std::lower_bound(places.begin(), places.end(), last);
    const size_t place = behind != places.end() && *behind == last ? *behind : places.front();
    last = place + 1;
    matched.push_back({query_.words[place].range, word.range});
  }
  return matched;
}

}  // namespace verbatim::match
