#include "text/alignment/alignment.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "text/alignment/sequence.h"
#include "text/alignment/words.h"
#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

// Maximum number of words of a hyphenated compound on each side of a given word.
constexpr size_t kMostJoined = 8;

// Returns whether a hyphen joins a word to the word before it.
bool IsJoined(const TextWords& words, size_t word) {
  if (word == 0 || word >= words.size() || words[word - 1].whole().end != words[word].whole().start)
    return false;
  const std::string_view before = words.text().Slice(words[word - 1].whole());
  return before.ends_with('-') || before.ends_with("\u2010") || before.ends_with("\u2011");
}

// Returns the half-open range of the hyphenated compound that contains `word`. In "fifty-two", the range
// contains both words.
std::pair<size_t, size_t> CompoundOf(const TextWords& words, size_t word) {
  size_t first = word, end = word + 1;
  while (word - first < kMostJoined && IsJoined(words, first)) --first;
  while (end - word < kMostJoined && IsJoined(words, end)) ++end;
  return {first, end};
}

// Returns whether the hyphenated compound that contains a word of `before` matches a whole compound of
// `after`, word by word.
bool IsSameCompound(const TextMatches& matches, size_t word) {
  if (matches.word(word).after == kUnmatched) return false;
  const auto [first, end] = CompoundOf(matches.before(), word);
  const int32_t found = matches.word(first).after;
  if (found == kUnmatched) return false;
  const auto [after_first, after_end] = CompoundOf(matches.after(), static_cast<size_t>(found));
  if (static_cast<size_t>(found) != after_first || end - first != after_end - after_first) return false;
  for (size_t i = first; i < end; ++i) {
    if (matches.word(i).after != found + static_cast<int32_t>(i - first)) return false;
  }
  return true;
}

// A sentence of `after`, and the weight of the words that it shares with a sentence of `before`.
struct Share {
  size_t sentence = 0;
  size_t weight = 0;
};

// Returns the sentence of `after` that shares most with a sentence of `before`. The weight is 0 if no
// sentence shares a word.
Share LargestShare(const TextMatches& matches, size_t sentence, StopPoll& poll) {
  const TextWords& before = matches.before();
  Share share, largest;
  for (size_t word = before.first_word(sentence); word < before.end_word(sentence) && !poll.Step(); ++word) {
    const TextMatches::Match& match = matches.word(word);
    if (match.after == kUnmatched || match.place == TextMatches::Place::kElsewhere) continue;
    const size_t found = matches.after()[static_cast<size_t>(match.after)].sentence;
    if (share.weight == 0 || share.sentence != found) share = {found, 0};
    share.weight += before[word].weight;
    if (share.weight > largest.weight) largest = share;
  }
  return largest;
}

// Returns for each sentence of `after` the sentence of `before` that it came from, or kUnmatched.
std::vector<int32_t> SourcesOfSentences(const TextMatches& matches, StopPoll& poll) {
  const TextWords& before = matches.before();
  const TextWords& after = matches.after();
  std::vector<int32_t> sources(after.sentence_count(), kUnmatched);
  for (size_t i = 0; i < before.sentence_count() && !poll.Step(); ++i) {
    if (matches.IsSentenceMatched(i)) {
      sources[static_cast<size_t>(matches.sentence(i).after)] = static_cast<int32_t>(i);
    }
  }
  // An edited sentence came from the sentence of `before` that shares most with it.
  std::vector<size_t> shared;
  if (!AppendCopies(shared, after.sentence_count(), 0, poll)) return sources;
  for (size_t i = 0; i < before.sentence_count() && !poll.Step(); ++i) {
    if (matches.IsSentenceMatched(i)) continue;
    const Share share = LargestShare(matches, i, poll);
    if (share.weight == 0 || matches.IsSentenceTaken(share.sentence)) continue;
    if (share.weight <= shared[share.sentence]) continue;
    const size_t shorter = std::min(before.sentence_weight(i), after.sentence_weight(share.sentence));
    if (static_cast<double>(share.weight) < kNearlyTheSame * static_cast<double>(shorter)) continue;
    sources[share.sentence] = static_cast<int32_t>(i);
    shared[share.sentence] = share.weight;
  }
  return sources;
}

SentenceState StateOf(TextMatches::Place place) {
  if (place == TextMatches::Place::kNone) return SentenceState::kEdited;
  return place == TextMatches::Place::kInOrder ? SentenceState::kKept : SentenceState::kMoved;
}

}  // namespace

std::vector<WordChange> TextAlignment::Compare(ByteRange quote, ByteRange found,
                                               const ShouldStop& should_stop) const {
  using Kind = WordChange::Kind;
  const TextWords& before = matches_.before();
  const TextWords& after = matches_.after();
  constexpr size_t kWordSteps = 16;
  StopPoll poll(should_stop);
  std::vector<WordChange> changes;
  auto add = [&](Kind kind, const AlignedWord* word, const AlignedWord* after_word) {
    if (!MakeRoom(changes, poll)) return;
    if (changes.empty() || changes.back().kind != kind) changes.push_back({kind, {}, {}});
    auto extend = [](ByteRange& range, const AlignedWord* by) {
      if (by == nullptr) return;
      if (range.size() == 0) range.start = by->whole().start;
      range.end = by->whole().end;
    };
    extend(changes.back().before, word);
    extend(changes.back().after, after_word);
  };
  auto [i, end] = before.WordsIn(quote);
  auto [k, after_end] = after.WordsIn(found);
  while ((i < end || k < after_end) && !poll.Step(kWordSteps)) {
    const int32_t match = i < end ? matches_.word(i).after : kUnmatched;
    const bool is_kept = match >= static_cast<int32_t>(k) && match < static_cast<int32_t>(after_end) &&
                         IsSameCompound(matches_, i);
    if (i < end && !is_kept) {
      add(Kind::kRemoved, &before[i++], nullptr);
    } else if (k < after_end && (i == end || static_cast<size_t>(match) != k)) {
      add(Kind::kAdded, nullptr, &after[k++]);
    } else {
      add(Kind::kSame, &before[i++], &after[k++]);
    }
  }
  return changes;
}

std::vector<SentenceChange> TextAlignment::Sentences(const ShouldStop& should_stop) const {
  StopPoll poll(should_stop);
  const std::vector<int32_t> sources = SourcesOfSentences(matches_, poll);
  std::vector<bool> stays(matches_.before().sentence_count(), false);
  for (int32_t source : sources) {
    if (poll.Step()) return {};
    if (source != kUnmatched) stays[static_cast<size_t>(source)] = true;
  }

  std::vector<SentenceChange> changes;
  changes.reserve(sources.size() + stays.size());
  size_t next = 0;  // sentence of `before`; all removed sentences before it are in `changes`
  auto add_removed = [&](size_t end) {
    for (; next < end && !poll.Step(); ++next) {
      if (!stays[next]) changes.push_back({SentenceState::kRemoved, next, std::nullopt});
    }
  };
  for (size_t i = 0; i < sources.size() && !poll.Step(); ++i) {
    if (sources[i] == kUnmatched) {
      changes.push_back({SentenceState::kAdded, std::nullopt, i});
      continue;
    }
    const auto source = static_cast<size_t>(sources[i]);
    const SentenceState state = StateOf(matches_.sentence(source).place);
    if (state != SentenceState::kMoved) add_removed(source);
    changes.push_back({state, source, i});
  }
  add_removed(stays.size());
  return changes;
}

}  // namespace verbatim::text
