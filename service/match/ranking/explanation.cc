#include "match/ranking/explanation.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "match/ranking/relation.h"
#include "registry/registry.h"

namespace verbatim::match {
namespace {

using text::ByteRange;
using verbatim::v1::ClaimField;

// Minimum score of RELATION_SAME. From this score on, the text is more likely to repeat the claim than not.
constexpr double kSameScore = 0.5;

// Minimum share of the shorter text that must be matched before a difference counts as a contradiction. Two
// texts that share less are about different things.
constexpr double kCoverage = 0.5;

// Maximum number of words named in a reason.
constexpr size_t kSharedWords = 6;

// Limit documented in match.proto.
constexpr size_t kAlignedWords = 256;

// Minimum contribution of a feature, in log-odds, for its reason to be named.
constexpr double kMinContribution = 0.25;

// Further reasons for a score.
constexpr std::pair<Feature, std::string_view> kReasons[] = {
    {Feature::kNames, "the same names"},
    {Feature::kYear, "about the year in which the text was published"},
    {Feature::kMonth, "about the month in which the text was published"},
    {Feature::kPicture, "about a picture or film"},
};

double WeightOf(const AnalysedText& text, TermWeights& weights) {
  double sum = 0;
  for (const AnalysedWord& word : text.words) {
    if (word.kind != WordKind::kWholeTag && word.kind != WordKind::kSignature)
      sum += weights.Weight(word.term);
  }
  return sum;
}

std::string_view Slice(std::string_view text, ByteRange range) {
  return text.substr(range.start, range.size());
}

// Returns the shared words with the greatest weight, as written in the query, heaviest first.
std::string SharedWords(const AnalysedText& query, const std::vector<MatchedWords>& matched,
                        std::string_view text, TermWeights& weights) {
  std::vector<std::pair<double, std::string_view>> words;
  std::set<std::string_view> terms;
  std::set<std::pair<size_t, size_t>> shared;
  for (const MatchedWords& pair : matched) shared.emplace(pair.query.start, pair.query.end);
  for (const AnalysedWord& word : query.words) {
    if (shared.contains({word.range.start, word.range.end}) && !IsFunctionWord(Slice(text, word.range)) &&
        terms.insert(word.term).second) {
      words.emplace_back(weights.Weight(word.term), Slice(text, word.range));
    }
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (words.size() > kSharedWords) words.resize(kSharedWords);
  return absl::StrJoin(words, ", ", [](std::string* out, const auto& word) { out->append(word.second); });
}

std::string_view Body(std::string_view text, const AnalysedText& query) {
  for (const AnalysedWord& word : query.words) {
    if (word.kind == WordKind::kSignature) return text.substr(0, word.range.start);
  }
  return text;
}

}  // namespace

Explainer::Explainer(std::string_view text, const AnalysedText& query, const Analyser& analyser)
    : query_(query),
      analyser_(analyser),
      text_(std::string(text), {}),
      body_(Body(text_.text(), query)),
      stated_(analyser.english() ? text::FindValues(body_, {}) : std::vector<text::TypedValue>()) {}

Explainer::Side Explainer::Compare(ClaimField field, int citation, std::string_view words,
                                   TermWeights& weights) const {
  Side side{field, citation, words, analyser_.Analyse(words, nullptr), {}, 0, 0};
  side.matched = AlignWords(query_, side.analysed);
  double shared = 0;
  auto next = side.analysed.words.begin();
  for (const MatchedWords& pair : side.matched) {
    while (next != side.analysed.words.end() && next->range != pair.claim) ++next;
    if (next == side.analysed.words.end()) break;
    shared += weights.Weight(next->term);
  }
  const double own = WeightOf(side.analysed, weights);
  if (own <= 0) return side;
  side.likeness = shared / std::sqrt(own);
  side.coverage = shared / std::max(std::min(own, WeightOf(query_, weights)), 1e-9);
  return side;
}

Explainer::Side Explainer::FindBest(const verbatim::v1::Claim& claim, TermWeights& weights) const {
  Side best = Compare(verbatim::v1::CLAIM_FIELD_TEXT, 0, claim.text(), weights);
  for (int i = 0; i < claim.citations_size(); ++i) {
    Side quote = Compare(verbatim::v1::CLAIM_FIELD_QUOTE, i, claim.citations(i).quote(), weights);
    if (quote.likeness > best.likeness) best = std::move(quote);
  }
  return best;
}

std::vector<WordPair> Explainer::PairsOf(const Side& side) {
  std::vector<WordPair> pairs;
  for (const MatchedWords& matched : side.matched) pairs.push_back({matched.query, matched.claim});
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const WordPair& a, const WordPair& b) { return a.text.start < b.text.start; });
  return pairs;
}

