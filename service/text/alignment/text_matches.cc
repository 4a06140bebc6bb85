#include "text/alignment/text_matches.h"

#include <algorithm>
#include <span>

#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

// Minimum number of letters of a sentence that is recognised anywhere in the text. Shorter sentences such as
// "He agreed." occur everywhere.
constexpr size_t kTellingWeight = 10;

// Replaces kNearlyTheSame for a sentence that is alone between two kept sentences in both texts.
constexpr double kNearlyTheSameAlone = 0.3;

// Two matches are too far apart if more words lie between the matches than between the two runs. The
// difference is the excess. The run at the end is a stray if the excess is greater than kFewWords and the run
// has at most kStrayWeight letters per word of the excess.
constexpr int32_t kFewWords = 2;
constexpr size_t kStrayWeight = 4;

// A run with fewer words is a coincidence.
constexpr size_t kRunWords = 5;
// A run with fewer letters is a coincidence.
constexpr size_t kRunWeight = 20;

// Consecutive words whose matches are also consecutive.
struct Run {
  size_t first = 0;
  size_t last = 0;
  size_t weight = 0;
};

std::vector<Run> RunsOf(const Passage& from, std::span<const int32_t> matches, size_t begin, size_t end,
                        StopPoll& poll) {
  std::vector<Run> runs;
  for (size_t i = begin; i < end && !poll.Step(); ++i) {
    if (matches[i] == kUnmatched) continue;
    if (!MakeRoom(runs, poll)) break;
    if (runs.empty() || i != runs.back().last + 1 || matches[i] != matches[runs.back().last] + 1) {
      runs.push_back({i, i, 0});
    }
    runs.back().last = i;
    runs.back().weight += from[i].weight;
  }
  return runs;
}

// Drops strays at both ends. A stray is a light run with a match in another sentence than the match of the
// next run, and too far from that match. An example is "the", matched in the sentence before.
void DropStrays(const Passage& to, std::span<const int32_t> matches, std::vector<Run>& runs, StopPoll& poll) {
  auto is_stray = [&](const Run& edge, const Run& left, const Run& right) {
    const int32_t at = matches[left.last];
    const int32_t next = matches[right.first];
    if (to[static_cast<size_t>(at)].sentence == to[static_cast<size_t>(next)].sentence) return false;
    const int32_t excess = (next - at) - static_cast<int32_t>(right.first - left.last);
    return excess > kFewWords && edge.weight <= kStrayWeight * static_cast<size_t>(excess);
  };
  size_t strays = 0;
  while (strays + 1 < runs.size() && is_stray(runs[strays], runs[strays], runs[strays + 1]) && !poll.Step()) {
    ++strays;
  }
  runs.erase(runs.begin(), runs.begin() + static_cast<ptrdiff_t>(strays));
  while (runs.size() > 1 && is_stray(runs.back(), runs[runs.size() - 2], runs.back()) && !poll.Step()) {
    runs.pop_back();
  }
}

// Joins runs whose matches are at most `reach` words apart, and returns the heaviest group.
Run HeaviestGroup(const std::vector<Run>& runs, std::span<const int32_t> matches, int32_t reach,
                  StopPoll& poll) {
  Run group, heaviest;
  for (const Run& run : runs) {
    if (poll.Step()) break;
    if (group.weight == 0 || matches[run.first] - matches[group.last] > reach)
      group = {run.first, run.last, 0};
    group.last = run.last;
    group.weight += run.weight;
    if (group.weight > heaviest.weight) heaviest = group;
  }
  return heaviest;
}

// Hashes of all runs of kRunWords words that satisfy `is_free`.
struct RunHashes {
  std::vector<size_t> hashes;
  std::vector<uint32_t> firsts;  // the first word of each run

