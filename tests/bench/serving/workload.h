#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document_service.pb.h"

// Generated articles, and the claims that a pipeline would extract from them. Any number can be generated,
// and every run has the same ones.
namespace verbatim::bench {

// Claims on each article, one for each sentence.
inline constexpr int64_t kClaimsOfArticle = 100;

std::string ArticleId(int64_t article);
std::string ClaimId(int64_t claim);
std::string ClaimName(int64_t claim);  // claims/{id}

// Returns as many different sentences of about 95 bytes as `bytes` requires.
std::string ArticleText(int64_t article, size_t bytes);

v1::CreateDocumentRequest ArticleOf(int64_t article);

// Claim number `claim`, on sentence `claim % kClaimsOfArticle` of article `claim / kClaimsOfArticle`. It has
// a statement whose values the sentence attests, a claimant, an attribution and a label.
v1::CreateClaimRequest ClaimOf(int64_t claim);

// The same claim without an id, so that the server generates one.
v1::CreateClaimRequest NewClaimOn(int64_t claim);

// The distribution of the claims that are read.
class Popularity {
 public:
  // All claims are read equally often. This is the worst case for a cache.
  static Popularity Uniform(int64_t claims) { return {claims, 0}; }
  // A few claims are read often, most claims rarely: Zipf's law with exponent 0.99, as in YCSB.
  static Popularity Zipfian(int64_t claims) { return {claims, 0.99}; }

  // The claim that call number `number` reads.
  int64_t Pick(uint64_t number) const;

 private:
  Popularity(int64_t claims, double theta);

  int64_t claims_;
  double theta_;
  double zeta_ = 0;
  double eta_ = 0;
};

}  // namespace verbatim::bench
