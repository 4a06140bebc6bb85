#include "serving/workload.h"

#include <array>
#include <cmath>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace verbatim::bench {
namespace {

constexpr std::array<const char*, 16> kSubjects = {
    "Belarus",     "The ministry", "Rail Baltica", "The port of Riga", "Lithuania", "The regulator",
    "The council", "Moldova",      "The hospital", "The court",        "Estonia",   "The university",
    "The airline", "Georgia",      "The union",    "The energy agency"};
constexpr std::array<const char*, 12> kVerbs = {"released",  "counted",    "approved", "rejected",
                                                "recruited", "reported",   "financed", "inspected",
                                                "closed",    "registered", "returned", "built"};
constexpr std::array<const char*, 14> kObjects = {"political prisoners",
                                                  "new applications",
                                                  "apartments",
                                                  "school places",
                                                  "patients",
                                                  "appeals",
                                                  "border crossings",
                                                  "wind turbines",
                                                  "freight cars",
                                                  "nurses",
                                                  "permits",
                                                  "complaints",
                                                  "vessels",
                                                  "scholarships"};
constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};
constexpr std::array<const char*, 10> kSources = {"the statistics office",
                                                  "two people who saw the list",
                                                  "its annual report",
                                                  "the state broadcaster",
                                                  "a court filing",
                                                  "the opposition",
                                                  "its spokesperson",
                                                  "documents seen by reporters",
                                                  "an audit",
                                                  "the mayor"};

// SplitMix64's finalizer, so that neighbours differ in all bits.
uint64_t Mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

// The facts that a sentence of an article states.
struct Fact {
  const char* subject;
  const char* verb;
  const char* object;
  int64_t number;
  size_t month;
  int year;
  const char* source;
};

Fact FactOf(int64_t article, int64_t sentence) {
  const uint64_t x =
      Mix(static_cast<uint64_t>(article) * 0x9E3779B97F4A7C15U + static_cast<uint64_t>(sentence));
  Fact fact{};
  fact.subject = kSubjects[x % kSubjects.size()];
  fact.verb = kVerbs[(x >> 8) % kVerbs.size()];
  fact.object = kObjects[(x >> 16) % kObjects.size()];
  // Different for every sentence of an article.
  fact.number = 101 + 7 * sentence;
  fact.month = (x >> 24) % kMonths.size();
  fact.year = 1994 + static_cast<int>((x >> 32) % 31);
  fact.source = kSources[(x >> 40) % kSources.size()];
  return fact;
}

std::string SentenceOf(const Fact& fact) {
  return absl::StrFormat("%s %s %d %s in %s %d, according to %s.", fact.subject, fact.verb, fact.number,
                         fact.object, kMonths[fact.month], fact.year, fact.source);
}

std::string TextOf(int64_t article, int64_t sentences, size_t bytes) {
  std::string text;
  for (int64_t i = 0; i < sentences || text.size() < bytes; ++i) {
    if (i > 0) text += i % 8 == 0 ? "\n\n" : " ";
    text += SentenceOf(FactOf(article, i));
  }
  return text;
}

}  // namespace

std::string ArticleId(int64_t article) { return absl::StrCat("article-", article); }

std::string ClaimId(int64_t claim) { return absl::StrFormat("bench-%08d", claim); }

std::string ClaimName(int64_t claim) { return "claims/" + ClaimId(claim); }

std::string ArticleText(int64_t article, size_t bytes) { return TextOf(article, 0, bytes); }

v1::CreateDocumentRequest ArticleOf(int64_t article) {
  v1::CreateDocumentRequest request;
  request.set_document_id(ArticleId(article));
  v1::Document& document = *request.mutable_document();
  document.set_uri(absl::StrCat("https://news.example/", article));
  document.set_title(absl::StrCat("What was counted, part ", article));
  document.set_publisher("news.example");
  document.set_language_code("en");
  request.mutable_content()->set_media_type("text/plain");
  request.mutable_content()->set_data(TextOf(article, kClaimsOfArticle, 0));
  return request;
}

v1::CreateClaimRequest NewClaimOn(int64_t claim) {
  const int64_t article = claim / kClaimsOfArticle;
  const Fact fact = FactOf(article, claim % kClaimsOfArticle);
  v1::CreateClaimRequest request;
  v1::Claim& stated = *request.mutable_claim();
  stated.set_text(absl::StrFormat("%s %s %d %s in %s %d.", fact.subject, fact.verb, fact.number, fact.object,
                                  kMonths[fact.month], fact.year));
  v1::Statement& statement = *stated.mutable_statement();
  statement.mutable_subject()->set_label(fact.subject);
  statement.set_predicate(fact.verb);
  statement.mutable_object()->mutable_quantity()->set_value(absl::StrCat(fact.number));
  statement.mutable_object()->mutable_quantity()->set_unit(fact.object);
  v1::Qualifier& when = *statement.add_qualifiers();
  when.set_predicate("point in time");
  when.mutable_value()->mutable_time()->set_edtf(absl::StrFormat("%04d-%02d", fact.year, fact.month + 1));
  stated.mutable_claimant()->set_name(fact.subject);
  v1::Citation& citation = *stated.add_citations();
  citation.set_revision("documents/" + ArticleId(article));
  citation.set_quote(SentenceOf(fact));
  v1::Attribution& attribution = *stated.mutable_attribution();
  attribution.mutable_agent()->set_kind(v1::AGENT_KIND_SOFTWARE);
  attribution.mutable_agent()->set_id("https://agents.example/extractor");
  attribution.mutable_agent()->set_name("extractor");
  attribution.mutable_agent()->set_version("3.1");
  attribution.set_method("sentence by sentence");
  attribution.set_confidence(0.9);
  (*stated.mutable_labels())["desk"] = fact.source;
  return request;
}

v1::CreateClaimRequest ClaimOf(int64_t claim) {
  v1::CreateClaimRequest request = NewClaimOn(claim);
  request.set_claim_id(ClaimId(claim));
  return request;
}

// Gray et al., Quickly Generating Billion-Record Synthetic Databases (SIGMOD 1994), section 3.2.
Popularity::Popularity(int64_t claims, double theta) : claims_(claims), theta_(theta) {
  if (theta_ == 0) return;
  for (int64_t i = claims_; i >= 1; --i) zeta_ += std::pow(static_cast<double>(i), -theta_);
  eta_ = (1 - std::pow(2.0 / static_cast<double>(claims_), 1 - theta_)) /
         (1 - (1 + std::pow(0.5, theta_)) / zeta_);
}

int64_t Popularity::Pick(uint64_t number) const {
  const uint64_t random = Mix(number * 0x9E3779B97F4A7C15U + 1);
  const auto claims = static_cast<uint64_t>(claims_);
  if (theta_ == 0) return static_cast<int64_t>(random % claims);
  const double u = static_cast<double>(random >> 11) * 0x1p-53;
  uint64_t rank = 0;
  if (u * zeta_ >= 1 + std::pow(0.5, theta_)) {
    rank =
        static_cast<uint64_t>(static_cast<double>(claims_) * std::pow(eta_ * u - eta_ + 1, 1 / (1 - theta_)));
  } else if (u * zeta_ >= 1) {
    rank = 1;
  }
  // Spreads popular claims: they are neither the oldest nor neighbours.
  return static_cast<int64_t>(Mix(rank + 1) % claims);
}

}  // namespace verbatim::bench
