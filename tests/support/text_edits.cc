#include "support/text_edits.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <random>
#include <utility>

#include "support/word_edits.h"

namespace verbatim::test {
namespace {

using text::ByteRange;

// Sentences with fewer words get no decoy, because a reader would not confuse such a sentence with its decoy.
constexpr size_t kDecoyWords = 8;
// Minimum number of kept sentences between a sentence and its new place, or between a sentence and its decoy.
constexpr size_t kFarAway = 3;

// A word of the later text while the text is built.
struct Draft {
  Word word;
  std::string gap;  // white space after it
  size_t origin = Revision::kNone;
  size_t sentence = Revision::kNone;
  bool lead_same = true;
  bool core_same = true;
  bool trail_same = true;
};
using Drafts = std::vector<Draft>;

// Sentences to place between two kept sentences, or before or after all of them.
struct Placed {
  std::vector<Drafts> sentences;
  size_t decoy_of = Revision::kNone;
};

class Reviser {
 public:
  Reviser(Revision& revision, std::span<const std::string> foreign, uint64_t seed, const EditOptions& options)
      : revision_(revision), foreign_(foreign), random_(seed), options_(options) {}

  void Run() {
    SplitWords();
    DrawEdits();
    DrawRunMove();
    ChooseTargets();
    for (size_t s = 0; s < Count(); ++s) sentences_.push_back(Edited(s));
    placed_.resize(kept_.size() + 1);
    PlaceMoved();
    PlaceInserted();
    PlaceDecoys();
    Write();
  }

 private:
  size_t Count() const { return revision_.sentences.size(); }
  EditKind& KindOf(size_t s) { return revision_.kinds[s]; }
  size_t WordsOf(size_t s) const { return revision_.WordsOf(s); }

  void SplitWords() {
    for (size_t s = 0; s < Count(); ++s) {
      revision_.first_word.push_back(revision_.old_words.size());
      for (ByteRange range : WordsIn(revision_.before, revision_.sentences[s])) {
        Revision::OldWord& word = revision_.old_words.emplace_back();
        word.range = range;
        word.core = TrimmedToWords(revision_.before, range);
        word.sentence = s;
      }
    }
    revision_.first_word.push_back(revision_.old_words.size());
    revision_.kinds.resize(Count(), EditKind::kNone);
    revision_.units.resize(Count(), Revision::kNone);
  }

  EditKind DrawKind() {
    const auto& weights = options_.weights;
    double rest = Fraction(random_) * std::accumulate(weights.begin(), weights.end(), 0.0);
    for (size_t kind = 0; kind < kEditKinds; ++kind) {
      if (rest < weights[kind]) return static_cast<EditKind>(kind);
      rest -= weights[kind];
    }
    return EditKind::kReworded;
  }

  void DrawEdits() {
    const double share = options_.least + (options_.most - options_.least) * Fraction(random_);
    for (size_t s = 0; s < Count(); ++s) {
      if (KindOf(s) != EditKind::kNone || !Happens(random_, share)) continue;
      const EditKind kind = DrawKind();
      KindOf(s) = HasRoomFor(s, kind) ? kind : EditKind::kReworded;
      if (kind == EditKind::kMerged && KindOf(s) == kind) KindOf(s + 1) = kind;
      if (KindOf(s) == EditKind::kMoved || KindOf(s) == EditKind::kDecoyMoved) revision_.units[s] = s;
    }
  }

  bool HasRoomFor(size_t s, EditKind kind) {
    Drafts words = Original(s);
    switch (kind) {
      case EditKind::kFigure:
        return ChangeFigure(words);
      case EditKind::kForm:
        return ChangeForm(words);
      case EditKind::kSplit:
        return SplitSentence(words);
      case EditKind::kMerged: {
        if (s + 1 >= Count() || KindOf(s + 1) != EditKind::kNone || words.back().word.trail != ".")
          return false;
        const std::string next = Original(s + 1)[0].word.text();
        return next[0] >= 'A' && next[0] <= 'Z';
      }
      case EditKind::kDecoyed:
      case EditKind::kDecoyMoved:
      case EditKind::kDecoyEdited:
      case EditKind::kDecoyDeleted:
        return words.size() >= kDecoyWords;
      default:
        return true;
    }
  }

