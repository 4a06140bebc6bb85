#include "match/ranking/explanation.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "match/relations/other_languages.h"
#include "match/relations/word_lists.h"
#include "registry/registry.h"
#include "text/unicode/language.h"

namespace verbatim::match {
namespace {

using text::ByteRange;

// Share of the content words of the shorter text that must be shared, by their stems, before the relation is
// decided by all rules, which cost some 100 µs. With fewer, it is RELATED.
constexpr double kShareForRelation = 0.34;

// A longer text is compared by the part that shares most with the claim. Sentences of news have some 130
// bytes.
constexpr size_t kPartBytes = 700;

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

// Returns the shared words with the greatest weight, as written in the query, heaviest first.
std::string SharedWords(const AnalysedText& query, const std::vector<MatchedWords>& matched,
                        std::string_view text, TermWeights& weights) {
  std::vector<std::pair<double, std::string_view>> words;
  std::set<std::string_view> terms;
  std::set<std::pair<size_t, size_t>> shared;
  for (const MatchedWords& pair : matched) shared.emplace(pair.query.start, pair.query.end);
  for (const AnalysedWord& word : query.words) {
    if (shared.contains({word.range.start, word.range.end}) && !word.stop &&
        !IsFunctionWord(Slice(text, word.range)) && terms.insert(word.term).second) {
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

// A figure that cannot be read is a text.
void SetValue(const text::TypedValue& value, std::string_view words, verbatim::v1::Value& out) {
  if (value.kind != text::ValueKind::kTime && value.amount.value.empty()) {
    out.set_text(std::string(words));
  } else {
    out = registry::ToProto(value, words);
  }
}

}  // namespace

void AddConflicts(const std::vector<ValueConflict>& conflicts, const text::IndexedText& text,
                  const text::IndexedText& words, verbatim::v1::Match& match) {
  for (const ValueConflict& conflict : conflicts) {
    verbatim::v1::ConflictingValue& value = *match.add_conflicts();
    const std::string_view claimed_words = Slice(words.text(), conflict.claimed.range);
    const std::string_view stated_words = Slice(text.text(), conflict.stated.range);
    SetValue(conflict.claimed, claimed_words, *value.mutable_claimed());
    value.set_claimed_surface(std::string(claimed_words));
    *value.mutable_claimed_span() = registry::ToProto(words.SpanOf(conflict.claimed.range));
    SetValue(conflict.stated, stated_words, *value.mutable_stated());
    value.set_stated_surface(std::string(stated_words));
    *value.mutable_stated_span() = registry::ToProto(text.SpanOf(conflict.stated.range));
  }
}

Explainer::Explainer(std::string_view text, const AnalysedText& query, const Analyser& analyser,
                     std::string_view language)
    : query_(query),
      analyser_(analyser),
      text_(std::string(text), {}),
      body_(Body(text_.text(), query)),
      language_(language),
      matcher_(query) {}

const std::vector<text::TypedValue>& Explainer::Stated() const {
  if (!stated_) stated_ = text::FindValues(body_, {.published = {}, .language = language_});
  return *stated_;
}

const Sentence* Explainer::Whole() const {
  if (body_.size() > kPartBytes) return nullptr;
  if (!whole_) whole_.emplace(body_, Stated());
  return &*whole_;
}

void Explainer::Match(Side& side, TermWeights& weights) const {
  const AnalysedText& analysed = *side.analysed;
  side.matched = matcher_.Match(analysed);
  double shared = 0;
  auto next = analysed.words.begin();
  for (const MatchedWords& pair : side.matched) {
    while (next != analysed.words.end() && next->range != pair.claim) ++next;
    if (next == analysed.words.end()) break;
    shared += weights.Weight(next->term);
  }
  const double own = WeightOf(analysed, weights);
  if (own > 0) side.likeness = shared / std::sqrt(own);
}

Explainer::Side Explainer::CompareText(const AnalysedClaim& claim, TermWeights& weights) const {
  Side side{.field = verbatim::v1::CLAIM_FIELD_TEXT,
            .words = claim.claim().text(),
            .analysed = &claim.text(),
            .claim = &claim};
  Match(side, weights);
  return side;
}

Explainer::Side Explainer::CompareQuote(const AnalysedClaim& claim, int citation,
                                        TermWeights& weights) const {
  Side side{.field = verbatim::v1::CLAIM_FIELD_QUOTE,
            .citation = citation,
            .words = claim.claim().citations(citation).quote(),
            .analysed = &claim.quote(citation),
            .claim = &claim};
  Match(side, weights);
  return side;
}

Explainer::Side Explainer::FindBest(const AnalysedClaim& claim, TermWeights& weights) const {
  Side best = CompareText(claim, weights);
  for (int i = 0; i < claim.claim().citations_size(); ++i) {
    Side quote = CompareQuote(claim, i, weights);
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

std::vector<WordPair> Explainer::BodyPairsOf(const Side& side) const {
  std::vector<WordPair> pairs = PairsOf(side);
  std::erase_if(pairs, [&](const WordPair& pair) { return pair.text.end > body_.size(); });
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

namespace {

// Returns the part of a long text that has most matched words: whole sentences, as far as stops tell.
ByteRange DensestPart(std::string_view text, const std::vector<WordPair>& pairs) {
  if (pairs.empty()) return {0, std::min(text.size(), kPartBytes)};
  size_t best = 0;
  size_t most = 0;
  for (size_t first = 0, last = 0; first < pairs.size(); ++first) {
    while (last < pairs.size() && pairs[last].text.end <= pairs[first].text.start + kPartBytes / 2) ++last;
    if (last - first > most) {
      most = last - first;
      best = first;
    }
  }
  auto is_stop = [&](size_t i) {
    const char c = text[i];
    return c == '\n' || ((c == '.' || c == '!' || c == '?') && i + 1 < text.size() && text[i + 1] == ' ');
  };
  size_t start = pairs[best].text.start;
  const size_t earliest = start - std::min(start, kPartBytes / 4);
  while (start > earliest && !is_stop(start - 1)) --start;
  size_t end = pairs[best + most - 1].text.end;
  const size_t latest = std::min(text.size(), end + kPartBytes / 4);
  while (end < latest && !is_stop(end)) ++end;
  auto is_inside = [&](size_t i) { return i < text.size() && (text[i] & 0xC0) == 0x80; };
  while (is_inside(start)) ++start;
  while (is_inside(end)) ++end;
  return {start, end};
}

// Returns the values that lie in a part of the text, with their places in the part.
std::vector<text::TypedValue> ValuesIn(const std::vector<text::TypedValue>& values, ByteRange part) {
  std::vector<text::TypedValue> inside;
  auto shift = [&](ByteRange& range) {
    if (range.size() > 0) range = {range.start - part.start, range.end - part.start};
  };
  for (text::TypedValue value : values) {
    if (value.range.start < part.start || value.range.end > part.end) continue;
    shift(value.range);
    shift(value.figure);
    shift(value.upper_figure);
    inside.push_back(std::move(value));
  }
  return inside;
}

}  // namespace

bool Explainer::ShareEnough(const Side& side) const {
  auto count = [](const AnalysedText& text) {
    return std::count_if(text.words.begin(), text.words.end(), [](const AnalysedWord& word) {
      return word.kind != WordKind::kWholeTag && word.kind != WordKind::kSignature &&
             ClassOf(word.term) == WordClass::kContent;
    });
  };
  const auto shared = std::count_if(side.matched.begin(), side.matched.end(), [&](const MatchedWords& pair) {
    return !IsFunctionWord(Slice(side.words, pair.claim));
  });
  const auto words = std::min(count(*side.analysed), count(query_));
  return static_cast<double>(shared) >= kShareForRelation * static_cast<double>(words);
}

Relation Explainer::RelateTo(const Side& side, const std::vector<WordPair>& pairs) const {
  if (analyser_.english() && !ShareEnough(side)) return {};
  const std::vector<text::TypedValue>& claimed = side.field == verbatim::v1::CLAIM_FIELD_TEXT
                                                     ? side.claim->text_values()
                                                     : side.claim->quote_values(side.citation);
  if (!analyser_.english()) {
    return RelateWords({body_, query_, Stated()}, {side.words, *side.analysed, claimed}, pairs,
                       text::PrimarySubtag(language_));
  }
  const Sentence sentence(side.words, claimed);
  if (const Sentence* whole = Whole()) return Relate(*whole, sentence);
  const ByteRange part = DensestPart(body_, pairs);
  const std::vector<text::TypedValue> stated = ValuesIn(Stated(), part);
  Relation relation = Relate(Sentence(Slice(body_, part), stated), sentence);
  for (ValueConflict& conflict : relation.conflicts) {
    conflict.stated.range.start += part.start;
    conflict.stated.range.end += part.start;
  }
  return relation;
}

void Explainer::SetRelation(const Relation& relation, const text::IndexedText& words,
                            verbatim::v1::Match& match) const {
  switch (relation.kind) {
    case RelationKind::kSame:
      match.set_relation(verbatim::v1::Match::RELATION_SAME);
      break;
    case RelationKind::kConflictingValue:
      match.set_relation(verbatim::v1::Match::RELATION_CONFLICTING_VALUE);
      break;
    case RelationKind::kOpposed:
      match.set_relation(verbatim::v1::Match::RELATION_OPPOSED);
      break;
    case RelationKind::kRelated:
      match.set_relation(verbatim::v1::Match::RELATION_RELATED);
      break;
  }
  AddConflicts(relation.conflicts, text_, words, match);
}

void Explainer::AddReasons(const Side& side, const Relation& relation, const Ranked& ranked,
                           TermWeights& weights, verbatim::v1::Match& match) const {
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
  if (!relation.reason.empty()) match.add_reasons(relation.reason);
}

void Explainer::Explain(const AnalysedClaim& claim, const Ranked& ranked, TermWeights& weights,
                        verbatim::v1::Match& match) const {
  Side side = FindBest(claim, weights);
  Relation relation = RelateTo(side, BodyPairsOf(side));
  if (side.field == verbatim::v1::CLAIM_FIELD_QUOTE && relation.kind == RelationKind::kRelated) {
    // A long quote says more than the claim that cites it.
    Side text = CompareText(claim, weights);
    Relation to_text = RelateTo(text, BodyPairsOf(text));
    if (to_text.kind != RelationKind::kRelated) {
      side = std::move(text);
      relation = std::move(to_text);
    }
  }
  match.set_field(side.field);
  match.set_citation(side.citation);
  const text::IndexedText words(std::string(side.words), {});
  AddAligned(PairsOf(side), words, match);
  SetRelation(relation, words, match);
  AddReasons(side, relation, ranked, weights, match);
}

}  // namespace verbatim::match
