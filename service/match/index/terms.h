#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "match/analysis/words.h"

// How claims are indexed, and which of an index's claims are looked at more closely for a text.
namespace verbatim::match {

struct IndexTerm {
  std::string term;
  uint32_t count = 0;  // within the claim; Xapian's wdf
};

// The terms that a claim is indexed by: all words of its text and of its quote, which count alike. Ascending,
// each once. `quote` is empty for a claim without one.
std::vector<IndexTerm> IndexTerms(const AnalysedText& text, const AnalysedText& quote);

// How much of a surprise each term of a collection is, as a share of the greatest one there can be: a term of
// no claim or one weighs about 1, a term of all claims about 0. Remembers what it looked up. Belongs to one
// thread, and to one state of the collection.
class TermWeights {
 public:
  // `collection` must outlive it.
  explicit TermWeights(const Collection& collection);
  TermWeights(const TermWeights&) = delete;
  TermWeights& operator=(const TermWeights&) = delete;

  double Weight(std::string_view term) { return Find(term).weight; }
  uint64_t Frequency(std::string_view term) { return Find(term).frequency; }
  const Collection& collection() const { return collection_; }

 private:
  struct Entry {
    uint64_t frequency = 0;
    double weight = 0;
  };
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view term) const { return std::hash<std::string_view>()(term); }
  };

  const Entry& Find(std::string_view term);

  const Collection& collection_;
  double greatest_;
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
};

// Claims to take for a closer look, and the parameters of BM25, which are Xapian's own but for b: of those
// around none found more of the right claims (tests/bench/match_fit.cc).
inline constexpr size_t kMaxCandidates = 100;
inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.75;
inline constexpr double kBm25MinLength = 0.5;

// What a query looks for at most.
struct QueryLimits {
  size_t max_words = 2048;  // of the text that are considered: the first
  size_t max_terms = 48;
  // Claims that the terms are in, summed, beyond which terms are left out: what retrieval costs grows with
  // it.
  uint64_t max_postings = 100'000;
};

// The terms to look for, rarest first: those of the text's words that the collection has, each once. The
// author's name in a signature is among them, and as good as any other. Candidates are the best
// kMaxCandidates claims for their disjunction by BM25.
std::vector<std::string> QueryTerms(const AnalysedText& query, TermWeights& weights,
                                    const QueryLimits& limits = {});

}  // namespace verbatim::match
