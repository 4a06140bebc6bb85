#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "match/analysis/words.h"

// Selects the terms that index a claim, and the candidates for a text among the claims.
namespace verbatim::match {

// Stands for a term in comparisons. Equal terms have equal keys in every process on one platform. Two of a billion
// terms have the same key with a probability of 3%.
using TermKey = uint64_t;
TermKey KeyOf(std::string_view term);

struct IndexTerm {
  std::string term;
  uint32_t count = 0;  // occurrences in the claim; Xapian's wdf
};

// Returns the terms that index a claim: all words of its text and quote, with equal weight. Ascending and
// unique. `quote` is empty for a claim without one.
std::vector<IndexTerm> IndexTerms(const AnalysedText& text, const AnalysedText& quote);

// Returns a digest of a claim's words in their order, without articles. Two texts with the same digest say
// the same.
std::string WordingOf(const AnalysedText& text);

// The weight of each term of a collection: its inverse document frequency, divided by the greatest possible
// inverse document frequency. The weight is about 1 for a term of at most one claim, and about 0 for a term
// of all claims. Caches lookups. One thread, and one state of the collection.
class TermWeights {
 public:
  // `collection` must outlive this object.
  explicit TermWeights(const Collection& collection);
  TermWeights(const TermWeights&) = delete;
  TermWeights& operator=(const TermWeights&) = delete;

  // Leaves repeated claims out of the statistics: `claims` in total, of which `terms` says how many contain
  // each term. A term that many copies of one claim contain is not a common one.
  void LeaveOut(uint64_t claims, absl::flat_hash_map<TermKey, uint64_t> terms);

  double Weight(std::string_view term) { return Find(KeyOf(term), term).weight; }
  // `key` must be the key of `term`.
  double Weight(TermKey key, std::string_view term) { return Find(key, term).weight; }
  uint64_t Frequency(std::string_view term) { return Find(KeyOf(term), term).frequency; }
  const Collection& collection() const { return collection_; }

 private:
  struct Entry {
    uint64_t frequency = 0;
    double weight = 0;
  };
  const Entry& Find(TermKey key, std::string_view term);
  double WeightOf(TermKey key, uint64_t frequency) const;

  const Collection& collection_;
  uint64_t size_;
  absl::flat_hash_map<TermKey, uint64_t> left_out_;
  double greatest_;
  absl::flat_hash_map<TermKey, Entry> entries_;
};

// Maximum number of candidates for ranking. With 100, MAP@5 of posts and of debates rises by less than 0.001, and a
// search takes half as long again (tests/bench/match_fit.cc).
inline constexpr size_t kMaxCandidates = 64;

// Parameters of BM25. All but b are Xapian's defaults. No other value of b near 0.75 found more of the right
// claims (tests/bench/match_fit.cc).
inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.75;
inline constexpr double kBm25MinLength = 0.5;

// Upper bounds of a query.
struct QueryLimits {
  size_t max_words = 2048;  // first words of the text that are considered
  size_t max_terms = 48;
  // Upper bound of the number of claims that contain a term, summed over the terms; the remaining terms are
  // dropped, the most frequent first. Retrieval cost grows with this sum. The bound is half the number of claims, but
  // at least `min_postings` and at most `max_postings`. Without the half, no more of the right claims are found
  // (tests/bench/match_fit.cc).
  uint64_t min_postings = 5'000;
  uint64_t max_postings = 50'000;
};

// Returns the terms to search for: the text's words that occur in the collection, unique, rarest first. The
// author's name in a signature counts like any other word. The candidates are the best kMaxCandidates claims
// by BM25 that contain any of these terms.
std::vector<std::string> QueryTerms(const AnalysedText& query, TermWeights& weights,
                                    const QueryLimits& limits = {});

}  // namespace verbatim::match
