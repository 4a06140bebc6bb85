// Fits the weights of service/match/ranking/ranking.cc, and measures how well claims are found and ranked, on data
// like that of CLEF CheckThat! 2020, task 2 (Barrón-Cedeño et al.): posts, and the checked claims that they
// repeat. The data belongs to others and is not in this repository. A data folder has
//
//   claims.tsv                          id, claim, title of the article that checked it (used as its quote)
//   NAME.queries.tsv, NAME.qrels        id, post; and TREC's relevance judgements
//
//   debates/claims.tsv, queries.tsv     claims, and sentences of debates that repeat them
//
// The model of posts is fitted on `train`, and the model of sentences on the debates. Each is first fitted
// several times on one half and measured on the other half, and then fitted on all of its set. One model for
// both loses 0.02 MAP@5 on posts. The model of posts is also measured on --test. Claims are indexed and
// searched like in the service.

#include <xapian.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "match/analysis/words.h"
#include "match/index/terms.h"
#include "match/ranking/features.h"
#include "match/ranking/ranking.h"
#include "matching/data.h"
#include "matching/fit.h"

ABSL_FLAG(std::string, data, "", "Folder of the data (required).");
ABSL_FLAG(std::string, test, "dev", "Comma-separated names of the sets to measure besides train.");
ABSL_FLAG(std::string, queries, "", "File with the queries of one more set to measure.");
ABSL_FLAG(std::string, qrels, "", "File with the relevance judgements of --queries.");
ABSL_FLAG(size_t, candidates, verbatim::match::kMaxCandidates, "Claims that are ranked for each query.");
ABSL_FLAG(size_t, terms, verbatim::match::QueryLimits().max_terms, "Most terms of a query.");
ABSL_FLAG(uint64_t, postings, verbatim::match::QueryLimits().max_postings,
          "Most postings of all terms of a query together.");
ABSL_FLAG(double, l2, 10, "L2 regularization; features are divided by their standard deviations.");
ABSL_FLAG(int, rounds, 10, "How often train is split into halves.");
ABSL_FLAG(bool, titles, true, "Use the titles of claims as their quotes.");
ABSL_FLAG(bool, ablation, false, "Also measure without each feature.");

namespace verbatim::match {
namespace {

using bench::List;
using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// A query's candidates.
struct Case {
  std::vector<Features> features;
  std::vector<bool> relevant;
  size_t relevant_claims = 0;  // including those that were not retrieved
  // The candidates without the relevant claims, as for a text that repeats no claim.
  std::vector<Features> without;
  std::vector<size_t> groups;  // of rivals, of the candidates
  std::vector<size_t> groups_without;
};
using Cases = std::vector<const Case*>;

// Claims, indexed like in the service.
class Index {
 public:
  explicit Index(std::vector<bench::LabelledClaim> claims) : claims_(std::move(claims)) {
    for (bench::LabelledClaim& claim : claims_) {
      if (!absl::GetFlag(FLAGS_titles)) claim.title.clear();
      const AnalysedText text = analyser_.Analyse(claim.text, nullptr);
      const AnalysedText title = analyser_.Analyse(claim.title, nullptr);
      texts_.emplace_back(text);
      titles_.emplace_back(title);
      Xapian::Document document;
      for (const IndexTerm& term : IndexTerms(text, title)) {
        document.add_term(term.term, term.count);
      }
      database_.add_document(document);
    }
    collection_.size = database_.get_doccount();
    collection_.average_length = database_.get_avlength();
    collection_.frequency = [this](std::string_view term) {
      return uint64_t{database_.get_termfreq(std::string(term))};
    };
  }

  // Returns every 50th claim as a text that repeats it word for word.
  std::vector<bench::LabelledQuery> ClaimsAsQueries() const {
    std::vector<bench::LabelledQuery> queries;
    for (size_t i = 0; i < claims_.size(); i += 50) {
      queries.push_back({claims_[i].id, claims_[i].text, {claims_[i].id}});
    }
    return queries;
  }

