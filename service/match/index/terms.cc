#include "match/index/terms.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <span>
#include <unordered_set>
#include <utility>

#include "log/sha256.h"

namespace verbatim::match {
namespace {

// Returns the inverse document frequency of BM25 (Robertson and Sparck Jones). It would be negative for a
// term that more than half of the claims contain; like Xapian, this function bends it towards 0 there.
double Idf(uint64_t frequency, uint64_t size) {
  const auto n = static_cast<double>(std::min(frequency, size));
  const double odds = (static_cast<double>(size) - n + 0.5) / (n + 0.5);
  return std::log(odds < 2 ? odds / 2 + 1 : odds);
}

}  // namespace

TermKey KeyOf(std::string_view term) { return std::hash<std::string_view>()(term); }

std::vector<IndexTerm> IndexTerms(const AnalysedText& text, const AnalysedText& quote) {
  std::map<std::string_view, uint32_t> counts;
  for (const AnalysedText* part : {&text, &quote}) {
    for (const AnalysedWord& word : part->words) ++counts[word.term];
  }
  std::vector<IndexTerm> terms;
  terms.reserve(counts.size());
  for (const auto& [term, count] : counts) {
    if (!term.empty()) terms.push_back({std::string(term), count});
  }
  return terms;
}

std::string WordingOf(const AnalysedText& text) {
  constexpr size_t kDigestBytes = 12;  // two of a billion claims collide with a probability of 1e-11
  std::string words;
  for (const AnalysedWord& word : text.words) {
    if (word.kind == WordKind::kWholeTag || word.term == "a" || word.term == "an" || word.term == "the")
      continue;
    words.append(word.term).push_back(' ');
  }
  return std::string(log::BytesOf(log::Sha256(words)).substr(0, kDigestBytes));
}

TermWeights::TermWeights(const Collection& collection)
    : collection_(collection), size_(std::max<uint64_t>(collection.size, 1)), greatest_(Idf(0, size_)) {}

void TermWeights::LeaveOut(uint64_t claims, absl::flat_hash_map<TermKey, uint64_t> terms) {
  size_ = std::max<uint64_t>(size_ - std::min(claims, size_), 1);
  greatest_ = Idf(0, size_);
  left_out_ = std::move(terms);
  for (auto& [key, entry] : entries_) entry.weight = WeightOf(key, entry.frequency);
}

double TermWeights::WeightOf(TermKey key, uint64_t frequency) const {
  if (auto found = left_out_.find(key); found != left_out_.end()) {
    frequency -= std::min(frequency, found->second);
  }
  return Idf(frequency, size_) / greatest_;
}

const TermWeights::Entry& TermWeights::Find(TermKey key, std::string_view term) {
  auto [found, is_new] = entries_.try_emplace(key);
  if (is_new) {
    const uint64_t frequency = collection_.frequency(term);
    found->second = {frequency, WeightOf(key, frequency)};
  }
  return found->second;
}

std::vector<std::string> QueryTerms(const AnalysedText& query, TermWeights& weights,
                                    const QueryLimits& limits) {
  std::unordered_set<std::string_view> seen;
  std::vector<std::pair<uint64_t, std::string_view>> terms;
  for (const AnalysedWord& word :
       std::span(query.words).first(std::min(query.words.size(), limits.max_words))) {
    if (word.term.empty() || !seen.insert(word.term).second) continue;
    const uint64_t frequency = weights.Frequency(word.term);
    if (frequency > 0) terms.emplace_back(frequency, word.term);
  }
  std::sort(terms.begin(), terms.end());
  if (terms.size() > limits.max_terms) terms.resize(limits.max_terms);
  std::vector<std::string> out;
  out.reserve(terms.size());
  const uint64_t most =
      std::min(limits.max_postings, std::max(limits.min_postings, weights.collection().size / 2));
  uint64_t postings = 0;
  for (const auto& [frequency, term] : terms) {
    postings += frequency;
    if (!out.empty() && postings > most) break;
    out.emplace_back(term);
  }
  return out;
}

}  // namespace verbatim::match
