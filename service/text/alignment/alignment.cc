#include "text/alignment/alignment.h"

#include <algorithm>
#include <utility>

#include "text/alignment/sequence.h"
#include "text/unicode/fold.h"

namespace verbatim::text {
namespace {

// Minimum letters of a sentence that is recognised anywhere in the text. "He agreed." occurs everywhere.
constexpr size_t kTellingWeight = 10;

// Share of the letters of a sentence that must be found when it is compared word by word.
constexpr double kNearlyTheSame = 0.5;

// The same share for a sentence that is alone between two kept ones, in both texts.
constexpr double kInItsPlace = 0.3;

// A match in another sentence is a stray if it is more than kFewWords words too far away and has at most
// kStrayWeight letters for each of those words.
constexpr int32_t kFewWords = 2;
constexpr size_t kStrayWeight = 4;

// Minimum words, and letters, of a run that is not a coincidence.
constexpr size_t kRunWords = 5;
constexpr size_t kRunWeight = 20;

// Maximum distance in words between two matches of one passage. A longer passage uses its own length.
constexpr size_t kReach = 12;

// If no word of a quote of up to this many words is left, its neighbours locate it: 52 that became 50.
constexpr size_t kReplacedWords = 8;

// Maximum number of words on each side that hyphens join to a word.
constexpr size_t kMostJoined = 8;

// Bounds of FindInPlace: words searched on each side of the quote and in the later text, and minimum letters
// of the quote.
constexpr size_t kInPlaceWords = 500;
constexpr size_t kInPlaceWeight = 8;

// Maximum number of words that can replace `words` words.
size_t MostInPlaceOf(size_t words) { return 2 * words + 3; }

// Consecutive words whose matches are consecutive, too.
struct Run {
  size_t first = 0;
  size_t last = 0;
  size_t weight = 0;
};

std::vector<Run> RunsOf(std::span<const AlignedWord> from, std::span<const int32_t> matches, size_t begin,
                        size_t end) {
  std::vector<Run> runs;
  for (size_t i = begin; i < end; ++i) {
    if (matches[i] == kUnmatched) continue;
    if (runs.empty() || i != runs.back().last + 1 || matches[i] != matches[runs.back().last] + 1) {
      runs.push_back({i, i, 0});
    }
    runs.back().last = i;
    runs.back().weight += from[i].weight;
  }
  return runs;
}

// Drops light runs at both ends that were matched in another sentence than the next run, if more words lie
// between the matches than between the runs: "the" of the sentence before.
void DropStrays(std::span<const AlignedWord> to, std::span<const int32_t> matches, std::vector<Run>& runs) {
  auto is_stray = [&](const Run& edge, const Run& left, const Run& right) {
    const int32_t at = matches[left.last];
    const int32_t next = matches[right.first];
    if (to[static_cast<size_t>(at)].sentence == to[static_cast<size_t>(next)].sentence) return false;
    const int32_t excess = (next - at) - static_cast<int32_t>(right.first - left.last);
    return excess > kFewWords && edge.weight <= kStrayWeight * static_cast<size_t>(excess);
  };
  size_t strays = 0;
  while (strays + 1 < runs.size() && is_stray(runs[strays], runs[strays], runs[strays + 1])) ++strays;
  runs.erase(runs.begin(), runs.begin() + static_cast<ptrdiff_t>(strays));
  while (runs.size() > 1 && is_stray(runs.back(), runs[runs.size() - 2], runs.back())) runs.pop_back();
}

size_t WeightOf(std::span<const AlignedWord> words) {
  size_t weight = 0;
  for (const AlignedWord& word : words) weight += word.weight;
  return weight;
}

}  // namespace

TextAlignment::TextAlignment(const IndexedText& before, const IndexedText& after)
    : before_(before),
      after_(after),
      sentences_(before_.sentence_count()),
      after_matched_(after_.sentence_count(), false),
      alone_(before_.sentence_count(), false),
      words_(before_.size()),
      words_after_(after_.size(), kUnmatched) {
  MatchSentences();
  MatchGaps();
  MatchBesideMoved();
  MatchElsewhere();
}

bool TextAlignment::IsEnough(size_t found, size_t of, size_t sentence) const {
  const double share = alone_[sentence] ? kInItsPlace : kNearlyTheSame;
  return static_cast<double>(found) >= share * static_cast<double>(of);
}

void TextAlignment::MatchSentencePair(size_t before, size_t after, Place place) {
  sentences_[before] = {static_cast<int32_t>(after), place};
  after_matched_[after] = true;
  size_t to = after_.first_word(after);
  for (size_t from = before_.first_word(before); from < before_.end_word(before); ++from, ++to) {
    words_[from] = {static_cast<int32_t>(to), place};
    words_after_[to] = static_cast<int32_t>(from);
  }
}

void TextAlignment::MatchSentences() {
  const size_t count = before_.sentence_count();
  std::vector<size_t> hashes, after_hashes;
  std::vector<uint64_t> weights;
  for (size_t i = 0; i < count; ++i) {
    hashes.push_back(before_.sentence_hash(i));
    // Prefer the chain with the most sentences, then the one with the most letters.
    weights.push_back((uint64_t{1} << 32) + before_.sentence_weight(i));
  }
  for (size_t i = 0; i < after_.sentence_count(); ++i) after_hashes.push_back(after_.sentence_hash(i));
  const std::vector<int32_t> in_order = MatchInOrder(hashes, after_hashes, weights);
  for (size_t i = 0; i < count; ++i) {
    if (in_order[i] != kUnmatched) MatchSentencePair(i, static_cast<size_t>(in_order[i]), Place::kInOrder);
  }

  std::vector<size_t> left, left_after, left_hashes, left_after_hashes;
  for (size_t i = 0; i < count; ++i) {
    if (IsMatched(i) || before_.sentence_weight(i) < kTellingWeight) continue;
    left.push_back(i);
    left_hashes.push_back(hashes[i]);
  }
  for (size_t i = 0; i < after_.sentence_count(); ++i) {
    if (after_matched_[i]) continue;
    left_after.push_back(i);
    left_after_hashes.push_back(after_hashes[i]);
  }
  auto match_neighbours = [&](size_t from, size_t to, size_t step) {  // step: 1, or SIZE_MAX for -1
    for (from += step, to += step; from < count && to < after_.sentence_count(); from += step, to += step) {
      if (IsMatched(from) || after_matched_[to] || hashes[from] != after_hashes[to]) break;
      MatchSentencePair(from, to, Place::kMoved);
    }
  };
  for (const IndexPair& pair : OncePairs(left_hashes, left_after_hashes)) {
    const size_t from = left[pair.before];
    const size_t to = left_after[pair.after];
    if (IsMatched(from) || after_matched_[to]) continue;
    MatchSentencePair(from, to, Place::kMoved);
    match_neighbours(from, to, 1);
    match_neighbours(from, to, SIZE_MAX);
  }
}

void TextAlignment::MatchGaps() {
  std::vector<size_t> left, left_after;
  size_t after = 0;
  auto match_gap = [&](size_t after_end) {
    for (; after < after_end; ++after) {
      if (!after_matched_[after]) left_after.push_back(after);
    }
    if (left.size() == 1 && left_after.size() == 1) alone_[left.front()] = true;
    if (!left.empty() && !left_after.empty()) MatchPassages(left, left_after, Place::kInOrder);
    left.clear();
    left_after.clear();
  };
  for (size_t i = 0; i < sentences_.size(); ++i) {
    if (sentences_[i].place == Place::kInOrder) {
      match_gap(static_cast<size_t>(sentences_[i].after));
    } else if (!IsMatched(i)) {
      left.push_back(i);
    }
  }
  match_gap(after_.sentence_count());
}

void TextAlignment::MatchPassages(const std::vector<size_t>& before, const std::vector<size_t>& after,
                                  Place place) {
  std::vector<AlignedWord> from, to;
  std::vector<size_t> from_index, to_index;
  auto add = [](const TextWords& words, size_t sentence, std::vector<AlignedWord>& passage,
                std::vector<size_t>& index) {
    for (size_t i = words.first_word(sentence); i < words.end_word(sentence); ++i) {
      passage.push_back(words[i]);
      index.push_back(i);
    }
  };
  for (size_t sentence : before) add(before_, sentence, from, from_index);
  for (size_t sentence : after) add(after_, sentence, to, to_index);
  const std::vector<int32_t> matches = MatchWords(from, to, budget_);

  auto keep = [&](size_t first, size_t last) {
    for (size_t i = first; i <= last; ++i) {
      if (matches[i] == kUnmatched) continue;
      const size_t found = to_index[static_cast<size_t>(matches[i])];
      if (words_[from_index[i]].after >= 0 || words_after_[found] >= 0) continue;
      words_[from_index[i]] = {static_cast<int32_t>(found), place};
      words_after_[found] = static_cast<int32_t>(from_index[i]);
    }
  };
  for (size_t begin = 0; begin < from.size();) {
    size_t end = begin;
    while (end < from.size() && from[end].sentence == from[begin].sentence) ++end;
    std::vector<Run> runs = RunsOf(from, matches, begin, end);
    for (const Run& run : runs) {
      if (run.weight >= kRunWeight && run.last - run.first + 1 >= kRunWords) keep(run.first, run.last);
    }
    DropStrays(to, matches, runs);
    // Keep the heaviest group of runs that are near each other.
    const auto reach = static_cast<int32_t>(std::max(kReach, end - begin));
    Run group, heaviest;
    for (const Run& run : runs) {
      if (group.weight == 0 || matches[run.first] - matches[group.last] > reach)
        group = {run.first, run.last, 0};
      group.last = run.last;
      group.weight += run.weight;
      if (group.weight > heaviest.weight) heaviest = group;
    }
    const uint32_t sentence = from[begin].sentence;
    if (heaviest.weight > 0 && IsEnough(heaviest.weight, before_.sentence_weight(sentence), sentence)) {
      keep(heaviest.first, heaviest.last);
    }
    begin = end;
  }
}

void TextAlignment::MatchBesideMoved() {
  auto is_new = [&](size_t sentence) {
    if (after_matched_[sentence]) return false;
    for (size_t i = after_.first_word(sentence); i < after_.end_word(sentence); ++i) {
      if (words_after_[i] != kUnmatched) return false;
    }
    return true;
  };
  auto is_left = [&](size_t sentence) {
    if (IsMatched(sentence)) return false;
    for (size_t i = before_.first_word(sentence); i < before_.end_word(sentence); ++i) {
      if (words_[i].after >= 0) return false;
    }
    return true;
  };
  for (size_t i = 0; i < sentences_.size(); ++i) {
    if (sentences_[i].place != Place::kMoved) continue;
    const auto after = static_cast<size_t>(sentences_[i].after);
    if (i + 1 < sentences_.size() && after + 1 < after_.sentence_count() && is_left(i + 1) &&
        is_new(after + 1)) {
      MatchPassages({i + 1}, {after + 1}, Place::kMoved);
    }
    if (i > 0 && after > 0 && is_left(i - 1) && is_new(after - 1))
      MatchPassages({i - 1}, {after - 1}, Place::kMoved);
  }
}

void TextAlignment::MatchElsewhere() {
  auto runs = [](const TextWords& words, auto is_left, std::vector<size_t>& hashes,
                 std::vector<size_t>& places) {
    size_t in_a_row = 0;
    for (size_t i = 0; i < words.size(); ++i) {
      in_a_row = is_left(i) ? in_a_row + 1 : 0;
      if (in_a_row < kRunWords) continue;
      size_t hash = 0;
      for (size_t k = i + 1 - kRunWords; k <= i; ++k) hash = hash * 0x9E3779B97F4A7C15u + words[k].hash;
      hashes.push_back(hash);
      places.push_back(i + 1 - kRunWords);
    }
  };
  std::vector<size_t> hashes, places, after_hashes, after_places;
  auto is_left = [&](size_t word) { return words_[word].after < 0; };
  auto is_new = [&](size_t word) { return words_after_[word] == kUnmatched; };
  runs(before_, is_left, hashes, places);
  runs(after_, is_new, after_hashes, after_places);
  for (const IndexPair& pair : OncePairs(hashes, after_hashes)) {
    size_t from = places[pair.before];
    size_t to = after_places[pair.after];
    if (!is_left(from) || !is_new(to)) continue;
    auto same = [&](size_t a, size_t b) {
      return is_left(a) && is_new(b) && before_[a].hash == after_[b].hash;
    };
    while (from > 0 && to > 0 && same(from - 1, to - 1)) --from, --to;
    size_t count = 0;
    while (from + count < before_.size() && to + count < after_.size() && same(from + count, to + count))
      ++count;
    if (count < kRunWords || WeightOf(before_.words().subspan(from, count)) < kRunWeight) continue;
    for (size_t k = 0; k < count; ++k) {
      words_[from + k] = {static_cast<int32_t>(to + k), Place::kElsewhere};
      words_after_[to + k] = static_cast<int32_t>(from + k);
    }
  }
}

Anchor TextAlignment::Find(ByteRange quote) const {
  const auto [first, end] = before_.WordsIn(quote);
  if (first == end) return {};
  bool in_a_row = words_[first].after >= 0;
  bool in_order = true;
  for (size_t i = first; i < end && in_a_row; ++i) {
    in_a_row = words_[i].after == words_[first].after + static_cast<int32_t>(i - first);
    in_order = in_order && words_[i].place == Place::kInOrder;
  }
  if (in_a_row) {
    return {in_order ? AnchorState::kCurrent : AnchorState::kMoved,
            RangeOf(quote, first, end, {first, end - 1, 0}), 1};
  }
  auto cluster = HeaviestCluster(first, end);
  const size_t weight = WeightOf(before_.words().subspan(first, end - first));
  if (!cluster || !IsEnough(cluster->weight, weight, before_[first].sentence)) {
    if (Anchor in_place = FindInPlace(quote, first, end); in_place.state != AnchorState::kLost)
      return in_place;
    return FindReplaced(quote, first, end);
  }
  const ByteRange found = RangeOf(quote, first, end, *cluster);
  const auto [after_first, after_end] = after_.WordsIn(found);
  if (std::equal(before_.words().begin() + static_cast<std::ptrdiff_t>(first),
                 before_.words().begin() + static_cast<std::ptrdiff_t>(end),
                 after_.words().begin() + static_cast<std::ptrdiff_t>(after_first),
                 after_.words().begin() + static_cast<std::ptrdiff_t>(after_end),
                 [](const AlignedWord& a, const AlignedWord& b) { return a.hash == b.hash; })) {
    const bool moved = words_[cluster->first].place == Place::kMoved;
    return {moved ? AnchorState::kMoved : AnchorState::kCurrent, found, 1};
  }
  return {AnchorState::kEdited, found, Similarity(first, end, found)};
}

// Finds words whose sentence no longer exists: the same words in a row, if they occur exactly once between
// the matches of the nearest words that stayed. An example is a heading that used to be part of a sentence.
Anchor TextAlignment::FindInPlace(ByteRange quote, size_t first, size_t end) const {
  if (end - first < 2 || WeightOf(before_.words().subspan(first, end - first)) < kInPlaceWeight) return {};
  auto stayed = [&](size_t word) { return words_[word].place == Place::kInOrder; };
  size_t left = first;
  while (left > 0 && first - left < kInPlaceWords && !stayed(left - 1)) --left;
  size_t right = end;
  while (right < before_.size() && right - end < kInPlaceWords && !stayed(right)) ++right;
  if ((left > 0 && !stayed(left - 1)) || (right < before_.size() && !stayed(right))) return {};
  const size_t from = left == 0 ? 0 : static_cast<size_t>(words_[left - 1].after) + 1;
  const size_t to = right == before_.size() ? after_.size() : static_cast<size_t>(words_[right].after);
  if (to <= from || to - from > kInPlaceWords) return {};
  std::optional<size_t> only;
  for (size_t at = from; at + (end - first) <= to; ++at) {
    size_t same = 0;
    while (same < end - first && words_after_[at + same] == kUnmatched &&
           before_[first + same].hash == after_[at + same].hash) {
      ++same;
    }
    if (same < end - first) continue;
    if (only) return {};
    only = at;
  }
  if (!only) return {};
  return {AnchorState::kCurrent, EndsOf(quote, first, end, *only, *only + (end - first) - 1), 1};
}

std::optional<TextAlignment::Cluster> TextAlignment::HeaviestCluster(size_t first, size_t end) const {
  const auto reach = static_cast<int32_t>(std::max(kReach, end - first));
  Cluster cluster, heaviest;
  for (size_t i = first; i < end; ++i) {
    if (words_[i].after < 0 || words_[i].place == Place::kElsewhere) continue;
    const int32_t step = cluster.weight == 0 ? 0 : words_[i].after - words_[cluster.last].after;
    if (step <= 0 || step > reach) cluster = {i, i, 0};
    cluster.last = i;
    cluster.weight += before_[i].weight;
    if (cluster.weight > heaviest.weight) heaviest = cluster;
  }
  if (heaviest.weight == 0) return std::nullopt;
  return heaviest;
}

ByteRange TextAlignment::RangeOf(ByteRange quote, size_t first, size_t end, const Cluster& cluster) const {
  auto start_word = static_cast<size_t>(words_[cluster.first].after);
  if (const size_t replaced = cluster.first - first; replaced > 0) {
    const uint32_t sentence = after_[start_word].sentence;
    size_t bound = after_.first_word(sentence);
    bool known = first == before_.first_word(before_[first].sentence);
    if (!known && words_[first - 1].after >= 0 && static_cast<size_t>(words_[first - 1].after) < start_word) {
      bound = std::max(bound, static_cast<size_t>(words_[first - 1].after) + 1);
      known = true;
    }
    const size_t most =
        known && start_word - bound <= MostInPlaceOf(replaced) ? start_word - bound : replaced;
    for (size_t i = 0; i < most && start_word > bound && words_after_[start_word - 1] == kUnmatched; ++i)
      --start_word;
  }
  auto last_word = static_cast<size_t>(words_[cluster.last].after);
  if (const size_t replaced = end - 1 - cluster.last; replaced > 0) {
    const uint32_t sentence = after_[last_word].sentence;
    size_t bound = after_.end_word(sentence);  // one past the last word
    bool known = end == before_.end_word(before_[end - 1].sentence);
    if (!known && words_[end].after > static_cast<int32_t>(last_word)) {
      bound = std::min(bound, static_cast<size_t>(words_[end].after));
      known = true;
    }
    const size_t between = bound - last_word - 1;
    const size_t most = known && between <= MostInPlaceOf(replaced) ? between : replaced;
    for (size_t i = 0; i < most && last_word + 1 < bound && words_after_[last_word + 1] == kUnmatched; ++i)
      ++last_word;
  }

  return EndsOf(quote, first, end, start_word, last_word);
}

// The range of words in `after`, with its ends inside or beside a word where those of the quote are.
ByteRange TextAlignment::EndsOf(ByteRange quote, size_t first, size_t end, size_t start_word,
                                size_t last_word) const {
  auto text = [](const TextWords& words, ByteRange range) { return words.text().Slice(range); };
  auto same_bytes = [&](size_t word, size_t after) {
    return words_[word].after == static_cast<int32_t>(after) &&
           text(before_, before_[word].core) == text(after_, after_[after].core);
  };
  ByteRange found;
  const AlignedWord& from = before_[first];
  const AlignedWord& to = after_[start_word];
  if (quote.start > from.core.start && same_bytes(first, start_word)) {
    found.start = to.core.start + (quote.start - from.core.start);
  } else {
    found.start = quote.start <= from.whole.start && from.whole.start < from.core.start ? to.whole.start
                                                                                        : to.core.start;
  }
  const AlignedWord& from_last = before_[end - 1];
  const AlignedWord& to_last = after_[last_word];
  if (quote.end < from_last.core.end && same_bytes(end - 1, last_word)) {
    found.end = to_last.core.start + (quote.end - from_last.core.start);
  } else if (quote.end <= from_last.core.end) {
    found.end = to_last.core.end;
  } else {
    // Keep as much punctuation after the word as the quote has, if it is the same.
    const ByteRange behind{from_last.core.end, std::min(quote.end, from_last.whole.end)};
    const ByteRange behind_found{to_last.core.end,
                                 std::min(to_last.whole.end, to_last.core.end + behind.size())};
    const bool same = text(before_, behind) == text(after_, behind_found);
    found.end = same ? behind_found.end : to_last.whole.end;
  }
  // Keep dashes and ellipses that are words of their own at the ends of the quote.
  const std::string_view whole_before = before_.text().text();
  const std::string_view whole_after = after_.text().text();
  if (quote.start < from.whole.start && found.start == to.whole.start) {
    const size_t start = start_word == 0 ? 0 : after_[start_word - 1].whole.end;
    const FoldedText signs(whole_before.substr(quote.start, from.whole.start - quote.start));
    const FoldedText here(whole_after.substr(start, found.start - start));
    if (const size_t count = signs.code_points().size();
        count > 0 && here.code_points().ends_with(signs.code_points())) {
      const size_t size = here.code_points().size();
      found.start = start + here.SourceOf(size - count, size).start;
    }
  }
  if (quote.end > from_last.whole.end && found.end == to_last.whole.end) {
    const size_t next =
        last_word + 1 == after_.size() ? whole_after.size() : after_[last_word + 1].whole.start;
    const FoldedText signs(whole_before.substr(from_last.whole.end, quote.end - from_last.whole.end));
    const FoldedText here(whole_after.substr(found.end, next - found.end));
    if (const size_t count = signs.code_points().size();
        count > 0 && here.code_points().starts_with(signs.code_points())) {
      found.end += here.SourceOf(0, count).end;
    }
  }
  return found;
}

// Finds a few words of which none is left but whose neighbours are: returns what lies between the neighbours.
Anchor TextAlignment::FindReplaced(ByteRange quote, size_t first, size_t end) const {
  const uint32_t sentence = before_[first].sentence;
  if (end - first > kReplacedWords || before_[end - 1].sentence != sentence) return {};
  const bool starts = first == before_.first_word(sentence);
  const bool ends = end == before_.end_word(sentence);
  auto found_of = [&](size_t word) {
    return words_[word].place == Place::kElsewhere ? kUnmatched : words_[word].after;
  };
  const int32_t left = starts ? kUnmatched : found_of(first - 1);
  const int32_t right = ends ? kUnmatched : found_of(end);
  if ((!starts && left == kUnmatched) || (!ends && right == kUnmatched) || (starts && ends)) return {};
  const uint32_t after_sentence = after_[static_cast<size_t>(starts ? right : left)].sentence;
  const size_t from = starts ? after_.first_word(after_sentence) : static_cast<size_t>(left) + 1;
  const size_t to = ends ? after_.end_word(after_sentence) : static_cast<size_t>(right);
  if (from >= to || to - from > MostInPlaceOf(end - first)) return {};
  const ByteRange whole{after_[from].core.start, quote.end > before_[end - 1].core.end
                                                     ? after_[to - 1].whole.end
                                                     : after_[to - 1].core.end};
  // The rest of the sentence must be nearly the same.
  size_t kept = 0;
  for (size_t i = before_.first_word(sentence); i < before_.end_word(sentence); ++i) {
    if (found_of(i) != kUnmatched) kept += before_[i].weight;
  }
  if (!IsEnough(kept, before_.sentence_weight(sentence), sentence)) return {};
  return {AnchorState::kEdited, whole, Similarity(first, end, whole)};
}

double TextAlignment::Similarity(size_t first, size_t end, ByteRange found) const {
  const auto [after_first, after_end] = after_.WordsIn(found);
  size_t same = 0;
  for (size_t i = first; i < end; ++i) {
    const int32_t at = words_[i].after;
    if (at >= static_cast<int32_t>(after_first) && at < static_cast<int32_t>(after_end))
      same += before_[i].weight;
  }
  const size_t both = WeightOf(before_.words().subspan(first, end - first)) +
                      WeightOf(after_.words().subspan(after_first, after_end - after_first));
  return both == 0 ? 1 : 2 * static_cast<double>(same) / static_cast<double>(both);
}

// Half-open range of the words that hyphens join to `word`, itself included: both words of "fifty-two".
std::pair<size_t, size_t> TextAlignment::CompoundOf(const TextWords& words, size_t word) {
  auto joined = [&](size_t next) {  // to the word before it
    if (next == 0 || next >= words.size() || words[next - 1].whole.end != words[next].whole.start)
      return false;
    const std::string_view before = words.text().Slice(words[next - 1].whole);
    return before.ends_with('-') || before.ends_with("\u2010") || before.ends_with("\u2011");
  };
  size_t first = word, end = word + 1;
  while (word - first < kMostJoined && joined(first)) --first;
  while (end - word < kMostJoined && joined(end)) ++end;
  return {first, end};
}

bool TextAlignment::IsSameCompound(size_t word) const {
  if (words_[word].after < 0) return false;
  const auto [first, end] = CompoundOf(before_, word);
  if (words_[first].after < 0) return false;
  const auto [after_first, after_end] = CompoundOf(after_, static_cast<size_t>(words_[first].after));
  if (static_cast<size_t>(words_[first].after) != after_first || end - first != after_end - after_first)
    return false;
  for (size_t i = first; i < end; ++i) {
    if (words_[i].after != words_[first].after + static_cast<int32_t>(i - first)) return false;
  }
  return true;
}

std::vector<WordChange> TextAlignment::Compare(ByteRange quote, ByteRange found) const {
  using Kind = WordChange::Kind;
  std::vector<WordChange> changes;
  auto add = [&](Kind kind, const AlignedWord* before, const AlignedWord* after) {
    if (changes.empty() || changes.back().kind != kind) changes.push_back({kind, {}, {}});
    auto extend = [](ByteRange& range, const AlignedWord* word) {
      if (word == nullptr) return;
      if (range.size() == 0) range.start = word->whole.start;
      range.end = word->whole.end;
    };
    extend(changes.back().before, before);
    extend(changes.back().after, after);
  };
  auto [i, end] = before_.WordsIn(quote);
  auto [k, after_end] = after_.WordsIn(found);
  while (i < end || k < after_end) {
    const bool has = i < end && words_[i].after >= static_cast<int32_t>(k) &&
                     words_[i].after < static_cast<int32_t>(after_end) && IsSameCompound(i);
    if (i < end && !has) {
      add(Kind::kRemoved, &before_[i++], nullptr);
    } else if (k < after_end && (i == end || static_cast<size_t>(words_[i].after) != k)) {
      add(Kind::kAdded, nullptr, &after_[k++]);
    } else {
      add(Kind::kSame, &before_[i++], &after_[k++]);
    }
  }
  return changes;
}

size_t TextAlignment::MemoryUse() const {
  const size_t words = before_.size() + after_.size();
  const size_t sentences = before_.sentence_count() + after_.sentence_count();
  return words * (sizeof(AlignedWord) + sizeof(Match)) + sentences * (3 * sizeof(size_t) + sizeof(Match));
}

std::vector<SentenceChange> TextAlignment::Sentences() const {
  // The source of each sentence of `after` in `before`.
  std::vector<int32_t> sources(after_.sentence_count(), kUnmatched);
  std::vector<size_t> shared(after_.sentence_count(), 0);
  for (size_t i = 0; i < sentences_.size(); ++i) {
    if (IsMatched(i)) sources[static_cast<size_t>(sentences_[i].after)] = static_cast<int32_t>(i);
  }
  for (size_t i = 0; i < sentences_.size(); ++i) {
    if (IsMatched(i)) continue;
    // The sentence of `after` with most of the words of sentence i.
    size_t best = 0, best_weight = 0, weight = 0;
    size_t previous = SIZE_MAX;
    for (size_t word = before_.first_word(i); word < before_.end_word(i); ++word) {
      if (words_[word].after < 0 || words_[word].place == Place::kElsewhere) continue;
      const size_t at = after_[static_cast<size_t>(words_[word].after)].sentence;
      weight = at == previous ? weight + before_[word].weight : before_[word].weight;
      previous = at;
      if (weight > best_weight) best = at, best_weight = weight;
    }
    if (best_weight == 0 || after_matched_[best] || best_weight <= shared[best]) continue;
    const size_t shorter = std::min(before_.sentence_weight(i), after_.sentence_weight(best));
    if (static_cast<double>(best_weight) < kNearlyTheSame * static_cast<double>(shorter)) continue;
    sources[best] = static_cast<int32_t>(i);
    shared[best] = best_weight;
  }
  std::vector<bool> stays(sentences_.size(), false);
  for (int32_t source : sources) {
    if (source != kUnmatched) stays[static_cast<size_t>(source)] = true;
  }

  std::vector<SentenceChange> changes;
  size_t next = 0;  // in `before`: removed sentences before it were added
  auto add_removed = [&](size_t end) {
    for (; next < end; ++next) {
      if (!stays[next]) changes.push_back({SentenceState::kRemoved, next, std::nullopt});
    }
  };
  for (size_t i = 0; i < sources.size(); ++i) {
    if (sources[i] == kUnmatched) {
      changes.push_back({SentenceState::kAdded, std::nullopt, i});
      continue;
    }
    const auto source = static_cast<size_t>(sources[i]);
    const Place place = sentences_[source].place;
    if (place != Place::kMoved) add_removed(source);
    const SentenceState state = place == Place::kNone      ? SentenceState::kEdited
                                : place == Place::kInOrder ? SentenceState::kKept
                                                           : SentenceState::kMoved;
    changes.push_back({state, source, i});
  }
  add_removed(sentences_.size());
  return changes;
}

}  // namespace verbatim::text
