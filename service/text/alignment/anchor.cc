#include "text/alignment/anchor.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>

#include "text/unicode/fold.h"

namespace verbatim::text {
namespace {

using Place = TextMatches::Place;

// If no word of a quote is left, a quote of up to this many words is located by the words beside it. For
// example, 50 replaced 52.
constexpr size_t kReplacedWords = 8;

// Maximum number of words that FindInPlace searches on each side of the quote, and in the later text.
constexpr size_t kInPlaceWords = 500;
// Minimum number of letters of a quote for FindInPlace.
constexpr size_t kInPlaceWeight = 8;

// Returns the maximum number of words that can replace `words` words.
size_t MostInPlaceOf(size_t words) { return 2 * words + 3; }

// Finds one quote.
class Finder {
 public:
  Finder(const TextMatches& matches, ByteRange quote, StopPoll& poll)
      : matches_(matches), before_(matches.before()), after_(matches.after()), quote_(quote), poll_(poll) {
    std::tie(first_, end_) = before_.WordsIn(quote);
  }

  Anchor Find() const;

 private:
  // A run of matched words inside the quote that ascends in both texts. `first` and `last` are words of
  // `before`.
  struct Cluster {
    size_t first = 0;
    size_t last = 0;
    size_t weight = 0;
  };

  size_t size() const { return end_ - first_; }
  std::span<const AlignedWord> words() const { return before_.words().subspan(first_, size()); }
  // Returns the match of a word of `before`, or kUnmatched.
  int32_t MatchOf(size_t word) const { return matches_.word(word).after; }
  // Like MatchOf, but ignores matches elsewhere.
  int32_t NearMatchOf(size_t word) const {
    return matches_.word(word).place == Place::kElsewhere ? kUnmatched : MatchOf(word);
  }
  bool IsFree(size_t after) const { return matches_.source_word(after) == kUnmatched; }
  bool IsInOrder(size_t word) const { return matches_.word(word).place == Place::kInOrder; }

  // Finds the quote if all of its words are matched in a row.
  std::optional<Anchor> FindInARow() const;
  // Finds a quote whose sentence no longer exists, such as a heading that used to be part of a sentence.
  // Searches between the matches of the nearest words that stayed. The words of the quote must occur there in
  // a row, exactly once.
  Anchor FindInPlace() const;
  // Finds the text that replaced a short quote if no word of the quote is left. This is the text between the
  // matches of the quote's neighbours in its sentence. All of these neighbours must be matched.
  Anchor FindReplaced() const;

  std::optional<Cluster> HeaviestCluster() const;
  // Return the first and the last word of `after` that belong to the quote if `cluster` is part of it. The
  // words beside the matches of `cluster` count as replacements of the quote's unmatched words.
  size_t StartWordOf(const Cluster& cluster) const;
  size_t LastWordOf(const Cluster& cluster) const;

  // Returns the range from `start_word` to `last_word` of `after`. If the quote begins inside or beside its
  // first word, the range begins at the corresponding place of `start_word`. The end of the range follows the
  // end of the quote in the same way.
  ByteRange RangeOf(size_t start_word, size_t last_word) const {
    return {StartIn(start_word), EndIn(last_word)};
  }
  ByteRange RangeOf(const Cluster& cluster) const {
    return RangeOf(StartWordOf(cluster), LastWordOf(cluster));
  }
  size_t StartIn(size_t start_word) const;
  size_t EndIn(size_t last_word) const;
  bool HasSameBytes(size_t before, size_t after) const {
    return MatchOf(before) == static_cast<int32_t>(after) &&
           before_.text().Slice(before_[before].core()) == after_.text().Slice(after_[after].core());
  }

  bool HasSameWords(ByteRange found) const;
  double Similarity(ByteRange found) const;

