#include "match/analysis/char_ngrams.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace verbatim::match {
namespace {

// A gram and the index of its text are packed into one number, which sorts fast. The upper 40 bits are the
// hash of the gram, and the lower 24 bits are the index of the text. A query has about 10,000 grams. In one
// of 20,000 queries, two grams have the same hash. This changes the third digit of a score.
constexpr int kTextBits = 24;

uint64_t Hash(std::u32string_view gram) {
  uint64_t hash = 0;
  for (char32_t c : gram) hash = (hash ^ c) * 0x9E3779B97F4A7C15u;
  return (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9u >> kTextBits;
}

void AppendGrams(std::u32string_view letters, uint64_t text, std::vector<uint64_t>& grams) {
  for (size_t i = 0; i + kGramLength <= letters.size(); ++i) {
    grams.push_back(Hash(letters.substr(i, kGramLength)) << kTextBits | text);
  }
}

// Sorts the numbers and removes duplicates. The texts were appended in ascending order, so a stable sort by
// the hash is enough. This is a radix sort with 10 bits per pass. Sorting dominates the time of a ranking,
// and this sort takes half the time of std::sort.
void SortOnce(std::vector<uint64_t>& grams) {
  constexpr int kBits = 10;
  constexpr size_t kBuckets = size_t{1} << kBits;
  std::vector<uint64_t> sorted(grams.size());
  for (int shift = kTextBits; shift < 64; shift += kBits) {
    auto bucket = [shift](uint64_t gram) { return (gram >> shift) & (kBuckets - 1); };
    std::array<size_t, kBuckets> next{};
    for (uint64_t gram : grams) ++next[bucket(gram)];
    for (size_t i = 0, start = 0; i < kBuckets; ++i) start += std::exchange(next[i], start);
    for (uint64_t gram : grams) sorted[next[bucket(gram)]++] = gram;
    grams.swap(sorted);
  }
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
}

// Counts the groups of texts that contain a gram.
class GroupCount {
 public:
  GroupCount(size_t texts, std::span<const size_t> groups) : groups_(groups), last_(texts), total_(texts) {
    if (groups_.empty()) return;
    total_ = 0;
    for (size_t group : groups_) total_ += std::exchange(last_[group], 1) == 0;
  }

  size_t total() const { return total_; }

  // `grams` are equal but for the text.
  size_t Count(std::span<const uint64_t> grams) {
    if (groups_.empty()) return grams.size();
    ++round_;
    size_t count = 0;
    for (uint64_t gram : grams) {
      const size_t group = groups_[gram & ((uint64_t{1} << kTextBits) - 1)];
      count += std::exchange(last_[group], round_) != round_;
    }
    return count;
  }

 private:
  std::span<const size_t> groups_;
  std::vector<size_t> last_;  // by group: the last round in which it was counted
  size_t total_;
  size_t round_ = 1;
};

}  // namespace

std::vector<double> SharedLetters(std::u32string_view query,
                                  std::span<const std::vector<std::u32string_view>> texts,
                                  std::span<const size_t> groups) {
  std::vector<uint64_t> wanted;
  AppendGrams(query, 0, wanted);
  SortOnce(wanted);
  std::vector<uint64_t> all;
  size_t letters_of_all = 0;
  for (const std::vector<std::u32string_view>& text : texts) {
    for (std::u32string_view letters : text) letters_of_all += letters.size();
  }
  all.reserve(letters_of_all);
  for (size_t i = 0; i < texts.size(); ++i) {
    for (std::u32string_view letters : texts[i]) AppendGrams(letters, i, all);
  }
  SortOnce(all);
  std::vector<double> shared(texts.size());
  std::vector<double> squares(texts.size());
  GroupCount distinct(texts.size(), groups);
  const auto rarity = [count = static_cast<double>(distinct.total())](double having) {
    return std::log((count + 1) / (having + 0.5));
  };
  const double greatest = rarity(1);  // so that scores do not depend on the number of texts
  auto next_wanted = wanted.begin();
  for (size_t i = 0, end; i < all.size(); i = end) {
    const uint64_t gram = all[i] >> kTextBits;
    end = i;
    while (end < all.size() && all[end] >> kTextBits == gram) ++end;
    const double weight =
        rarity(static_cast<double>(distinct.Count(std::span(all).subspan(i, end - i)))) / greatest;
    while (next_wanted != wanted.end() && *next_wanted >> kTextBits < gram) ++next_wanted;
    const bool in_query = next_wanted != wanted.end() && *next_wanted >> kTextBits == gram;
    for (size_t k = i; k < end; ++k) {
      const size_t text = all[k] & ((uint64_t{1} << kTextBits) - 1);
      squares[text] += weight * weight;
      if (in_query) shared[text] += weight * weight;
    }
  }
  for (size_t i = 0; i < texts.size(); ++i) {
    if (shared[i] > 0) shared[i] /= std::sqrt(squares[i]);
  }
  return shared;
}

}  // namespace verbatim::match