void Explainer::AddAligned(const std::vector<WordPair>& pairs, const text::IndexedText& words,
                           verbatim::v1::Match& match) const {
  for (size_t i = 0; i < std::min(pairs.size(), kAlignedWords); ++i) {
    verbatim::v1::AlignedWords& aligned = *match.add_aligned();
    *aligned.mutable_text_span() = registry::ToProto(text_.SpanOf(pairs[i].text));
    *aligned.mutable_claim_span() = registry::ToProto(words.SpanOf(pairs[i].claim));
  }
}

void Explainer::SetRelation(const Side& side, const std::vector<WordPair>& pairs,
                            const text::IndexedText& words, verbatim::v1::Match& match) const {
  match.set_relation(match.score() >= kSameScore ? verbatim::v1::Match::RELATION_SAME
                                                 : verbatim::v1::Match::RELATION_RELATED);
  // Values and negations are only recognised in English.
  if (side.coverage < kCoverage || !analyser_.english()) return;
  const std::vector<text::TypedValue> claimed = text::FindValues(side.words, {});
  for (const ValueConflict& conflict : FindConflicts(body_, stated_, side.words, claimed, pairs)) {
    verbatim::v1::ConflictingValue& value = *match.add_conflicts();
    const std::string_view claimed_words = Slice(side.words, conflict.claimed.range);
    const std::string_view stated_words = Slice(body_, conflict.stated.range);
    *value.mutable_claimed() = registry::ToProto(conflict.claimed, claimed_words);
    value.set_claimed_surface(std::string(claimed_words));
    *value.mutable_claimed_span() = registry::ToProto(words.SpanOf(conflict.claimed.range));
    *value.mutable_stated() = registry::ToProto(conflict.stated, stated_words);
    value.set_stated_surface(std::string(stated_words));
    *value.mutable_stated_span() = registry::ToProto(text_.SpanOf(conflict.stated.range));
  }
  if (!match.conflicts().empty()) {
    match.set_relation(verbatim::v1::Match::RELATION_CONFLICTING_VALUE);
  } else if (IsOpposed(body_, stated_, side.words, claimed, pairs)) {
    match.set_relation(verbatim::v1::Match::RELATION_OPPOSED);
  }
}

void Explainer::AddReasons(const Side& side, const Ranked& ranked, TermWeights& weights,
                           verbatim::v1::Match& match) const {
  const std::string shared = SharedWords(query_, side.matched, text_.text(), weights);
  if (!shared.empty()) match.add_reasons(absl::StrCat("shares ", shared));
  std::vector<std::pair<double, std::string_view>> reasons;
  for (const auto& [feature, reason] : kReasons) {
    const double part = ranked.parts[static_cast<size_t>(feature)];
    if (part >= kMinContribution) reasons.emplace_back(part, reason);
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [part, reason] : reasons) match.add_reasons(std::string(reason));
}

void Explainer::Explain(const verbatim::v1::Claim& claim, const Ranked& ranked, TermWeights& weights,
                        verbatim::v1::Match& match) const {
  const Side side = FindBest(claim, weights);
  match.set_field(side.field);
  match.set_citation(side.citation);
  const text::IndexedText words(std::string(side.words), {});
  std::vector<WordPair> pairs = PairsOf(side);
  AddAligned(pairs, words, match);
  std::erase_if(pairs, [&](const WordPair& pair) { return pair.text.end > body_.size(); });
  SetRelation(side, pairs, words, match);
  AddReasons(side, ranked, weights, match);
}

}  // namespace verbatim::match
