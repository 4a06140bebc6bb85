#include "match/ranking/features.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "match/analysis/char_ngrams.h"
#include "match/relations/word_lists.h"

namespace verbatim::match {
namespace {

// Stems of words that claims use for a picture.
constexpr auto kPictureTerms = std::to_array<std::string_view>(
    {"clip", "footag", "imag", "photo", "photograph", "pic", "pictur", "video"});

bool IsPictureTerm(std::string_view term) {
  return std::find(kPictureTerms.begin(), kPictureTerms.end(), term) != kPictureTerms.end();
}

std::span<const AnalysedWord> FirstWords(const AnalysedText& text) {
  return std::span(text.words).first(std::min(text.words.size(), kMaxComparedWords));
}

std::u32string_view FirstLetters(const AnalysedText& text) {
  return std::u32string_view(text.letters).substr(0, kMaxComparedLetters);
}

using TermId = uint32_t;

// A text whose words are replaced by the numbers of their terms.
struct NumberedText {
  std::vector<TermId> all;    // in the text's order
  std::vector<TermId> terms;  // ascending, unique
  std::vector<TermId> names;  // ascending, unique
  size_t size = 0;            // number of words, without whole tags
};

void SortOnce(std::vector<TermId>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

// Assigns numbers and weights to terms, and caches them.
class Numbering {
 public:
  explicit Numbering(TermWeights& weights) : weights_(weights) {
    ids_.reserve(4096);  // terms of a hundred claims
  }

  NumberedText Number(const AnalysedText& text) {
    NumberedText out;
    for (const AnalysedWord& word : FirstWords(text)) {
      const TermId id = IdOf(word.term);
      out.terms.push_back(id);
      out.all.push_back(id);
      if (word.kind != WordKind::kWholeTag) ++out.size;
      if (word.name) out.names.push_back(id);
    }
    SortOnce(out.terms);
    SortOnce(out.names);
    return out;
  }

  TermId IdOf(const std::string& term) {
    auto [entry, is_new] = ids_.try_emplace(term, static_cast<TermId>(weight_.size()));
    if (is_new) {
      weight_.push_back(weights_.Weight(term));
      is_picture_.push_back(IsPictureTerm(term));
    }
    return entry->second;
  }

  double WeightOf(TermId id) const { return weight_[id]; }
  bool IsPicture(TermId id) const { return is_picture_[id]; }

 private:
  TermWeights& weights_;
  std::unordered_map<std::string_view, TermId> ids_;  // keys point into the analysed texts
  std::vector<double> weight_;
  std::vector<bool> is_picture_;
};

// Compares one query with candidates.
class Comparison {
 public:
  Comparison(const AnalysedText& query, TermWeights& weights)
      : query_(query), numbering_(weights), average_length_(weights.collection().average_length) {
    const NumberedText numbered = numbering_.Number(query);
    terms_ = numbered.terms;
    for (const AnalysedWord& word : FirstWords(query)) {
      if (word.kind != WordKind::kSignature) body_.push_back(numbering_.IdOf(word.term));
      if (ClassOf(word.term) == WordClass::kContent) content_.push_back(numbering_.IdOf(word.term));
    }
    SortOnce(content_);
    SortOnce(body_);
    for (TermId id : body_) body_norm_ += Square(id);
    body_norm_ = std::sqrt(body_norm_);
  }

  Features Compare(const Candidate& candidate) {
    const AnalysedText& other = candidate.quote == nullptr ? *candidate.text : *candidate.quote;
    const NumberedText text = numbering_.Number(*candidate.text);
    const NumberedText quote = numbering_.Number(other);
    std::vector<TermId> both;
    std::set_intersection(text.terms.begin(), text.terms.end(), quote.terms.begin(), quote.terms.end(),
                          std::back_inserter(both));
    std::vector<TermId> either = text.terms;
    either.insert(either.end(), quote.terms.begin(), quote.terms.end());
    SortOnce(either);

    Features out{};
    auto at = [&out](Feature feature) -> double& { return out[static_cast<size_t>(feature)]; };
    const Bm25Sums sums = Bm25(text, quote, candidate.quote != nullptr);
    at(Feature::kTerms) = sums.terms;
    at(Feature::kWeight) = sums.content;
    // Smooths the share, which must stay low if claim and quote share only a few light words.
    constexpr double kDoubt = 0.2;
    at(Feature::kCore) = Shared(both, terms_) / (Sum(both) + kDoubt);
    at(Feature::kWords) = Cosine(text.terms);
    at(Feature::kNames) = Shared(text.names, terms_);
    at(Feature::kYear) = Dates(*candidate.text, other, Feature::kYear);
    at(Feature::kMonth) = Dates(*candidate.text, other, Feature::kMonth);
    at(Feature::kPicture) =
        query_.has_picture &&
        std::any_of(either.begin(), either.end(), [this](TermId id) { return numbering_.IsPicture(id); });
    at(Feature::kLength) = std::log(1 + static_cast<double>(quote.size));
    return out;
  }

 private:
  double Square(TermId id) const { return numbering_.WeightOf(id) * numbering_.WeightOf(id); }

  double Sum(const std::vector<TermId>& ids) const {
    double sum = 0;
    for (TermId id : ids) sum += numbering_.WeightOf(id);
    return sum;
  }

  double Shared(const std::vector<TermId>& ids, const std::vector<TermId>& with) const {
    double sum = 0;
    for (TermId id : ids) {
      if (std::binary_search(with.begin(), with.end(), id)) sum += numbering_.WeightOf(id);
    }
    return sum;
  }

  struct Bm25Sums {
    double terms = 0;    // over all terms of the query
    double content = 0;  // over those that are no function words
  };

  Bm25Sums Bm25(const NumberedText& text, const NumberedText& quote, bool has_quote) const {
    std::vector<TermId> all = text.all;
    if (has_quote) all.insert(all.end(), quote.all.begin(), quote.all.end());
    std::sort(all.begin(), all.end());
    const double relative = average_length_ > 0 ? static_cast<double>(all.size()) / average_length_ : 1;
    const double normal = kBm25K1 * (1 - kBm25B + kBm25B * std::max(relative, kBm25MinLength));
    Bm25Sums sums;
    for (size_t i = 0, end; i < all.size(); i = end) {
      end = i;
      while (end < all.size() && all[end] == all[i]) ++end;
      if (!std::binary_search(terms_.begin(), terms_.end(), all[i])) continue;
      const auto count = static_cast<double>(end - i);
      const double part = numbering_.WeightOf(all[i]) * count * (kBm25K1 + 1) / (count + normal);
      sums.terms += part;
      if (std::binary_search(content_.begin(), content_.end(), all[i])) sums.content += part;
    }
    return sums;
  }

  double Cosine(const std::vector<TermId>& terms) const {
    double norm = 0;
    double product = 0;
    for (TermId id : terms) {
      norm += Square(id);
      if (std::binary_search(body_.begin(), body_.end(), id)) product += Square(id);
    }
    return product > 0 ? product / (std::sqrt(norm) * body_norm_) : 0;
  }

  // Returns whether claim or quote states the query's year, or its year and month.
  bool Dates(const AnalysedText& text, const AnalysedText& quote, Feature feature) const {
    if (!query_.published) return false;
    auto is_same = [this, feature](const YearMonth& time) {
      return feature == Feature::kYear ? time.year == query_.published->year : time == *query_.published;
    };
    return std::any_of(text.times.begin(), text.times.end(), is_same) ||
           std::any_of(quote.times.begin(), quote.times.end(), is_same);
  }

  const AnalysedText& query_;
  Numbering numbering_;
  std::vector<TermId> terms_;    // terms of all words
  std::vector<TermId> content_;  // terms that are no function words
  std::vector<TermId> body_;     // terms of the words outside the signature
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
    parts.push_back(FirstLetters(*candidate.text));
    if (candidate.quote != nullptr) parts.push_back(FirstLetters(*candidate.quote));
  }
  const std::vector<double> shared = SharedLetters(FirstLetters(query), letters, groups);
  for (size_t i = 0; i < all.size(); ++i) all[i][static_cast<size_t>(Feature::kLetters)] = shared[i];
  DivideByBest(all, Feature::kTerms);
  return all;
}

std::vector<MatchedWords> AlignWords(const AnalysedText& query, const AnalysedText& claim) {
  // Maximum number of places of a term in the query; further places of "the" are of no interest.
  constexpr size_t kMaxPlaces = 16;
  std::unordered_map<std::string_view, std::vector<size_t>> places;
  for (size_t i = 0; i < query.words.size(); ++i) {
    auto& of_term = places[query.words[i].term];
    if (of_term.size() < kMaxPlaces) of_term.push_back(i);
  }
  std::vector<MatchedWords> matched;
  size_t last = 0;  // one past the place of the claim's previous word
  for (const AnalysedWord& word : claim.words) {
    auto found = places.find(word.term);
    if (found == places.end()) continue;
    auto behind = std::lower_bound(found->second.begin(), found->second.end(), last);
    const size_t place = behind != found->second.end() && *behind == last ? *behind : found->second.front();
    last = place + 1;
    matched.push_back({query.words[place].range, word.range});
  }
  return matched;
}

}  // namespace verbatim::match
