#include "text/quotes/gram_windows.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

namespace verbatim::text {
namespace {

// Code points per gram. Grams of three tell words apart, and survive an edit three code points away. One edit
// would destroy too many of the few grams of a quote shorter than 12, so short quotes use pairs or single
// code points.
size_t GramLength(size_t quote_length) { return quote_length >= 12 ? 3 : quote_length >= 4 ? 2 : 1; }

// A code point fits into 21 bits, so three of them fit into a word.
uint64_t GramAt(std::u32string_view text, size_t position, size_t length) {
  uint64_t gram = 0;
  for (size_t i = 0; i < length; ++i) gram = gram << 21 | text[position + i];
  return gram + 1;  // never 0, which marks an empty slot
}

// How often each gram of the quote occurs in the quote, and in the window that slides over the text. It is an
// open-addressing table, at most a quarter full, because it is searched once for every code point of the
// text.
class GramCounts {
 public:
  explicit GramCounts(std::u32string_view quote, size_t length)
      : slots_(std::bit_ceil(4 * quote.size() + 4)), mask_(slots_.size() - 1) {
    for (size_t i = 0; i + length <= quote.size(); ++i) {
      Slot& slot = slots_[Find(GramAt(quote, i, length))];
      slot.gram = GramAt(quote, i, length);
      ++slot.in_quote;
    }
  }

  // Returns 1 if the gram that enters (leaves) the window adds (removes) one in common, otherwise 0.
  size_t Enter(uint64_t gram) {
    Slot& slot = slots_[Find(gram)];
    return slot.gram != 0 && slot.in_window++ < slot.in_quote ? 1 : 0;
  }
  size_t Leave(uint64_t gram) {
    Slot& slot = slots_[Find(gram)];
    return slot.gram != 0 && --slot.in_window < slot.in_quote ? 1 : 0;
  }

 private:
  struct Slot {
    uint64_t gram = 0;
    uint32_t in_quote = 0;
    uint32_t in_window = 0;
  };

  size_t Find(uint64_t gram) const {
    size_t at = (gram * 0x9E3779B97F4A7C15u >> 20) & mask_;  // Fibonacci hashing
    while (slots_[at].gram != 0 && slots_[at].gram != gram) at = (at + 1) & mask_;
    return at;
  }

  std::vector<Slot> slots_;
  const size_t mask_;
};

// The best windows of those added.
class BestWindows {
 public:
  explicit BestWindows(size_t limit) : limit_(limit) {}

  // Ignores a window that shares nothing.
  void Add(const GramWindow& window) {
    if (window.shared == 0) return;
    if (windows_.size() == limit_) {
      if (!IsBetter(window, windows_.front())) return;
      std::pop_heap(windows_.begin(), windows_.end(), IsBetter);
      windows_.pop_back();
    }
    windows_.push_back(window);
    std::push_heap(windows_.begin(), windows_.end(), IsBetter);
  }

  // Moves the windows out, best first.
  std::vector<GramWindow> Take() {
    std::sort_heap(windows_.begin(), windows_.end(), IsBetter);
    return std::move(windows_);
  }

 private:
  static bool IsBetter(const GramWindow& a, const GramWindow& b) {
    return a.shared != b.shared ? a.shared > b.shared : a.start < b.start;
  }

  const size_t limit_;
  std::vector<GramWindow> windows_;  // a heap with the worst at its front
};

}  // namespace

std::vector<GramWindow> FindGramWindows(std::u32string_view text, std::u32string_view quote, size_t limit,
                                        StopPoll& poll) {
  const size_t length = GramLength(quote.size());
  if (quote.size() < length || text.size() < length || limit == 0) return {};
  const size_t grams = text.size() - length + 1;
  const size_t window = quote.size() - length + 1;
  // Keep one window per stretch of half a quote, so that the neighbours of a good window do not crowd out
  // others. A good place may still be kept twice, once on each side of the end of a stretch.
  const size_t stretch = std::max<size_t>(1, quote.size() / 2);
  BestWindows best(4 * limit);
  GramWindow best_of_stretch;
  GramCounts counts(quote, length);
  size_t shared = 0;
  constexpr size_t kGramSteps = 4;
  for (size_t end = 0; end < grams && !poll.Step(kGramSteps); ++end) {
    shared += counts.Enter(GramAt(text, end, length));
    if (end >= window) shared -= counts.Leave(GramAt(text, end - window, length));
    size_t start = end + 1 >= window ? end + 1 - window : 0;
    if (shared == 0) continue;
    if (best_of_stretch.shared == 0 || best_of_stretch.start / stretch != start / stretch) {
      best.Add(best_of_stretch);
      best_of_stretch = {start, shared};
    } else if (shared > best_of_stretch.shared) {
      best_of_stretch = {start, shared};
    }
  }
  best.Add(best_of_stretch);
  std::vector<GramWindow> apart;
  for (const GramWindow& candidate : best.Take()) {
    bool near = std::any_of(apart.begin(), apart.end(), [&](const GramWindow& kept) {
      return std::max(kept.start, candidate.start) - std::min(kept.start, candidate.start) < stretch;
    });
    if (!near) apart.push_back(candidate);
    if (apart.size() == limit) break;
  }
  return apart;
}

}  // namespace verbatim::text