  const TextMatches& matches_;
  const TextWords& before_;
  const TextWords& after_;
  const ByteRange quote_;
  StopPoll& poll_;
  // Half-open range of the words of the quote.
  size_t first_ = 0;
  size_t end_ = 0;
};

Anchor Finder::Find() const {
  if (first_ == end_) return {};
  if (std::optional<Anchor> found = FindInARow()) return *found;
  const std::optional<Cluster> cluster = HeaviestCluster();
  if (!cluster || !matches_.IsEnough(cluster->weight, WeightOf(words(), poll_), before_[first_].sentence)) {
    if (Anchor found = FindInPlace(); found.state != AnchorState::kLost) return found;
    return FindReplaced();
  }
  const ByteRange found = RangeOf(*cluster);
  if (HasSameWords(found)) {
    const bool moved = matches_.word(cluster->first).place == Place::kMoved;
    return {moved ? AnchorState::kMoved : AnchorState::kCurrent, found, 1};
  }
  return {AnchorState::kEdited, found, Similarity(found)};
}

std::optional<Anchor> Finder::FindInARow() const {
  if (MatchOf(first_) == kUnmatched) return std::nullopt;
  bool in_order = true;
  for (size_t i = first_; i < end_ && !poll_.Step(); ++i) {
    if (MatchOf(i) != MatchOf(first_) + static_cast<int32_t>(i - first_)) return std::nullopt;
    in_order = in_order && IsInOrder(i);
  }
  return Anchor{in_order ? AnchorState::kCurrent : AnchorState::kMoved,
                RangeOf(static_cast<size_t>(MatchOf(first_)), static_cast<size_t>(MatchOf(end_ - 1))), 1};
}

Anchor Finder::FindInPlace() const {
  if (size() < 2 || WeightOf(words(), poll_) < kInPlaceWeight) return {};
  size_t left = first_;
  while (left > 0 && first_ - left < kInPlaceWords && !IsInOrder(left - 1)) --left;
  size_t right = end_;
  while (right < before_.size() && right - end_ < kInPlaceWords && !IsInOrder(right)) ++right;
  if ((left > 0 && !IsInOrder(left - 1)) || (right < before_.size() && !IsInOrder(right))) return {};
  const size_t from = left == 0 ? 0 : static_cast<size_t>(MatchOf(left - 1)) + 1;
  const size_t to = right == before_.size() ? after_.size() : static_cast<size_t>(MatchOf(right));
  if (to <= from || to - from > kInPlaceWords) return {};
  std::optional<size_t> only;
  for (size_t at = from; at + size() <= to; ++at) {
    size_t same = 0;
    while (same < size() && IsFree(at + same) && before_[first_ + same].hash == after_[at + same].hash)
      ++same;
    if (same < size()) continue;
    if (only) return {};
    only = at;
  }
  if (!only) return {};
  return {AnchorState::kCurrent, RangeOf(*only, *only + size() - 1), 1};
}

Anchor Finder::FindReplaced() const {
  const uint32_t sentence = before_[first_].sentence;
  if (size() > kReplacedWords || before_[end_ - 1].sentence != sentence) return {};
  const bool starts = first_ == before_.first_word(sentence);
  const bool ends = end_ == before_.end_word(sentence);
  const int32_t left = starts ? kUnmatched : NearMatchOf(first_ - 1);
  const int32_t right = ends ? kUnmatched : NearMatchOf(end_);
  if ((!starts && left == kUnmatched) || (!ends && right == kUnmatched) || (starts && ends)) return {};
  const uint32_t after_sentence = after_[static_cast<size_t>(starts ? right : left)].sentence;
  const size_t from = starts ? after_.first_word(after_sentence) : static_cast<size_t>(left) + 1;
  const size_t to = ends ? after_.end_word(after_sentence) : static_cast<size_t>(right);
  if (from >= to || to - from > MostInPlaceOf(size())) return {};
  const ByteRange whole{after_[from].core().start, quote_.end > before_[end_ - 1].core().end
                                                       ? after_[to - 1].whole().end
                                                       : after_[to - 1].core().end};
  // The rest of the sentence must be nearly the same.
  size_t kept = 0;
  for (size_t i = before_.first_word(sentence); i < before_.end_word(sentence) && !poll_.Step(); ++i) {
    if (NearMatchOf(i) != kUnmatched) kept += before_[i].weight;
  }
  if (!matches_.IsEnough(kept, before_.sentence_weight(sentence), sentence)) return {};
  return {AnchorState::kEdited, whole, Similarity(whole)};
}

std::optional<Finder::Cluster> Finder::HeaviestCluster() const {
  const auto reach = static_cast<int32_t>(std::max(kReach, size()));
  Cluster cluster, heaviest;
  for (size_t i = first_; i < end_ && !poll_.Step(); ++i) {
    if (NearMatchOf(i) == kUnmatched) continue;
    const int32_t step = cluster.weight == 0 ? 0 : MatchOf(i) - MatchOf(cluster.last);
    if (step <= 0 || step > reach) cluster = {i, i, 0};
    cluster.last = i;
    cluster.weight += before_[i].weight;
    if (cluster.weight > heaviest.weight) heaviest = cluster;
  }
  if (heaviest.weight == 0) return std::nullopt;
  return heaviest;
}

size_t Finder::StartWordOf(const Cluster& cluster) const {
  auto start_word = static_cast<size_t>(MatchOf(cluster.first));
  const size_t replaced = cluster.first - first_;
  if (replaced == 0) return start_word;
  size_t bound = after_.first_word(after_[start_word].sentence);
  bool known = first_ == before_.first_word(before_[first_].sentence);
  if (!known && MatchOf(first_ - 1) != kUnmatched && MatchOf(first_ - 1) < static_cast<int32_t>(start_word)) {
    bound = std::max(bound, static_cast<size_t>(MatchOf(first_ - 1)) + 1);
    known = true;
  }
  const size_t between = start_word - bound;
  const size_t most = known && between <= MostInPlaceOf(replaced) ? between : replaced;
  for (size_t i = 0; i < most && start_word > bound && IsFree(start_word - 1) && !poll_.Step(); ++i)
    --start_word;
  return start_word;
}

size_t Finder::LastWordOf(const Cluster& cluster) const {
  auto last_word = static_cast<size_t>(MatchOf(cluster.last));
  const size_t replaced = end_ - 1 - cluster.last;
  if (replaced == 0) return last_word;
  size_t bound = after_.end_word(after_[last_word].sentence);  // one past the last word
  bool known = end_ == before_.end_word(before_[end_ - 1].sentence);
  if (!known && MatchOf(end_) > static_cast<int32_t>(last_word)) {
    bound = std::min(bound, static_cast<size_t>(MatchOf(end_)));
    known = true;
  }
  const size_t between = bound - last_word - 1;
  const size_t most = known && between <= MostInPlaceOf(replaced) ? between : replaced;
  for (size_t i = 0; i < most && last_word + 1 < bound && IsFree(last_word + 1) && !poll_.Step(); ++i)
    ++last_word;
  return last_word;
}

size_t Finder::StartIn(size_t start_word) const {
  const AlignedWord& from = before_[first_];
  const AlignedWord& to = after_[start_word];
  if (quote_.start > from.core().start && HasSameBytes(first_, start_word)) {
    return to.core().start + (quote_.start - from.core().start);
  }
  const bool with_punctuation = quote_.start <= from.whole().start && from.whole().start < from.core().start;
  const size_t start = with_punctuation ? to.whole().start : to.core().start;
  if (quote_.start >= from.whole().start || start != to.whole().start) return start;
  // Include the dashes and ellipses that the quote has before its first word.
  const size_t previous_end = start_word == 0 ? 0 : after_[start_word - 1].whole().end;
  const FoldedText wanted(before_.text().Slice({quote_.start, from.whole().start}), poll_);
  const FoldedText present(after_.text().Slice({previous_end, start}), poll_);
  const size_t count = wanted.code_points().size();
  if (count == 0 || !present.code_points().ends_with(wanted.code_points())) return start;
  const size_t size = present.code_points().size();
  return previous_end + present.SourceOf(size - count, size, poll_).start;
}

size_t Finder::EndIn(size_t last_word) const {
  const AlignedWord& from = before_[end_ - 1];
  const AlignedWord& to = after_[last_word];
  if (quote_.end < from.core().end && HasSameBytes(end_ - 1, last_word)) {
    return to.core().start + (quote_.end - from.core().start);
  }
  if (quote_.end <= from.core().end) return to.core().end;
  // If the punctuation after the word is the same, keep as much of it as the quote has.
  const ByteRange behind{from.core().end, std::min(quote_.end, from.whole().end)};
  const ByteRange behind_found{to.core().end, std::min(to.whole().end, to.core().end + behind.size())};
  const bool same = before_.text().Slice(behind) == after_.text().Slice(behind_found);
  const size_t end = same ? behind_found.end : to.whole().end;
  if (quote_.end <= from.whole().end || end != to.whole().end) return end;
  // Include the dashes and ellipses that the quote has after its last word.
  const size_t next_start =
      last_word + 1 == after_.size() ? after_.text().text().size() : after_[last_word + 1].whole().start;
  const FoldedText wanted(before_.text().Slice({from.whole().end, quote_.end}), poll_);
  const FoldedText present(after_.text().Slice({end, next_start}), poll_);
  const size_t count = wanted.code_points().size();
  if (count == 0 || !present.code_points().starts_with(wanted.code_points())) return end;
  return end + present.SourceOf(0, count, poll_).end;
}

bool Finder::HasSameWords(ByteRange found) const {
  const auto [after_first, after_end] = after_.WordsIn(found);
  const std::span<const AlignedWord> there = after_.words().subspan(after_first, after_end - after_first);
  return std::equal(
      words().begin(), words().end(), there.begin(), there.end(),
      [this](const AlignedWord& a, const AlignedWord& b) { return a.hash == b.hash && !poll_.Step(); });
}

double Finder::Similarity(ByteRange found) const {
  const auto [after_first, after_end] = after_.WordsIn(found);
  size_t same = 0;
  for (size_t i = first_; i < end_ && !poll_.Step(); ++i) {
    if (MatchOf(i) >= static_cast<int32_t>(after_first) && MatchOf(i) < static_cast<int32_t>(after_end))
      same += before_[i].weight;
  }
  const size_t both = WeightOf(words(), poll_) +
                      WeightOf(after_.words().subspan(after_first, after_end - after_first), poll_);
  return both == 0 ? 1 : 2 * static_cast<double>(same) / static_cast<double>(both);
}

}  // namespace

Anchor FindAnchor(const TextMatches& matches, ByteRange quote, const ShouldStop& should_stop) {
  StopPoll poll(should_stop);
  return Finder(matches, quote, poll).Find();
}

}  // namespace verbatim::text