  void DrawRunMove() {
    if (!Happens(random_, options_.run_moves)) return;
    const size_t length = 2 + Below(random_, 4);
    if (Count() < length) return;
    const size_t first = Below(random_, Count() - length + 1);
    for (size_t s = first; s < first + length; ++s) {
      if (KindOf(s) != EditKind::kNone) return;
    }
    for (size_t s = first; s < first + length; ++s) {
      KindOf(s) = EditKind::kRunMoved;
      revision_.units[s] = first;
    }
  }

  // Chooses the new place of each moved unit, as the number of kept sentences before it. If no place is far
  // enough, the unit stays and its sentences are kept, so the other units choose again.
  //
  // Every unit moves past more sentences than all units have together, and past at least twice as many words.
  // So the kept sentences are the longest set that kept its order, and no other set is as long.
  void ChooseTargets() {
    FindMergedPairs();
    bool again = true;
    while (again) {
      again = false;
      FindKept();
      targets_.assign(Count(), Revision::kNone);
      size_t moved = 0, moved_words = 0;
      for (size_t s = 0; s < Count(); ++s) {
        if (revision_.units[s] != Revision::kNone) ++moved, moved_words += WordsOf(s);
      }
      for (size_t s = 0; s < Count() && !again; ++s) {
        if (revision_.units[s] != s) continue;
        std::vector<size_t> open;
        for (size_t gap = 0; gap <= kept_.size(); ++gap) {
          const size_t past = gap > rank_[s] ? gap - rank_[s] : rank_[s] - gap;
          const size_t past_words = gap > rank_[s] ? kept_words_[gap] - kept_words_[rank_[s]]
                                                   : kept_words_[rank_[s]] - kept_words_[gap];
          if (past >= std::max(kFarAway, moved + 1) && past_words >= 2 * moved_words && IsOpen(gap))
            open.push_back(gap);
        }
        if (!open.empty()) {
          targets_[s] = open[Below(random_, open.size())];
          continue;
        }
        for (size_t other = s; other < Count(); ++other) {
          if (revision_.units[other] == s) {
            revision_.units[other] = Revision::kNone;
            KindOf(other) = KindOf(other) == EditKind::kDecoyMoved ? EditKind::kDecoyed : EditKind::kNone;
          }
        }
        again = true;
      }
    }
  }

  void FindMergedPairs() {
    merged_into_.assign(Count(), Revision::kNone);
    for (size_t s = 0; s + 1 < Count(); ++s) {
      if (KindOf(s) == EditKind::kMerged && merged_into_[s] == Revision::kNone) merged_into_[s + 1] = s;
    }
  }

  void FindKept() {
    kept_.clear();
    rank_.clear();
    kept_words_ = {0};
    for (size_t s = 0; s < Count(); ++s) {
      rank_.push_back(kept_.size());
      if (revision_.Deleted(s) || revision_.units[s] != Revision::kNone) continue;
      kept_.push_back(s);
      kept_words_.push_back(kept_words_.back() + WordsOf(s));
    }
  }

  // Returns whether a sentence can be placed in this gap. False for the gap between two sentences that are
  // merged.
  bool IsOpen(size_t gap) const { return gap == kept_.size() || merged_into_[kept_[gap]] == Revision::kNone; }

  Drafts Original(size_t s) const {
    Drafts words;
    for (size_t w = revision_.first_word[s]; w < revision_.first_word[s + 1]; ++w) {
      const Revision::OldWord& old = revision_.old_words[w];
      const size_t next = w + 1 < revision_.old_words.size() ? revision_.old_words[w + 1].range.start
                                                             : revision_.before.size();
      Draft& draft = words.emplace_back();
      draft.word = SplitWord(std::string_view(revision_.before).substr(old.range.start, old.range.size()));
      draft.gap = revision_.before.substr(old.range.end, next - old.range.end);
      draft.origin = w;
      draft.sentence = s;
    }
    return words;
  }

