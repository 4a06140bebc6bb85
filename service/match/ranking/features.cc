#include "match/ranking/features.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "absl/container/flat_hash_map.h"
#include "match/analysis/char_ngrams.h"
#include "match/relations/word_lists.h"

namespace verbatim::match {
namespace {

// A term of the query.
struct Wanted {
  bool body = false;     // occurs outside the signature
  bool content = false;  // no function word
};

// Compares one query with candidates.
class Comparison {
 public:
  Comparison(const AnalysedText& query, TermWeights& weights)
      : query_(query), weights_(weights), average_length_(weights.collection().average_length) {
    for (const AnalysedWord& word :
         std::span(query.words).first(std::min(query.words.size(), kMaxComparedWords))) {
      Wanted& wanted = wanted_[KeyOf(word.term)];
      wanted.content = !word.stop && ClassOf(word.term) == WordClass::kContent;
      if (word.kind == WordKind::kSignature || wanted.body) continue;
      wanted.body = true;
      body_norm_ += Square(weights_.Weight(word.term));
    }
    body_norm_ = std::sqrt(body_norm_);
  }

  Features Compare(const Candidate& candidate) {
    const ComparedText& other = candidate.quote == nullptr ? *candidate.text : *candidate.quote;
    const double length = LengthOf(candidate);
    Sums sums;
    auto text = candidate.text->terms().begin();
    auto quote = other.terms().begin();
    while (text != candidate.text->terms().end() || quote != other.terms().end()) {
      const bool in_text =
          quote == other.terms().end() || (text != candidate.text->terms().end() && text->key <= quote->key);
      const bool in_quote =
          text == candidate.text->terms().end() || (quote != other.terms().end() && quote->key <= text->key);
      const ComparedText::Term& term = in_text ? *text : *quote;
      const double weight =
          weights_.Weight(term.key, in_text ? candidate.text->TextOf(term) : other.TextOf(term));
      const auto found = wanted_.find(term.key);
      const Wanted* wanted = found == wanted_.end() ? nullptr : &found->second;
      if (in_text && in_quote) {
        sums.both += weight;
        if (wanted != nullptr) sums.both_shared += weight;
      }
      if (in_text) {
        sums.norm += Square(weight);
        if (wanted != nullptr && wanted->body) sums.product += Square(weight);
        if (wanted != nullptr && term.name) sums.names += weight;
      }
      sums.picture |= term.picture;
      if (wanted != nullptr) {
        const uint32_t count =
            (in_text ? text->count : 0) + (in_quote && candidate.quote != nullptr ? quote->count : 0);
        const double part = weight * count * (kBm25K1 + 1) / (count + length);
        sums.terms += part;
        if (wanted->content) sums.content += part;
      }
      if (in_text) ++text;
      if (in_quote) ++quote;
    }
    return ToFeatures(candidate, other, sums);
  }

 private:
  struct Sums {
    double terms = 0,
           content = 0;  // BM25 over all terms of the query, and over those that are no function words
    double both = 0,
           both_shared = 0;        // weight of the terms of claim and quote, and of those that the query has
    double norm = 0, product = 0;  // squares of the claim's terms, and of those in the query's body
    double names = 0;
    bool picture = false;
  };

  static double Square(double weight) { return weight * weight; }

  // Returns BM25's addend for the length of a candidate.
  double LengthOf(const Candidate& candidate) const {
    auto words = [](const ComparedText& text) {
      size_t count = 0;
      for (const ComparedText::Term& term : text.terms()) count += term.count;
      return static_cast<double>(count);
    };
    const double size = words(*candidate.text) + (candidate.quote == nullptr ? 0.0 : words(*candidate.quote));
    const double relative = average_length_ > 0 ? size / average_length_ : 1;
    return kBm25K1 * (1 - kBm25B + kBm25B * std::max(relative, kBm25MinLength));
  }

  Features ToFeatures(const Candidate& candidate, const ComparedText& other, const Sums& sums) const {
    Features out{};
    auto at = [&out](Feature feature) -> double& { return out[static_cast<size_t>(feature)]; };
    at(Feature::kTerms) = sums.terms;
    at(Feature::kWeight) = sums.content;
    // Smooths the share, which must stay low if claim and quote share only a few light words.
    constexpr double kDoubt = 0.2;
    at(Feature::kCore) = sums.both_shared / (sums.both + kDoubt);
    at(Feature::kWords) = sums.product > 0 ? sums.product / (std::sqrt(sums.norm) * body_norm_) : 0;
    at(Feature::kNames) = sums.names;
    at(Feature::kYear) = Dates(*candidate.text, other, Feature::kYear);
    at(Feature::kMonth) = Dates(*candidate.text, other, Feature::kMonth);
    at(Feature::kPicture) = query_.has_picture && sums.picture;
    at(Feature::kLength) = std::log(1 + static_cast<double>(other.word_count()));
    return out;
  }

  // Returns whether claim or quote states the query's year, or its year and month.
  bool Dates(const ComparedText& text, const ComparedText& quote, Feature feature) const {
    if (!query_.published) return false;
    auto is_same = [this, feature](const YearMonth& time) {
      return feature == Feature::kYear ? time.year == query_.published->year : time == *query_.published;
    };
    return std::any_of(text.times().begin(), text.times().end(), is_same) ||
           std::any_of(quote.times().begin(), quote.times().end(), is_same);
  }

  const AnalysedText& query_;
  TermWeights& weights_;
  absl::flat_hash_map<TermKey, Wanted> wanted_;  // terms of the query
  double body_norm_ = 0;
  double average_length_;
};

// Divides a feature by the greatest value among the candidates.
void DivideByBest(std::vector<Features>& all, Feature feature) {
  const auto index = static_cast<size_t>(feature);
  double best = 0;
  for (const Features& features : all) best = std::max(best, features[index]);
  if (best <= 0) return;
  for (Features& features : all) features[index] /= best;
}

}  // namespace

std::string_view NameOf(Feature feature) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"terms", "weight", "letters", "core", "words", "names", "year", "month", "picture", "length"});
  static_assert(kNames.size() == kFeatureCount);
  return kNames[static_cast<size_t>(feature)];
}

std::vector<Features> ComputeFeatures(const AnalysedText& query, std::span<const Candidate> candidates,
                                      std::span<const size_t> groups, TermWeights& weights) {
  LeaveCopiesOut(candidates, groups, weights);
  std::vector<Features> all;
  std::vector<std::vector<std::u32string_view>> letters;
  all.reserve(candidates.size());
  letters.reserve(candidates.size());
  Comparison comparison(query, weights);
  for (const Candidate& candidate : candidates) {
    all.push_back(comparison.Compare(candidate));
    auto& parts = letters.emplace_back();
    parts.push_back(candidate.text->letters());
    if (candidate.quote != nullptr) parts.push_back(candidate.quote->letters());
  }
  const std::vector<double> shared =
      SharedLetters(std::u32string_view(query.letters).substr(0, kMaxComparedLetters), letters, groups);
  for (size_t i = 0; i < all.size(); ++i) all[i][static_cast<size_t>(Feature::kLetters)] = shared[i];
  DivideByBest(all, Feature::kTerms);
  return all;
}

}  // namespace verbatim::match