  std::vector<Case> Look(const std::vector<bench::LabelledQuery>& queries) {
    std::vector<Case> cases;
    double analysing = 0, retrieving = 0, analysing_claims = 0, comparing = 0;
    for (const bench::LabelledQuery& query : queries) {
      auto start = Clock::now();
      TermWeights weights(collection_);
      const AnalysedText text = analyser_.Analyse(query.text, &collection_);
      const auto terms = QueryTerms(
          text, weights,
          {.max_terms = absl::GetFlag(FLAGS_terms), .max_postings = absl::GetFlag(FLAGS_postings)});
      analysing += MillisecondsSince(start);
      start = Clock::now();
      const std::vector<size_t> found = Retrieve(terms);
      retrieving += MillisecondsSince(start);
      start = Clock::now();
      for (size_t claim : found) {
        ComparedText(analyser_.Analyse(claims_[claim].text, nullptr));
        ComparedText(analyser_.Analyse(claims_[claim].title, nullptr));
      }
      analysing_claims += MillisecondsSince(start);
      Case& out = cases.emplace_back();
      out.relevant_claims = query.claims.size();
      std::vector<Candidate> candidates, without;
      for (size_t claim : found) {
        candidates.push_back({&texts_[claim], claims_[claim].title.empty() ? nullptr : &titles_[claim]});
        out.relevant.push_back(query.claims.contains(claims_[claim].id));
        if (!out.relevant.back()) without.push_back(candidates.back());
      }
      start = Clock::now();
      out.groups = GroupRivals(candidates);
      out.features = ComputeFeatures(text, candidates, out.groups, weights);
      comparing += MillisecondsSince(start);
      TermWeights weights_without(collection_);
      out.groups_without = GroupRivals(without);
      out.without = ComputeFeatures(text, without, out.groups_without, weights_without);
    }
    const auto count = static_cast<double>(queries.size());
    std::printf(
        "%zu queries; ms a query: analysis %.2f, retrieval %.2f, candidates' analysis %.2f, features %.2f\n",
        queries.size(), analysing / count, retrieving / count, analysing_claims / count, comparing / count);
    return cases;
  }

 private:
  std::vector<size_t> Retrieve(const std::vector<std::string>& terms) {
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, kBm25MinLength));
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    std::vector<size_t> found;
    Xapian::MSet matches =
        enquire.get_mset(0, static_cast<Xapian::doccount>(absl::GetFlag(FLAGS_candidates)));
    for (auto match = matches.begin(); match != matches.end(); ++match) found.push_back(*match - 1);
    return found;
  }

  std::vector<bench::LabelledClaim> claims_;
  Analyser analyser_{"en"};
  std::vector<ComparedText> texts_;
  std::vector<ComparedText> titles_;
  Xapian::WritableDatabase database_{"", Xapian::DB_BACKEND_INMEMORY};
  Collection collection_;
};

struct Figures {
  double map = 0;  // mean average precision at 5, as the task defines it
  double first = 0;
  double recall10 = 0;
  double recall = 0;  // share of the relevant claims among the candidates

  void Add(const Figures& other, double weight) {
    map += weight * other.map;
    first += weight * other.first;
    recall10 += weight * other.recall10;
    recall += weight * other.recall;
  }
};

Figures Measure(const Cases& cases, const Model& model) {
  Figures sum;
  for (const Case* one : cases) {
    Figures figures;
    const auto ranked = Rank(one->features, one->groups, model);
    int hits = 0;
    for (size_t i = 0; i < ranked.size(); ++i) {
      if (!one->relevant[ranked[i].candidate]) continue;
      ++hits;
      if (i == 0) figures.first = 1;
      if (i < 5) figures.map += hits / static_cast<double>(i + 1);
      if (i < 10) ++figures.recall10;
      ++figures.recall;
    }
    const auto all = static_cast<double>(one->relevant_claims);
    figures.map /= all, figures.recall10 /= all, figures.recall /= all;
    sum.Add(figures, 1 / static_cast<double>(cases.size()));
  }
  return sum;
}

// Fits the weights of the ranking. Feature `left_out` gets no weight.
Model FitOrder(const Cases& cases, size_t left_out = kFeatureCount) {
  std::vector<List> lists;
  for (const Case* one : cases) {
    List& list = lists.emplace_back();
    list.relevant = one->relevant;
    for (const Features& features : one->features) {
      list.rows.emplace_back(features.begin(), features.end());
      if (left_out < kFeatureCount) list.rows.back()[left_out] = 0;
    }
  }
  std::vector<const List*> pointers;
  for (const List& list : lists) {
    if (!list.rows.empty()) pointers.push_back(&list);
  }
  const auto weights = bench::FitListwise(pointers, absl::GetFlag(FLAGS_l2));
  Model model;
  std::copy(weights.begin(), weights.end(), model.weights.begin());
  return model;
}