  Drafts Edited(size_t s) {
    Drafts words = Original(s);
    switch (KindOf(s)) {
      case EditKind::kReworded:
        Reword(words, {});
        break;
      case EditKind::kFigure:
        ChangeFigure(words);
        break;
      case EditKind::kForm:
        ChangeForm(words);
        break;
      case EditKind::kTypography:
        ChangeTypography(words);
        break;
      case EditKind::kMoved:
      case EditKind::kRunMoved:
        // Moved text is often copied through another program.
        if (Happens(random_, 0.2)) ChangeTypography(words);
        break;
      case EditKind::kMerged:
        Merge(s, words);
        break;
      case EditKind::kSplit:
        SplitSentence(words);
        break;
      case EditKind::kDecoyEdited:
        // Changes only the first half. The decoy is changed in its second half.
        Reword(words, {0, words.size() / 2});
        break;
      default:
        break;
    }
    return words;
  }

  // Draws words with a core from `part`, or from all words if `part` is empty. Draws one to three words, at
  // most a third of them. Half of the time they are consecutive.
  std::vector<size_t> DrawWords(const Drafts& words, ByteRange part) {
    if (part.size() == 0) part = {0, words.size()};
    std::vector<size_t> candidates;
    for (size_t i = part.start; i < part.end; ++i) {
      if (!words[i].word.core.empty()) candidates.push_back(i);
    }
    if (candidates.empty()) return {};
    const size_t count = std::min(1 + Below(random_, 3), std::max<size_t>(1, candidates.size() / 3));
    if (Happens(random_, 0.5)) {
      const size_t first = Below(random_, candidates.size() - count + 1);
      return {candidates.begin() + static_cast<ptrdiff_t>(first),
              candidates.begin() + static_cast<ptrdiff_t>(first + count)};
    }
    for (size_t i = 0; i < count; ++i) {
      std::swap(candidates[i], candidates[i + Below(random_, candidates.size() - i)]);
    }
    candidates.resize(count);
    std::sort(candidates.begin(), candidates.end());
    return candidates;
  }

  std::string NewWord(const Drafts& words) {
    std::vector<std::u32string> present;
    for (const Draft& draft : words) present.push_back(Folded(draft.word.core));
    return OtherWord(foreign_, present, random_);
  }

  // The new words do not occur in the sentence, so that the text alone shows which words are new.
  void Reword(Drafts& words, ByteRange part) {
    std::vector<size_t> chosen = DrawWords(words, part);
    for (auto at = chosen.rbegin(); at != chosen.rend(); ++at) {
      Draft& draft = words[*at];
      const auto next = words.begin() + static_cast<ptrdiff_t>(*at) + 1;
      const bool bare = draft.word.lead.empty() && draft.word.trail.empty();
      const size_t way = Below(random_, 10);
      if (way == 0 && bare && words.size() >= 4) {
        words.erase(next - 1);
      } else if (way == 1 && bare && !draft.gap.empty()) {  // inserts a word after it
        Draft added = draft;
        added.word.core = NewWord(words);
        added.origin = Revision::kNone;
        draft.gap = " ";
        words.insert(next, added);
      } else if (way == 2) {  // replaces it by two
        Draft second = draft;
        draft.word.core = NewWord(words);
        second.word.core = NewWord(words);
        draft.core_same = second.core_same = false;
        draft.word.trail.clear();
        draft.gap = " ";
        second.word.lead.clear();
        words.insert(next, second);
      } else {
        draft.word.core = NewWord(words);
        draft.core_same = false;
      }
    }
  }

  // Changes the core of one word by `other`. Returns whether `other` could change any.
  template <typename Other>
  bool ChangeOne(Drafts& words, size_t first, Other other) {
    if (first >= words.size()) return false;
    const size_t start = Below(random_, words.size() - first);
    for (size_t i = 0; i < words.size() - first; ++i) {
      Draft& draft = words[first + (start + i) % (words.size() - first)];
      std::optional<std::string> core = other(draft.word.core, random_);
      if (!core) continue;
      draft.word.core = *core;
      draft.core_same = false;
      return true;
    }
    return false;
  }
  bool ChangeFigure(Drafts& words, size_t first = 0) { return ChangeOne(words, first, OtherFigure); }
  bool ChangeForm(Drafts& words) { return ChangeOne(words, 0, OtherForm); }

