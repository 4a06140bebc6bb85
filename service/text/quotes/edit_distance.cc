#include "text/quotes/edit_distance.h"

#include <cstdint>
#include <unordered_map>

namespace verbatim::text {
namespace {

constexpr size_t kWord = 64;

// The positions of each code point in the pattern, as blocks of bits.
class Positions {
 public:
  Positions(std::u32string_view pattern, StopPoll& poll)
      : blocks_((pattern.size() + kWord - 1) / kWord), none_(blocks_, 0) {
    for (size_t i = 0; i < pattern.size() && !poll.Step(); ++i) {
      std::vector<uint64_t>& row = rows_[Class(pattern[i])];
      if (row.empty()) {
        row.resize(blocks_, 0);
        poll.Step(blocks_);
      }
      row[i / kWord] |= uint64_t{1} << (i % kWord);
    }
  }

  size_t blocks() const { return blocks_; }

  const std::vector<uint64_t>& Of(char32_t c) const {
    auto found = rows_.find(Class(c));
    return found == rows_.end() ? none_ : found->second;
  }

 private:
  static constexpr size_t kClasses = 4096;

  // Scripts occupy runs of code points, so code points of one text seldom share a class.
  static char32_t Class(char32_t c) { return c % kClasses; }

  const size_t blocks_;
  const std::vector<uint64_t> none_;
  std::unordered_map<char32_t, std::vector<uint64_t>> rows_;
};

// Vertical differences in one block of a column: the rows where the distance grows, and where it falls.
struct Block {
  uint64_t plus = ~uint64_t{0};
  uint64_t minus = 0;
};

// Advances one column to the right. `carry` is the horizontal difference (-1, 0 or 1) above the block.
// Returns the horizontal difference at the row of `last`.
int Advance(Block& block, uint64_t equal, int carry, uint64_t last) {
  uint64_t negative = carry < 0;
  uint64_t vertical = equal | block.minus;
  equal |= negative;
  uint64_t horizontal = (((equal & block.plus) + block.plus) ^ block.plus) | equal;
  uint64_t grows = block.minus | ~(horizontal | block.plus);
  uint64_t falls = block.plus & horizontal;
  int below = (grows & last) != 0 ? 1 : (falls & last) != 0 ? -1 : 0;
  grows = (grows << 1) | static_cast<uint64_t>(carry > 0);
  falls = (falls << 1) | negative;
  block.plus = falls | ~(vertical | grows);
  block.minus = grows & vertical;
  return below;
}

}  // namespace

std::vector<size_t> EditDistances(std::u32string_view pattern, std::u32string_view text, PatternStart start,
                                  StopPoll& poll) {
  std::vector<size_t> distances = {pattern.size()};
  distances.reserve(text.size() + 1);
  if (pattern.empty()) {
    for (size_t j = 1; j <= text.size(); ++j) distances.push_back(start == PatternStart::kTextStart ? j : 0);
    return distances;
  }
  Positions positions(pattern, poll);
  std::vector<Block> blocks(positions.blocks());
  constexpr uint64_t kTop = uint64_t{1} << (kWord - 1);
  const uint64_t last_row = uint64_t{1} << ((pattern.size() - 1) % kWord);
  size_t distance = pattern.size();
  for (char32_t c : text) {
    if (poll.Step(2 * blocks.size())) break;
    const std::vector<uint64_t>& equal = positions.Of(c);
    int carry = start == PatternStart::kTextStart ? 1 : 0;
    for (size_t b = 0; b + 1 < blocks.size(); ++b) carry = Advance(blocks[b], equal[b], carry, kTop);
    carry = Advance(blocks.back(), equal.back(), carry, last_row);
    distance += static_cast<size_t>(carry);  // wraps around correctly for -1
    distances.push_back(distance);
  }
  return distances;
}

size_t EditDistance(std::u32string_view a, std::u32string_view b, StopPoll& poll) {
  return EditDistances(a, b, PatternStart::kTextStart, poll).back();
}

}  // namespace verbatim::text