// Fits the conversion of the sums of `model` to probabilities.
Model FitScores(Model model, const Cases& cases) {
  // Half of the lists have no right claim. A list whose claim was not retrieved also has no right claim.
  std::vector<std::vector<double>> rows;
  std::vector<bool> labels;
  const Model order{.weights = model.weights, .crowd = 1};
  for (const Case* one : cases) {
    for (const auto* features : {&one->features, &one->without}) {
      const auto ranked =
          Rank(*features, features == &one->features ? one->groups : one->groups_without, order);
      // Uses only the first ten candidates, because users look at no more and the other candidates are all
      // wrong.
      for (size_t i = 0; i < std::min<size_t>(10, ranked.size()); ++i) {
        const Features& parts = ranked[i].parts;
        const Features& best = (*features)[ranked[0].candidate];
        std::vector<double>& row = rows.emplace_back(best.begin(), best.end());
        row.push_back(std::accumulate(parts.begin(), parts.end(), 0.0));
        row.push_back(ranked[i].base);
        labels.push_back(features == &one->features && one->relevant[ranked[i].candidate]);
      }
    }
  }
  const auto logistic = bench::FitLogistic(rows, labels, 1);
  std::copy_n(logistic.begin(), kFeatureCount, model.evidence.begin());
  model.scale = logistic[kFeatureCount];
  model.crowd = logistic[kFeatureCount + 1];
  model.bias = logistic[kFeatureCount + 2];
  return model;
}

