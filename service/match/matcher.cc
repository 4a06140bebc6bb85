#include "match/matcher.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "match/across/text_language.h"
#include "match/foreign_claims.h"
#include "match/index/claim_entry.h"
#include "match/index/terms.h"
#include "match/meaning.h"
#include "match/ranking/explanation.h"
#include "match/ranking/ranking.h"
#include "match/text_check.h"
#include "registry/registry.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/status_macros.h"
#include "text/unicode/language.h"

namespace verbatim::match {
namespace {

using verbatim::v1::CheckTextOptions;
using verbatim::v1::MatchClaimsRequest;
using verbatim::v1::MatchClaimsResponse;

// Limits and defaults documented in match_service.proto.
constexpr size_t kTextBytes = 64 << 10;
constexpr int kDefaultMatches = 10;
constexpr int kDefaultFindings = 3;
constexpr int kMaxMatches = 100;
// Below this score, more than two of three matches are about something else. A sentence that repeats two
// claims gets half the score for each.
constexpr double kDefaultMinScore = kWarningScore;

// No more matches are added once the matches exceed this size. With one more claim the response stays below 4
// MiB, the default receive limit of gRPC clients.
constexpr size_t kAnswerBytes = 2 << 20;

// Memory for the analyses of claims that were found lately: of some 12,000.
constexpr size_t kAnalysesBytes = 64 << 20;

// Maximum number of tasks that wait for a helper. Without a helper, a text's own thread matches all of its sentences.
constexpr size_t kWaitingHelpers = 64;

// One thread a processor, with the one that checks a text.
int HelperThreads() { return std::max(2, static_cast<int>(std::thread::hardware_concurrency())) - 1; }

// Validates the fields that the two requests have in common, under the same names.
template <typename Request>
absl::StatusOr<MatchOptions> ReadOptions(const Request& request, std::string_view path, int default_limit,
                                         double default_min_score, Violations& violations) {
  auto field = [&](std::string_view name) { return Join(path, name); };
  if (request.limit() < 0) violations.Add(field("limit"), "must not be negative");
  if (!(request.min_score() >= 0 && request.min_score() <= 1)) {
    violations.Add(field("min_score"), "must be between 0 and 1");
  }
  if (request.min_log_size() < 0) violations.Add(field("min_log_size"), "must not be negative");
  CheckLanguage(request.language_code(), field("language_code"), violations);
  registry::CheckFilter(request.filter(), violations);
  if (!violations.empty()) return violations.ToStatus();
  MatchOptions options;
  options.limit =
      static_cast<size_t>(request.limit() == 0 ? default_limit : std::min(request.limit(), kMaxMatches));
  options.min_score = request.min_score() == 0 ? default_min_score : request.min_score();
  if (request.filter().ByteSizeLong() > 0) options.filters = registry::FilterKeys(request.filter());
  options.language = request.language_code();
  options.fold_duplicates = request.fold_duplicates();
  return options;
}

// A search result, analysed.
struct Hit {
  std::shared_ptr<const AnalysedClaim> analysed;
  std::string wording;
  size_t copies = 1;
  std::optional<ForeignMatch> foreign;  // set if the claim is in another language than the text

  const verbatim::v1::Claim& claim() const { return analysed->claim(); }
};

// Makes hits of what a query found.
class HitReader {
 public:
  // All arguments must outlive this object. `analyser` is for `language`.
  HitReader(ClaimIndex& index, ClaimAnalyses& analyses, const Analyser& analyser, std::string_view language,
            sync::ErasableCaches::Epoch epoch, const sync::CallContext& context)
      : index_(index),
        analyses_(analyses),
        analyser_(analyser),
        language_(language),
        epoch_(epoch),
        context_(context) {}

  // Converts errors of the index to errors for callers.
  absl::Status Add(absl::StatusOr<std::vector<IndexHit>> found, std::vector<Hit>& hits) const {
    if (!found.ok()) return index_.Failed(found.status());
    for (IndexHit& hit : *found) {
      ABSL_RETURN_IF_ERROR(context_.Check());
      auto analysed = analyses_.Of(hit, language_, analyser_, epoch_);
      if (!analysed.ok()) return index_.Failed(analysed.status());
      hits.push_back({*std::move(analysed), std::move(hit.wording), hit.copies, std::nullopt});
    }
    return absl::OkStatus();
  }