  template <typename IsFree>
  RunHashes(const TextWords& words, StopPoll& poll, IsFree is_free) {
    size_t in_a_row = 0;
    for (size_t i = 0; i < words.size() && !poll.Step(kRunWords); ++i) {
      in_a_row = is_free(i) ? in_a_row + 1 : 0;
      if (in_a_row < kRunWords) continue;
      size_t hash = 0;
      for (size_t k = i + 1 - kRunWords; k <= i; ++k) hash = hash * 0x9E3779B97F4A7C15u + words[k].hash;
      if (!MakeRoom(hashes, poll) || !MakeRoom(firsts, poll)) return;
      hashes.push_back(hash);
      firsts.push_back(static_cast<uint32_t>(i + 1 - kRunWords));
    }
  }
};

}  // namespace

TextMatches::TextMatches(const IndexedText& before, const IndexedText& after, const ShouldStop& should_stop)
    : TextMatches(before, after, StopPoll(should_stop)) {}

TextMatches::TextMatches(const IndexedText& before, const IndexedText& after, StopPoll poll)
    : TextMatches(before, after, GranularityFor(before.text(), after.text(), poll), poll) {}

TextMatches::TextMatches(const IndexedText& before, const IndexedText& after, Granularity granularity,
                         StopPoll& poll)
    : before_(before, granularity, poll), after_(after, granularity, poll) {
  if (!AppendCopies(sentences_, before_.sentence_count(), {}, poll) ||
      !AppendCopies(words_, before_.size(), {}, poll) ||
      !AppendCopies(source_words_, after_.size(), kUnmatched, poll)) {
    return;
  }
  taken_sentences_.resize(after_.sentence_count(), false);
  alone_.resize(before_.sentence_count(), false);
  WorkBudget budget(poll);
  MatchSentences(poll);
  if (!poll.stopped()) MatchGaps(budget);
  if (!poll.stopped()) MatchBesideMoved(budget);
  if (!poll.stopped()) MatchElsewhere(poll);
}

bool TextMatches::IsEnough(size_t found, size_t total, size_t sentence) const {
  const double share = alone_[sentence] ? kNearlyTheSameAlone : kNearlyTheSame;
  return static_cast<double>(found) >= share * static_cast<double>(total);
}

size_t TextMatches::MemoryUse() const {
  const size_t words = before_.size() + after_.size();
  const size_t sentences = before_.sentence_count() + after_.sentence_count();
  return words * (sizeof(AlignedWord) + sizeof(Match)) + sentences * (3 * sizeof(size_t) + sizeof(Match));
}

void TextMatches::MatchWordPair(size_t before, size_t after, Place place) {
  words_[before] = {static_cast<int32_t>(after), place};
  source_words_[after] = static_cast<int32_t>(before);
}

void TextMatches::MatchSentencePair(size_t before, size_t after, Place place, StopPoll& poll) {
  sentences_[before] = {static_cast<int32_t>(after), place};
  taken_sentences_[after] = true;
  size_t to = after_.first_word(after);
  for (size_t from = before_.first_word(before); from < before_.end_word(before); ++from, ++to) {
    if (poll.Step()) return;
    MatchWordPair(from, to, place);
  }
}

void TextMatches::MatchSentences(StopPoll& poll) {
  std::vector<size_t> hashes, after_hashes;
  std::vector<uint64_t> weights;
  hashes.reserve(before_.sentence_count());
  weights.reserve(before_.sentence_count());
  after_hashes.reserve(after_.sentence_count());
  for (size_t i = 0; i < before_.sentence_count(); ++i) {
    if (poll.Step()) return;
    hashes.push_back(before_.sentence_hash(i));
    // Prefer the chain with the most sentences, then the one with the most letters.
    weights.push_back((uint64_t{1} << 32) + before_.sentence_weight(i));
  }
  for (size_t i = 0; i < after_.sentence_count(); ++i) {
    if (poll.Step()) return;
    after_hashes.push_back(after_.sentence_hash(i));
  }
  const std::vector<int32_t> in_order = MatchInOrder(hashes, after_hashes, weights, poll);
  Free(weights, poll);
  for (size_t i = 0; i < in_order.size(); ++i) {
    if (poll.Step()) return;
    if (in_order[i] == kUnmatched) continue;
    MatchSentencePair(i, static_cast<size_t>(in_order[i]), Place::kInOrder, poll);
  }
  MatchMovedSentences(hashes, after_hashes, poll);
}