  void ChangeTypography(Drafts& words) {
    static constexpr const char* kGaps[] = {"  ", "\u00A0", "\n", " \n"};
    const size_t sure = Below(random_, words.size());
    for (size_t i = 0; i < words.size(); ++i) {
      Draft& draft = words[i];
      draft.word = SplitWord(OtherTypography(draft.word.text()));
      if (!draft.gap.empty() && (i == sure || Happens(random_, 0.1))) draft.gap = kGaps[Below(random_, 4)];
    }
  }

  void Merge(size_t s, Drafts& words) {
    if (merged_into_[s] != Revision::kNone) {
      Word& word = words[0].word;
      const bool name = word.core.size() < 2 || (word.core[1] >= 'A' && word.core[1] <= 'Z');
      if (!name) word.core = Uncapitalized(word.core);  // folding undoes this
      return;
    }
    words.back().word.trail = ",";
    words.back().trail_same = false;
    words.back().gap = " ";
    Draft& added = words.emplace_back();
    added.word.core = "and";
    added.gap = " ";
    added.sentence = s;
  }

  // Splits at a comma with three words or more on both sides.
  bool SplitSentence(Drafts& words) {
    std::vector<size_t> commas;
    for (size_t i = 2; i + 4 < words.size(); ++i) {
      if (words[i].word.trail == "," && words[i + 1].word.lead.empty()) commas.push_back(i);
    }
    if (commas.empty()) return false;
    const size_t at = commas[Below(random_, commas.size())];
    words[at].word.trail = ".";
    words[at].trail_same = false;
    if (words[at + 1].word.text() == "and") words.erase(words.begin() + static_cast<ptrdiff_t>(at) + 1);
    words[at + 1].word.core = Capitalized(words[at + 1].word.core);
    return true;
  }

  void PlaceMoved() {
    for (size_t s = 0; s < Count(); ++s) {
      if (revision_.units[s] != s) continue;
      Placed& placed = placed_[targets_[s]].emplace_back();
      for (size_t other = s; other < Count() && revision_.units[other] == s; ++other)
        placed.sentences.push_back(sentences_[other]);
    }
  }

  void PlaceInserted() {
    for (size_t s = 0; s < Count() && !foreign_.empty(); ++s) {
      if (KindOf(s) != EditKind::kInserted) continue;
      const size_t gap = rank_[s] + 1;
      if (!IsOpen(gap)) continue;
      const std::string& sentence = foreign_[Below(random_, foreign_.size())];
      Drafts words;
      for (ByteRange range : WordsIn(sentence, {0, sentence.size()})) {
        Draft& draft = words.emplace_back();
        draft.word = SplitWord(std::string_view(sentence).substr(range.start, range.size()));
        draft.gap = " ";
      }
      if (!words.empty()) placed_[gap].emplace_back().sentences.push_back(std::move(words));
    }
  }

  void PlaceDecoys() {
    for (size_t s = 0; s < Count(); ++s) {
      if (KindOf(s) < EditKind::kDecoyed) continue;
      std::vector<size_t> open;
      for (size_t gap = 0; gap <= kept_.size(); ++gap) {
        if (IsOpen(gap) && Away(gap, rank_[s]) && (targets_[s] == Revision::kNone || Away(gap, targets_[s])))
          open.push_back(gap);
      }
      if (open.empty()) {
        // The sentence gets the kind that it would have without a decoy.
        KindOf(s) = KindOf(s) == EditKind::kDecoyMoved     ? EditKind::kMoved
                    : KindOf(s) == EditKind::kDecoyEdited  ? EditKind::kReworded
                    : KindOf(s) == EditKind::kDecoyDeleted ? EditKind::kDeleted
                                                           : EditKind::kNone;
        continue;
      }
      Placed& placed = placed_[open[Below(random_, open.size())]].emplace_back();
      placed.decoy_of = s;
      placed.sentences.push_back(DecoyOf(s));
    }
  }

  bool Away(size_t gap, size_t other) const { return (gap > other ? gap - other : other - gap) >= kFarAway; }

