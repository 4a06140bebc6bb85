#include "match/analysis/hashtags.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace verbatim::match {
namespace {

// Parts longer than this are names. The collection contains such names as whole words.
constexpr size_t kMaxPart = 16;

// All words of one or two letters that a split may produce. Any other part of one or two letters is an
// abbreviation and would lead to nonsensical splits.
constexpr auto kShortWords =
    std::to_array<std::string_view>({"a", "be", "by", "do", "go", "i", "in", "is", "it", "me", "my", "no",
                                     "of", "on", "to", "up", "us", "we"});

bool MayBePart(std::string_view part) {
  return part.size() > 2 || std::binary_search(kShortWords.begin(), kShortWords.end(), part);
}

}  // namespace

std::vector<text::ByteRange> SplitByCase(const std::vector<TagLetter>& letters) {
  std::vector<text::ByteRange> parts;
  size_t start = 0;
  auto end_at = [&](size_t end) {
    if (end > start) parts.push_back({start, end});
    start = end;
  };
  for (size_t i = 0; i < letters.size(); ++i) {
    const TagLetter letter = letters[i];
    if (letter == TagLetter::kBreak) {
      end_at(i);
      start = i + 1;
      continue;
    }
    if (i == start) continue;
    const TagLetter before = letters[i - 1];
    const bool capital_before = before == TagLetter::kUpper && letter == TagLetter::kLower;
    if (capital_before && i - start > 1)
      end_at(i - 1);  // USArmy: the A belongs to "rmy"
    else if (letter != before && !capital_before)
      end_at(i);
  }
  end_at(letters.size());
  return parts;
}

std::vector<text::ByteRange> SplitJoined(std::string_view word,
                                         const std::function<double(std::string_view word)>& share) {
  const size_t size = word.size();
  std::vector<text::ByteRange> whole = {{0, size}};
  if (size < 4 || size > kMaxJoined) return whole;
  struct Best {
    double log_share = -std::numeric_limits<double>::infinity();
    size_t start = 0;
  };
  std::array<Best, kMaxJoined + 1> best;
  best[0].log_share = 0;
  for (size_t end = 1; end <= size; ++end) {
    for (size_t start = end > kMaxPart ? end - kMaxPart : 0; start < end; ++start) {
      const std::string_view part = word.substr(start, end - start);
      if (std::isinf(best[start].log_share) || !MayBePart(part)) continue;
      const double part_share = share(part);
      if (part_share <= 0) continue;
      const double log_share = best[start].log_share + std::log(part_share);
      if (log_share > best[end].log_share) best[end] = {log_share, start};
    }
  }
  if (std::isinf(best[size].log_share)) return whole;
  std::vector<text::ByteRange> parts;
  for (size_t end = size; end > 0; end = best[end].start) parts.push_back({best[end].start, end});
  std::reverse(parts.begin(), parts.end());
  return parts;
}

}  // namespace verbatim::match