void TextMatches::MatchMovedSentences(const std::vector<size_t>& hashes,
                                      const std::vector<size_t>& after_hashes, StopPoll& poll) {
  std::vector<size_t> left, left_after, left_hashes, left_after_hashes;
  for (size_t i = 0; i < hashes.size(); ++i) {
    if (poll.Step() || !MakeRoom(left, poll) || !MakeRoom(left_hashes, poll)) return;
    if (IsSentenceMatched(i) || before_.sentence_weight(i) < kTellingWeight) continue;
    left.push_back(i);
    left_hashes.push_back(hashes[i]);
  }
  for (size_t i = 0; i < after_hashes.size(); ++i) {
    if (poll.Step() || !MakeRoom(left_after, poll) || !MakeRoom(left_after_hashes, poll)) return;
    if (taken_sentences_[i]) continue;
    left_after.push_back(i);
    left_after_hashes.push_back(after_hashes[i]);
  }
  auto match_neighbours = [&](size_t from, size_t to, size_t step) {  // step: 1, or SIZE_MAX for -1
    for (from += step, to += step; from < hashes.size() && to < after_hashes.size();
         from += step, to += step) {
      if (IsSentenceMatched(from) || taken_sentences_[to] || hashes[from] != after_hashes[to]) break;
      if (poll.Step()) break;
      MatchSentencePair(from, to, Place::kMoved, poll);
    }
  };
  const std::vector<IndexPair> pairs = OncePairs(left_hashes, left_after_hashes, poll);
  Free(left_hashes, poll);
  Free(left_after_hashes, poll);
  for (const IndexPair& pair : pairs) {
    if (poll.Step()) return;
    const size_t from = left[pair.before];
    const size_t to = left_after[pair.after];
    if (IsSentenceMatched(from) || taken_sentences_[to]) continue;
    MatchSentencePair(from, to, Place::kMoved, poll);
    match_neighbours(from, to, 1);
    match_neighbours(from, to, SIZE_MAX);
  }
}

void TextMatches::MatchGaps(WorkBudget& budget) {
  StopPoll& poll = budget.poll();
  std::vector<size_t> left, left_after;
  size_t after = 0;
  auto match_gap = [&](size_t after_end) {
    for (; after < after_end; ++after) {
      if (poll.Step() || !MakeRoom(left_after, poll)) return;
      if (!taken_sentences_[after]) left_after.push_back(after);
    }
    if (left.size() == 1 && left_after.size() == 1) alone_[left.front()] = true;
    if (!left.empty() && !left_after.empty()) MatchPassages(left, left_after, Place::kInOrder, budget);
    left.clear();
    left_after.clear();
  };
  for (size_t i = 0; i < sentences_.size(); ++i) {
    if (poll.Step() || !MakeRoom(left, poll)) return;
    if (sentences_[i].place == Place::kInOrder) {
      match_gap(static_cast<size_t>(sentences_[i].after));
    } else if (!IsSentenceMatched(i)) {
      left.push_back(i);
    }
  }
  match_gap(after_.sentence_count());
}