 private:
  ClaimIndex& index_;
  ClaimAnalyses& analyses_;
  const Analyser& analyser_;
  const std::string language_;
  const sync::ErasableCaches::Epoch epoch_;
  const sync::CallContext& context_;
};

std::vector<Candidate> CandidatesOf(const std::vector<Hit>& hits) {
  std::vector<Candidate> candidates;
  candidates.reserve(hits.size());
  for (const Hit& hit : hits) {
    candidates.push_back(
        {&hit.analysed->compared_text(), hit.analysed->compared_quotes(), hit.wording, hit.copies});
  }
  return candidates;
}

// Finds the claims in other languages than the text, and compares with them. Adds to `hits` and `ranking`, which has an
// element for each hit.
absl::Status AddForeign(ForeignClaims& foreign, absl::StatusOr<std::vector<IndexHit>> found,
                        const HitReader& hit_reader, const sync::CallContext& context, std::vector<Hit>& hits,
                        std::vector<Ranked>& ranking) {
  std::unordered_set<std::string> known;
  for (Ranked& ranked : ranking) {
    ABSL_RETURN_IF_ERROR(context.Check());
    Hit& hit = hits[ranked.candidate];
    known.insert(hit.claim().name());
    hit.foreign = foreign.Compare(*hit.analysed, ranked.score);
    if (hit.foreign) ranked.score = hit.foreign->score;
  }
  const size_t by_words = hits.size();
  ABSL_RETURN_IF_ERROR(hit_reader.Add(std::move(found), hits));
  for (size_t i = by_words; i < hits.size(); ++i) {
    ABSL_RETURN_IF_ERROR(context.Check());
    if (known.contains(hits[i].claim().name())) continue;
    hits[i].foreign = foreign.Compare(*hits[i].analysed, std::nullopt);
    if (hits[i].foreign) ranking.push_back({.candidate = i, .group = i, .score = hits[i].foreign->score});
  }
  std::stable_sort(ranking.begin(), ranking.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  return absl::OkStatus();
}

// Matches beyond the limit that are compared with the text, because their relation may put them first.
constexpr size_t kMoreCompared = 20;
// They need this score: among claims that are about something else, the order does not matter.
constexpr double kComparedScore = 0.2;

// The share of the best score of a group of rivals that its other claims have at least, if the text repeats,
// contradicts or denies them.
constexpr double kShareOfPlace = 0.9;

// Compares the claims that a search found with the text, in the order of their scores.
class Collector {
 public:
  // All arguments must outlive this object.
  Collector(ClaimIndex& index, IndexReader& reader, const MatchOptions& options, const Analyser& analyser,
            const Explainer& explainer, TermWeights& weights)
      : index_(index),
        reader_(reader),
        options_(options),
        analyser_(analyser),
        explainer_(explainer),
        weights_(weights) {}

  // Returns whether a claim may be among the answer. Call with descending scores. A claim that shares its
  // place among the rivals with a better one may get the score of that.
  bool Wants(const Ranked& ranked) {
    const double best = best_.try_emplace(ranked.group, ranked.score).first->second;
    if (best < options_.min_score) return false;
    const size_t count = findings_.size();
    if (count < options_.limit) return true;
    if (count >= options_.limit + kMoreCompared) return false;
    if (best < kComparedScore) return false;
    return best >= kWarningScore || best >= findings_[options_.limit - 1].match.score() - kLikeScores;
  }

  absl::Status Add(const Hit& hit, const Ranked& ranked, const sync::CallContext& context) {
    const bool known = !wordings_.insert(hit.wording).second;
    if (options_.fold_duplicates) return known ? absl::OkStatus() : AddFolded(hit, ranked);
    if (!known && hit.copies > kMaxHitsOfWording) return AddCopies(hit, ranked, context);
    if (hit.copies <= kMaxHitsOfWording) Explain(hit, *hit.analysed, ranked);
    return absl::OkStatus();
  }

  std::vector<Finding> Take() && {
    std::erase_if(findings_,
                  [&](const Finding& finding) { return finding.match.score() < options_.min_score; });
    return std::move(findings_);
  }

 private:
  // `claim` is that of the hit or has the same wording.
  Finding& Explain(const Hit& hit, const AnalysedClaim& claim, const Ranked& ranked) {
    Finding& finding = findings_.emplace_back();
    finding.claim = claim.claim();
    finding.wording = hit.wording;
    finding.retracted = IsRetractedWording(hit.wording);
    finding.match.set_score(ranked.score);
    if (hit.foreign) {
      ExplainForeign(*hit.foreign, explainer_.text(), finding.match);
    } else {
      explainer_.Explain(claim, ranked, weights_, finding.match);
    }
    AddMeaningReason(ranked, finding.match);
    // Claims that differ in a word or a figure are about one assertion, whichever of them the text states.
    if (finding.match.relation() != verbatim::v1::Match::RELATION_RELATED) {
      finding.match.set_score(std::max(ranked.score, kShareOfPlace * best_.at(ranked.group)));
    }
    return finding;
  }

  absl::StatusOr<std::vector<verbatim::v1::Claim>> CopiesOf(const Hit& hit, size_t limit) {
    absl::StatusOr<std::vector<std::string>> found = reader_.Copies(hit.wording, options_.filters, limit);
    if (!found.ok()) return index_.Failed(found.status());
    std::vector<verbatim::v1::Claim> copies;
    for (const std::string& data : *found) {
      absl::StatusOr<verbatim::v1::Claim> claim = ReadIndexData(data);
      if (!claim.ok()) return index_.Failed(claim.status());
      copies.push_back(*std::move(claim));
    }
    return copies;
  }

  // Adds all claims of a wording of which the search returned only some.
  absl::Status AddCopies(const Hit& hit, const Ranked& ranked, const sync::CallContext& context) {
    ABSL_ASSIGN_OR_RETURN(auto copies, CopiesOf(hit, options_.limit));
    for (verbatim::v1::Claim& claim : copies) {
      ABSL_RETURN_IF_ERROR(context.Check());
      Explain(hit, AnalysedClaim(std::move(claim), hit.analysed->languages(), analyser_, options_.language),
              ranked);
    }
    return absl::OkStatus();
  }

  absl::Status AddFolded(const Hit& hit, const Ranked& ranked) {
    Finding& finding = Explain(hit, *hit.analysed, ranked);
    if (hit.copies == 1) return absl::OkStatus();
    ABSL_ASSIGN_OR_RETURN(auto copies, CopiesOf(hit, kMaxDuplicates + 1));
    for (const verbatim::v1::Claim& claim : copies) {
      if (claim.name() == hit.claim().name() || finding.duplicates.size() >= kMaxDuplicates) continue;
      finding.duplicates.push_back(claim.name());
    }
    finding.duplicate_count = hit.copies - 1;
    return absl::OkStatus();
  }

  ClaimIndex& index_;
  IndexReader& reader_;
  const MatchOptions& options_;
  const Analyser& analyser_;
  const Explainer& explainer_;
  TermWeights& weights_;
  std::unordered_map<size_t, double> best_;  // by group of rivals: the best score
  std::unordered_set<std::string> wordings_;
  std::vector<Finding> findings_;
};

// Finds claims by meaning, and adds their similarity to the scores.
class MeaningComparison {
 public:
  // All arguments must outlive this object.
  MeaningComparison(IndexReader& reader, const HitReader& hit_reader, const MatchOptions& options,
                    const sync::CallContext& context)
      : reader_(reader), hit_reader_(hit_reader), options_(options), context_(context) {}

  // Adds to `hits` and `ranking`, which has an element for each hit.
  absl::StatusOr<verbatim::v1::MeaningSearch> Compare(embedding::ClaimVectors& vectors, std::string_view text,
                                                      std::vector<Hit>& hits, std::vector<Ranked>& ranking) {
    std::vector<std::string> keys;
    for (const Hit& hit : hits) keys.emplace_back(WithoutState(hit.wording));
    const std::vector<std::string_view> asked(keys.begin(), keys.end());
    const size_t count = options_.filters.empty() ? kNearest : kNearestFiltered;
    embedding::Meaning meaning = vectors.Search(text, count, asked, reader_.position().log_size, context_);
    ABSL_RETURN_IF_ERROR(context_.Check());
    if (meaning.coverage == embedding::Coverage::kNone) return verbatim::v1::MEANING_SEARCH_UNAVAILABLE;
    const std::unordered_set<std::string_view> known(keys.begin(), keys.end());
    size_t added = 0;
    for (const embedding::Neighbour& neighbour : meaning.nearest) {
      if (ProbabilityByMeaning(neighbour.similarity, meaning.background) < kMinMeaning) break;
      if (known.contains(neighbour.key)) continue;
      const size_t before = hits.size();
      ABSL_RETURN_IF_ERROR(AddClaims(neighbour.key, hits, ranking));
      meaning.known.resize(hits.size(), neighbour.similarity);
      added += hits.size() > before ? 1 : 0;
      if (added >= kNearest) break;
    }
    AddMeaning(meaning.known, meaning.background, ranking);
    return meaning.coverage == embedding::Coverage::kComplete ? verbatim::v1::MEANING_SEARCH_COMPLETE
                                                              : verbatim::v1::MEANING_SEARCH_PARTIAL;
  }

 private:
  absl::Status AddClaims(const std::string& key, std::vector<Hit>& hits, std::vector<Ranked>& ranking) {
    const size_t group = hits.size();
    for (const std::string& wording : WithStates(key)) {
      ABSL_RETURN_IF_ERROR(hit_reader_.Add(reader_.WithWording(wording, options_.filters), hits));
    }
    // By their words alone, these claims are not about the same assertion.
    for (size_t i = group; i < hits.size(); ++i) ranking.push_back({.candidate = i, .group = group});
    return absl::OkStatus();
  }

  IndexReader& reader_;
  const HitReader& hit_reader_;
  const MatchOptions& options_;
  const sync::CallContext& context_;
};

}  // namespace

Matcher::Matcher(registry::Registry& registry, ClaimIndex& index, embedding::ClaimVectors* vectors)
    : registry_(registry),
      index_(index),
      vectors_(vectors),
      analyses_(registry.caches(), kAnalysesBytes),
      helpers_(HelperThreads(), 1, kWaitingHelpers) {}

absl::StatusOr<MatchClaimsResponse> Matcher::Match(const MatchClaimsRequest& request,
                                                   const sync::CallContext& context) {
  Violations violations;
  CheckLength(request.text(), Presence::kRequired, kTextBytes, "text", violations);
  ABSL_ASSIGN_OR_RETURN(auto options, ReadOptions(request, "", kDefaultMatches, 0, violations));
  ABSL_ASSIGN_OR_RETURN(auto lease, index_.Read(request.min_log_size(), "min_log_size", context));
  ABSL_ASSIGN_OR_RETURN(Found found, Find(lease, request.text(), options, context));
  MatchClaimsResponse response;
  for (verbatim::v1::Match& match : found.matches) *response.add_matches() = std::move(match);
  response.set_meaning_search(found.meaning_search);
  response.set_log_size(lease->position().log_size);
  return response;
}

absl::StatusOr<Matcher::Found> Matcher::Find(ClaimIndex::Lease& lease, std::string_view text,
                                             MatchOptions options, const sync::CallContext& context) {
  IndexReader& reader = *lease;
  const TextLanguage language = LanguageOfQuery(text, options.language);
  // A given tag may also have a region.
  if (text::PrimarySubtag(options.language) != language.language) options.language = language.language;
  absl::Status failed;  // status of the last failed lookup
  auto frequency = [&](std::string_view term) -> uint64_t {
    absl::StatusOr<uint32_t> found = reader.Frequency(term);
    if (!found.ok()) failed = found.status();
    return found.value_or(0);
  };
  const Collection collection{reader.claim_count(), reader.average_length(), frequency};
  const Analyser analyser(options.language);
  TermWeights weights(collection);
  const AnalysedText query = analyser.Analyse(text, &collection);
  const IndexQuery wanted{QueryTerms(query, weights), options.filters, kMaxCandidates};
  ABSL_RETURN_IF_ERROR(context.Check());
  const HitReader hit_reader(index_, analyses_, analyser, options.language, lease.epoch(), context);
  std::vector<Hit> hits;
  if (!wanted.words.empty()) ABSL_RETURN_IF_ERROR(hit_reader.Add(reader.Search(wanted), hits));
  std::vector<Ranked> ranking = Rank(query, CandidatesOf(hits), weights);
  if (!failed.ok()) return index_.Failed(failed);
  ForeignClaims foreign(reader, text, language);
  const absl::StatusOr<bool> exist = foreign.Exist();
  if (!exist.ok()) return index_.Failed(exist.status());
  if (*exist) {
    ABSL_RETURN_IF_ERROR(
        AddForeign(foreign, foreign.Search(options.filters), hit_reader, context, hits, ranking));
  }
  Found found;
  if (vectors_ != nullptr) {
    MeaningComparison comparison(reader, hit_reader, options, context);
    ABSL_ASSIGN_OR_RETURN(found.meaning_search, comparison.Compare(*vectors_, text, hits, ranking));
  }

  const Explainer explainer(text, query, analyser, options.language);
  Collector collector(index_, reader, options, analyser, explainer, weights);
  for (const Ranked& ranked : ranking) {
    if (!collector.Wants(ranked)) continue;
    ABSL_RETURN_IF_ERROR(context.Check());
    ABSL_RETURN_IF_ERROR(collector.Add(hits[ranked.candidate], ranked, context));
  }
  if (!failed.ok()) return index_.Failed(failed);
  std::vector<Finding> findings = std::move(collector).Take();
  Order(findings);
  if (options.fold_duplicates) Fold(findings, analyser.english());
  ABSL_ASSIGN_OR_RETURN(found.matches, ToMatches(std::move(findings), options.limit, context));
  return found;
}

absl::StatusOr<std::vector<verbatim::v1::Match>> Matcher::ToMatches(std::vector<Finding> findings,
                                                                    size_t limit,
                                                                    const sync::CallContext& context) {
  std::vector<verbatim::v1::Match> matches;
  size_t bytes = 0;
  for (Finding& finding : findings) {
    if (matches.size() >= limit || bytes >= kAnswerBytes) break;
    ABSL_RETURN_IF_ERROR(context.Check());
    auto claim = ReadCurrent(finding.claim.name());
    // One damaged claim must not keep the others from being found. The store has recorded the damage.
    if (DamagedResourceOf(claim.status())) continue;
    ABSL_RETURN_IF_ERROR(claim.status());
    verbatim::v1::Match& match = matches.emplace_back(std::move(finding.match));
    for (std::string& name : finding.duplicates) match.add_duplicates(std::move(name));
    match.set_duplicate_count(static_cast<int32_t>(finding.duplicate_count));
    *match.mutable_claim() = *std::move(claim);
    bytes += match.ByteSizeLong();
  }
  return matches;
}

absl::StatusOr<verbatim::v1::Claim> Matcher::ReadCurrent(const std::string& name) {
  verbatim::v1::GetClaimRequest request;
  request.set_name(name);
  auto response = registry::ParseMessage(registry_.claims().Get(request));
  if (absl::IsNotFound(response.status())) {
    return index_.Failed(absl::DataLossError("the index refers to a claim that does not exist"));
  }
  if (!response.ok()) return response.status();
  return std::move(*response->mutable_claim());
}

absl::StatusOr<std::unique_ptr<TextCheck>> Matcher::Check(const CheckTextOptions& request,
                                                          const sync::CallContext& context) {
  Violations violations;
  ABSL_ASSIGN_OR_RETURN(auto options,
                        ReadOptions(request, "options", kDefaultFindings, kDefaultMinScore, violations));
  // Ensures that the index has reached min_log_size; readers of later sentences only see later states.
  ABSL_ASSIGN_OR_RETURN(auto lease, index_.Read(request.min_log_size(), "options.min_log_size", context));
  const std::string language = text::MayBeEnglish(options.language) ? "en" : options.language;
  return std::unique_ptr<TextCheck>(new TextCheck(*this, std::move(options), language));
}

}  // namespace verbatim::match
