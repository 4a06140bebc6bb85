#include <algorithm>
#include <bit>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "match/ranking/features.h"

namespace verbatim::match {
namespace {

// Share of the content words of two claims that both must have to say nearly the same. Five of seven: claims
// that differ in one word or figure are about one assertion. Below it, claims about one event share a place.
constexpr double kAlike = 0.6;

// The likeness is the size of the intersection divided by that of the union.
bool AreAlike(const ComparedText& a, const ComparedText& b) {
  const std::vector<TermKey>& one = a.content();
  const std::vector<TermKey>& other = b.content();
  const auto less = static_cast<double>(std::min(one.size(), other.size()));
  const auto more = static_cast<double>(std::max(one.size(), other.size()));
  if (less < kAlike * more) return false;
  const auto alike = [&](size_t shared) {
    const auto both = static_cast<double>(shared);
    return both > 0 && both >= kAlike * (less + more - both);
  };
  // Each bit that the other signature lacks stands for at least one word that the other claim lacks.
  const auto lacking = static_cast<size_t>(std::popcount(a.signature() & ~b.signature()));
  if (lacking > one.size() || !alike(one.size() - lacking)) return false;
  size_t shared = 0;
  for (size_t i = 0, k = 0; i < one.size() && k < other.size();) {
    shared += one[i] == other[k];
    const bool next = one[i] <= other[k];
    k += other[k] <= one[i];
    i += next;
  }
  return alike(shared);
}

}  // namespace

std::vector<size_t> GroupRivals(std::span<const Candidate> candidates) {
  std::vector<size_t> groups(candidates.size());
  std::vector<size_t> heads;
  std::unordered_map<std::string_view, size_t> by_wording;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const std::string_view wording = candidates[i].wording;
    if (auto known = by_wording.find(wording); !wording.empty() && known != by_wording.end()) {
      groups[i] = known->second;
      continue;
    }
    const auto like = std::find_if(heads.begin(), heads.end(), [&](size_t head) {
      return AreAlike(*candidates[head].text, *candidates[i].text);
    });
    groups[i] = like != heads.end() ? *like : i;
    if (like == heads.end()) heads.push_back(i);
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
  absl::flat_hash_map<TermKey, Tally> tallies;
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
    for (const ComparedText* text : {candidate.text, candidate.quote}) {
      if (text == nullptr) continue;
      for (const ComparedText::Term& term : text->terms()) {
        Tally& tally = tallies[term.key];
        if (std::exchange(tally.candidate, i + 1) == i + 1) continue;
        const bool new_in_group = std::exchange(tally.group, groups[i] + 1) != groups[i] + 1;
        tally.claims += count - (new_in_group ? 1 : 0);
      }
    }
  }
  absl::flat_hash_map<TermKey, uint64_t> terms;
  for (const auto& [key, tally] : tallies) {
    if (tally.claims > 0) terms.emplace(key, tally.claims);
  }
  weights.LeaveOut(claims, std::move(terms));
}

}  // namespace verbatim::match