void TextMatches::MatchPassages(const std::vector<size_t>& before, const std::vector<size_t>& after,
                                Place place, WorkBudget& budget) {
  StopPoll& poll = budget.poll();
  const Passage from(before_, before, poll);
  const Passage to(after_, after, poll);
  if (poll.stopped()) return;
  const std::vector<int32_t> matches = MatchWords(from, to, budget);
  auto keep = [&](const Run& run) {
    for (size_t i = run.first; i <= run.last && !poll.Step(); ++i) {
      if (matches[i] == kUnmatched) continue;
      const size_t found = to.IndexOf(static_cast<size_t>(matches[i]));
      if (IsWordMatched(from.IndexOf(i)) || IsWordTaken(found)) continue;
      MatchWordPair(from.IndexOf(i), found, place);
    }
  };
  for (size_t begin = 0; begin < from.size() && !poll.stopped();) {
    const uint32_t sentence = from[begin].sentence;
    size_t end = begin;
    while (end < from.size() && from[end].sentence == sentence && !poll.Step()) ++end;
    std::vector<Run> runs = RunsOf(from, matches, begin, end, poll);
    for (const Run& run : runs) {
      if (poll.Step()) return;
      if (run.weight >= kRunWeight && run.last - run.first + 1 >= kRunWords) keep(run);
    }
    DropStrays(to, matches, runs, poll);
    const Run group = HeaviestGroup(runs, matches, static_cast<int32_t>(std::max(kReach, end - begin)), poll);
    if (group.weight > 0 && IsEnough(group.weight, before_.sentence_weight(sentence), sentence)) keep(group);
    begin = end;
  }
}

void TextMatches::MatchBesideMoved(WorkBudget& budget) {
  StopPoll& poll = budget.poll();
  auto is_left = [&](size_t sentence) {
    if (IsSentenceMatched(sentence)) return false;
    for (size_t i = before_.first_word(sentence); i < before_.end_word(sentence); ++i) {
      if (IsWordMatched(i) || poll.Step()) return false;
    }
    return true;
  };
  auto is_new = [&](size_t sentence) {
    if (taken_sentences_[sentence]) return false;
    for (size_t i = after_.first_word(sentence); i < after_.end_word(sentence); ++i) {
      if (IsWordTaken(i) || poll.Step()) return false;
    }
    return true;
  };
  for (size_t i = 0; i < sentences_.size() && !poll.Step(); ++i) {
    if (sentences_[i].place != Place::kMoved) continue;
    const auto after = static_cast<size_t>(sentences_[i].after);
    if (i + 1 < sentences_.size() && after + 1 < after_.sentence_count() && is_left(i + 1) &&
        is_new(after + 1)) {
      MatchPassages({i + 1}, {after + 1}, Place::kMoved, budget);
    }
    if (i > 0 && after > 0 && is_left(i - 1) && is_new(after - 1))
      MatchPassages({i - 1}, {after - 1}, Place::kMoved, budget);
  }
}

void TextMatches::MatchElsewhere(StopPoll& poll) {
  RunHashes runs(before_, poll, [&](size_t word) { return !IsWordMatched(word); });
  RunHashes after_runs(after_, poll, [&](size_t word) { return !IsWordTaken(word); });
  auto same = [&](size_t from, size_t to) {
    return !IsWordMatched(from) && !IsWordTaken(to) && before_[from].hash == after_[to].hash;
  };
  if (poll.stopped()) return;
  const std::vector<IndexPair> pairs = OncePairs(runs.hashes, after_runs.hashes, poll);
  Free(runs.hashes, poll);
  Free(after_runs.hashes, poll);
  for (const IndexPair& pair : pairs) {
    if (poll.Step()) return;
    size_t from = runs.firsts[pair.before];
    size_t to = after_runs.firsts[pair.after];
    if (IsWordMatched(from) || IsWordTaken(to)) continue;
    while (from > 0 && to > 0 && same(from - 1, to - 1) && !poll.Step()) --from, --to;
    size_t count = 0;
    while (from + count < before_.size() && to + count < after_.size() && same(from + count, to + count) &&
           !poll.Step()) {
      ++count;
    }
    if (count < kRunWords || WeightOf(before_.words().subspan(from, count), poll) < kRunWeight) continue;
    for (size_t k = 0; k < count && !poll.Step(); ++k) MatchWordPair(from + k, to + k, Place::kElsewhere);
  }
}

}  // namespace verbatim::text