  Drafts DecoyOf(size_t s) {
    Drafts words = Original(s);
    const size_t half = KindOf(s) == EditKind::kDecoyEdited ? words.size() / 2 : 0;
    if (!Happens(random_, 0.5) || !ChangeFigure(words, half)) {
      for (size_t at : DrawWords(words, {half, words.size()})) words[at].word.core = NewWord(words);
    }
    for (Draft& draft : words) draft.origin = draft.sentence = Revision::kNone;
    return words;
  }

  void Write() {
    for (size_t gap = 0; gap <= kept_.size(); ++gap) {
      for (const Placed& placed : placed_[gap]) {
        const size_t first = revision_.new_words.size();
        for (const Drafts& words : placed.sentences) Append(words);
        if (placed.decoy_of == Revision::kNone || revision_.new_words.size() == first) continue;
        revision_.decoys.push_back(
            {{revision_.new_words[first].range.start, revision_.new_words.back().range.end},
             placed.decoy_of});
      }
      if (gap < kept_.size()) Append(sentences_[kept_[gap]]);
    }
  }

  // Two sentences that still follow each other keep the white space between them. Other neighbours are
  // separated by white space even if the text had none.
  void Append(const Drafts& words) {
    if (words.empty()) return;
    const size_t sentence = words[0].sentence;
    const bool follows = sentence != Revision::kNone && sentence == next_sentence_;
    if (!revision_.after.empty()) revision_.after += gap_.empty() && !follows ? " " : gap_;
    for (size_t i = 0; i < words.size(); ++i) {
      AppendWord(words[i]);
      if (i + 1 < words.size()) revision_.after += words[i].gap;
    }
    gap_ = words.back().gap;
    next_sentence_ = sentence == Revision::kNone ? Revision::kNone : sentence + 1;
  }

  void AppendWord(const Draft& draft) {
    Revision::NewWord& word = revision_.new_words.emplace_back();
    word.range.start = revision_.after.size();
    revision_.after += draft.word.text();
    word.range.end = revision_.after.size();
    word.core = {word.range.start + draft.word.lead.size(), word.range.end - draft.word.trail.size()};
    word.sentence = draft.sentence;
    if (draft.origin == Revision::kNone) return;
    Revision::OldWord& old = revision_.old_words[draft.origin];
    const size_t index = revision_.new_words.size() - 1;
    if (old.first == Revision::kNone) {
      old.first = index;
      old.lead_same = draft.lead_same;
      old.core_same = draft.core_same;
    }
    old.trail_same = draft.trail_same;
    old.last = index + 1;
  }

  Revision& revision_;
  std::span<const std::string> foreign_;
  std::mt19937_64 random_;
  const EditOptions& options_;

  std::vector<size_t> merged_into_;  // by sentence: the previous sentence if this one was merged into it
  std::vector<size_t> kept_;         // sentences in order
  std::vector<size_t> kept_words_;   // words before each of them
  std::vector<size_t> rank_;         // by sentence: the number of kept sentences before it
  std::vector<size_t> targets_;      // by the first sentence of a moved unit: its new place
  std::vector<Drafts> sentences_;
  std::vector<std::vector<Placed>> placed_;  // what to place before each kept sentence, and after the last
  std::string gap_;
  size_t next_sentence_ = Revision::kNone;  // follows the last written sentence in the earlier text
};

}  // namespace

const char* NameOf(EditKind kind) {
  static constexpr const char* kNames[kEditKinds] = {
      "none",          "reworded",  "figure", "form",  "typography", "deleted",      "insertion after",
      "moved",         "run moved", "merged", "split", "decoy",      "decoy, moved", "decoy, reworded",
      "decoy, deleted"};
  return kNames[static_cast<size_t>(kind)];
}

Revision Revise(std::string_view before, std::vector<ByteRange> sentences,
                std::span<const std::string> foreign, uint64_t seed, const EditOptions& options) {
  Revision revision;
  revision.before = before;
  revision.sentences = std::move(sentences);
  Reviser(revision, foreign, seed, options).Run();
  return revision;
}

}  // namespace verbatim::test