std::array<Cases, 2> Halve(const std::vector<Case>& cases, int round) {
  std::vector<size_t> order(cases.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::mt19937_64 random(static_cast<uint64_t>(round));
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  std::array<Cases, 2> halves;
  for (size_t i = 0; i < order.size(); ++i) halves[i % 2].push_back(&cases[order[i]]);
  return halves;
}

Cases Joined(const Cases& a, const Cases& b) {
  Cases both = a;
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

// Fits on one half and measures on the other half, several times.
Figures HalfByHalf(const std::vector<Case>& cases, size_t left_out = kFeatureCount) {
  Figures mean;
  const int rounds = absl::GetFlag(FLAGS_rounds);
  for (int round = 0; round < rounds; ++round) {
    const auto halves = Halve(cases, round);
    for (size_t half : {0, 1}) {
      mean.Add(Measure(halves[1 - half], FitOrder(halves[half], left_out)), 0.5 / rounds);
    }
  }
  return mean;
}

void Print(const std::string& name, const Figures& figures) {
  std::printf("%-28s MAP@5 %.4f  P@1 %.4f  recall@10 %.4f  candidates' recall %.4f\n", name.c_str(),
              figures.map, figures.first, figures.recall10, figures.recall);
  std::fflush(stdout);
}

// Prints how well scores are calibrated, for the best candidates of all lists with and without a right claim.
void PrintReliability(const std::string& name, const Cases& cases, const Model& model) {
  constexpr int kBins = 5;
  int count[kBins] = {}, right[kBins] = {};
  double squares = 0;
  for (const Case* one : cases) {
    for (const auto* features : {&one->features, &one->without}) {
      const auto ranked =
          Rank(*features, features == &one->features ? one->groups : one->groups_without, model);
      if (ranked.empty()) continue;
      const bool is_right = features == &one->features && one->relevant[ranked[0].candidate];
      const int bin = std::min(kBins - 1, static_cast<int>(ranked[0].score * kBins));
      ++count[bin];
      right[bin] += is_right;
      squares += (ranked[0].score - is_right) * (ranked[0].score - is_right);
    }
  }
  std::printf("%s: Brier score %.4f; right of those scored", name.c_str(),
              squares / static_cast<double>(2 * cases.size()));
  for (int bin = 0; bin < kBins; ++bin) {
    std::printf("  %.1f-%.1f: %d of %d", bin / 5.0, (bin + 1) / 5.0, right[bin], count[bin]);
  }
  std::printf("\n");
}

void PrintModel(const char* name, const Model& model) {
  auto print = [](const Features& features) {
    for (size_t i = 0; i < kFeatureCount; ++i) std::printf("%s%.4f", i == 0 ? "" : ", ", features[i]);
  };
  std::printf("const Model %s = {\n    .weights = {", name);
  print(model.weights);
  std::printf("},\n    .scale = %.4f,\n    .evidence = {", model.scale);
  print(model.evidence);
  std::printf("},\n    .crowd = %.4f,\n    .bias = %.4f};\n", model.crowd, model.bias);
}

Cases All(const std::vector<Case>& cases) {
  Cases all;
  for (const Case& one : cases) all.push_back(&one);
  return all;
}

int Run() {
  const std::string folder = absl::GetFlag(FLAGS_data);
  auto claims = bench::ReadClaims(folder + "/claims.tsv");
  auto queries = bench::ReadQueries(folder + "/train.queries.tsv", folder + "/train.qrels");
  if (!claims || !queries || queries->empty()) {
    std::fprintf(stderr, "match_fit: --data=%s has no claims.tsv, train.queries.tsv and train.qrels\n",
                 folder.c_str());
    return 1;
  }
  Index index(std::move(*claims));
  const std::vector<Case> train = index.Look(*queries);
  Model terms_alone;
  terms_alone.weights[static_cast<size_t>(Feature::kTerms)] = 1;
  Print("train, BM25", Measure(All(train), terms_alone));
  auto debate_claims = bench::ReadDebateClaims(folder + "/debates/claims.tsv");
  auto debate_queries = bench::ReadDebateQueries(folder + "/debates/queries.tsv");
  if (!debate_claims || !debate_queries) {
    std::fprintf(stderr, "match_fit: --data=%s has no debates\n", folder.c_str());
    return 1;
  }
  Index debate_index(std::move(*debate_claims));
  const std::vector<Case> debates = debate_index.Look(*debate_queries);
  Print("debates, BM25", Measure(All(debates), terms_alone));
  Print("debates, kSentenceModel", Measure(All(debates), kSentenceModel));
  Print("train, half on half", HalfByHalf(train));
  Print("debates, half on half", HalfByHalf(debates));
  // Posts rarely repeat a claim word for word. Without these texts, the scores of such posts would be
  // extrapolated.
  const std::vector<Case> verbatim = index.Look(index.ClaimsAsQueries());
  const std::vector<Case> verbatim_debates = debate_index.Look(debate_index.ClaimsAsQueries());
  const Model posts = FitScores(FitOrder(All(train)), Joined(All(train), All(verbatim)));
  const Model sentences =
      FitScores(FitOrder(All(debates)), Joined(All(debates), Joined(All(verbatim), All(verbatim_debates))));
  PrintReliability("claims in their own words", All(verbatim), sentences);
  PrintReliability("train, fitted on it", All(train), posts);
  PrintReliability("debates, fitted on it", All(debates), sentences);

  std::vector<std::pair<std::string, std::vector<Case>>> tests;
  auto measure = [&](const std::string& name, const std::string& queries_path,
                     const std::string& qrels_path) {
    auto more = bench::ReadQueries(queries_path, qrels_path);
    if (!more) {
      std::fprintf(stderr, "match_fit: cannot read %s or %s\n", queries_path.c_str(), qrels_path.c_str());
      return;
    }
    const auto& cases = tests.emplace_back(name, index.Look(*more)).second;
    Print(name + ", BM25", Measure(All(cases), terms_alone));
    Print(name + ", fitted on train", Measure(All(cases), posts));
    Print(name + ", kPostModel", Measure(All(cases), kPostModel));
    PrintReliability(name, All(cases), posts);
  };
  std::string names = absl::GetFlag(FLAGS_test) + ",";
  for (size_t comma; (comma = names.find(',')) != std::string::npos; names.erase(0, comma + 1)) {
    const std::string name = names.substr(0, comma);
    if (!name.empty()) measure(name, folder + "/" + name + ".queries.tsv", folder + "/" + name + ".qrels");
  }
  if (!absl::GetFlag(FLAGS_queries).empty()) {
    measure("--queries", absl::GetFlag(FLAGS_queries), absl::GetFlag(FLAGS_qrels));
  }

  PrintModel("kPostModel", posts);
  PrintModel("kSentenceModel", sentences);

  for (size_t i = 0; absl::GetFlag(FLAGS_ablation) && i < kFeatureCount; ++i) {
    const std::string without = "without " + std::string(NameOf(static_cast<Feature>(i)));
    Print(without + ", train", HalfByHalf(train, i));
    Print(without + ", debates", HalfByHalf(debates, i));
    for (const auto& [name, cases] : tests) {
      Print(without + ", " + name, Measure(All(cases), FitOrder(All(train), i)));
    }
  }
  return 0;
}

}  // namespace
}  // namespace verbatim::match

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  return verbatim::match::Run();
}
