#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "match/ranking/features.h"
#include "match/relations/word_lists.h"

namespace verbatim::match {
namespace {

// Share of the content words of two claims that both must have to say nearly the same. Five of seven: claims
// that differ in one word or figure are about one assertion. Below it, claims about one event share a place.
constexpr double kAlike = 0.6;

// Only the first words of longer claims are compared.
constexpr size_t kMaxWords = 64;

using Words = std::vector<size_t>;  // hashes of the words, ascending, unique

Words ContentWords(const AnalysedText& text) {
  Words words;
  for (const AnalysedWord& word : text.words) {
    if (words.size() >= kMaxWords) break;
    if (word.kind == WordKind::kWholeTag || ClassOf(word.term) != WordClass::kContent) continue;
    words.push_back(std::hash<std::string_view>()(word.term));
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// The likeness is the size of the intersection divided by that of the union.
bool AreAlike(const Words& a, const Words& b) {
  const auto less = static_cast<double>(std::min(a.size(), b.size()));
  const auto more = static_cast<double>(std::max(a.size(), b.size()));
  if (less < kAlike * more) return false;
  size_t shared = 0;
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    shared += a[i] == b[k];
    const bool next_a = a[i] <= b[k];
    k += b[k] <= a[i];
    i += next_a;
  }
  const auto both = static_cast<double>(shared);
  return both > 0 && both >= kAlike * (less + more - both);
}

}  // namespace

std::vector<size_t> GroupRivals(std::span<const Candidate> candidates) {
  std::vector<size_t> groups(candidates.size());
  std::vector<std::pair<size_t, Words>> heads;
  std::unordered_map<std::string_view, size_t> by_wording;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const std::string_view wording = candidates[i].wording;
    if (auto known = by_wording.find(wording); !wording.empty() && known != by_wording.end()) {
      groups[i] = known->second;
      continue;
    }
    Words words = ContentWords(*candidates[i].text);
    const auto like = std::find_if(heads.begin(), heads.end(),
                                   [&](const auto& head) { return AreAlike(head.second, words); });
    groups[i] = like != heads.end() ? like->first : i;
    if (like == heads.end()) heads.emplace_back(i, std::move(words));
    if (!wording.empty()) by_wording.emplace(wording, groups[i]);
  }
  return groups;
}

void LeaveCopiesOut(std::span<const Candidate> candidates, std::span<const size_t> groups,
                    TermWeights& weights) {
  // The statistics count each group once. Copies that are not among the candidates have the words of those
  // that are.
  std::vector<size_t> size(candidates.size());
  bool any = false;
  for (size_t i = 0; i < candidates.size(); ++i) any |= ++size[groups[i]] > 1 || candidates[i].copies > 1;
  if (!any) return;
  std::unordered_map<std::string_view, size_t> seen;  // candidates of a wording
  uint64_t claims = 0;
  struct Tally {
    size_t candidate = 0;  // one past the candidate that was counted last
    size_t group = 0;      // one past its group
    uint64_t claims = 0;
  };
  std::unordered_map<std::string_view, Tally> tallies;
  std::vector<size_t> order(candidates.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return groups[a] < groups[b]; });
  for (size_t k = 0; k < order.size(); ++k) {
    const size_t i = order[k];
    const Candidate& candidate = candidates[i];
    if (size[groups[i]] == 1 && candidate.copies == 1) continue;
    const bool first_of_group = k == 0 || groups[order[k - 1]] != groups[i];
    // All copies of a wording that were not found count with its first candidate.
    uint64_t count = 1;
    if (candidate.copies > 1 && ++seen[candidate.wording] == 1) {
      const auto found = static_cast<uint64_t>(
          std::count_if(candidates.begin(), candidates.end(),
                        [&](const Candidate& other) { return other.wording == candidate.wording; }));
      count += candidate.copies > found ? candidate.copies - found : 0;
    }
    claims += count - (first_of_group ? 1 : 0);
    for (const AnalysedText* text : {candidate.text, candidate.quote}) {
      if (text == nullptr) continue;
      for (const AnalysedWord& word : text->words) {
        Tally& tally = tallies[word.term];
        if (std::exchange(tally.candidate, i + 1) == i + 1) continue;
        const bool new_in_group = std::exchange(tally.group, groups[i] + 1) != groups[i] + 1;
        tally.claims += count - (new_in_group ? 1 : 0);
      }
    }
  }
  std::unordered_map<std::string_view, uint64_t> terms;
  for (const auto& [term, tally] : tallies) {
    if (tally.claims > 0) terms.emplace(term, tally.claims);
  }
  weights.LeaveOut(claims, std::move(terms));
}

}  // namespace verbatim::match
