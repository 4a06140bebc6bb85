#include "rpc/rights.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace verbatim::rpc {
namespace {

constexpr std::string_view kErasing[] = {"/verbatim.v1.DocumentService/EraseDocument"};

constexpr std::string_view kReading[] = {
    "/grpc.health.v1.Health/Check",
    "/grpc.health.v1.Health/Watch",
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
    "/verbatim.v1.ClaimService/BatchGetClaims",
    "/verbatim.v1.ClaimService/DraftClaims",
    "/verbatim.v1.ClaimService/GetClaim",
    "/verbatim.v1.ClaimService/ListClaims",
    "/verbatim.v1.DocumentService/CompareRevisions",
    "/verbatim.v1.DocumentService/GetDocument",
    "/verbatim.v1.DocumentService/GetRevision",
    "/verbatim.v1.DocumentService/ListDocuments",
    "/verbatim.v1.DocumentService/ListRevisions",
    "/verbatim.v1.DocumentService/ListSentences",
    "/verbatim.v1.DocumentService/LocateQuote",
    "/verbatim.v1.LogService/GetCheckpoint",
    "/verbatim.v1.LogService/GetConsistencyProof",
    "/verbatim.v1.LogService/GetInclusionProof",
    "/verbatim.v1.LogService/ListEntries",
    "/verbatim.v1.LogService/Watch",
    "/verbatim.v1.MatchService/CheckText",
    "/verbatim.v1.MatchService/MatchClaims",
    "/verbatim.v1.ProvenanceService/ExportClaims",
    "/verbatim.v1.ProvenanceService/GetProofBundle",
    "/verbatim.v1.ProvenanceService/TraceClaim",
    "/verbatim.v1.ProvenanceService/VerifyClaim",
    "/verbatim.v1.ReviewService/ListEvidence",
    "/verbatim.v1.ReviewService/ListLinks",
    "/verbatim.v1.ReviewService/ListReviews",
};

class Guard final : public grpc::AuthMetadataProcessor {
 public:
  explicit Guard(const Rights& rights)
      : writers_(rights.writers.begin(), rights.writers.end()),
        erasers_(rights.erasers.empty() ? writers_ : std::set(rights.erasers.begin(), rights.erasers.end())) {
  }

  // It looks things up in memory, and nothing else.
  bool IsBlocking() const override { return false; }

  grpc::Status Process(const InputMetadata& metadata, grpc::AuthContext* context, OutputMetadata*,
                       OutputMetadata*) override {
    const auto path = metadata.find(":path");
    const Right right = path == metadata.end()
                            ? Right::kWrite
                            : RightFor(std::string_view(path->second.data(), path->second.size()));
    if (right == Right::kRead) return grpc::Status::OK;
    const std::set<std::string>& allowed = right == Right::kErase ? erasers_ : writers_;
    const std::string principal = PrincipalOf(*context);
    if (allowed.empty() || allowed.contains(principal)) return grpc::Status::OK;
    return {grpc::StatusCode::PERMISSION_DENIED,
            absl::StrCat(principal, " may not ", right == Right::kErase ? "erase" : "write")};
  }

 private:
  const std::set<std::string> writers_, erasers_;  // empty for all
};

}  // namespace

Right RightFor(std::string_view method) {
  if (std::ranges::find(kErasing, method) != std::end(kErasing)) return Right::kErase;
  return std::ranges::binary_search(kReading, method) ? Right::kRead : Right::kWrite;
}

std::string PrincipalOf(const grpc::AuthContext& context) {
  const std::vector<grpc::string_ref> identity = context.GetPeerIdentity();
  return identity.empty() ? "" : std::string(identity.front().data(), identity.front().size());
}

std::shared_ptr<grpc::AuthMetadataProcessor> MakeGuard(const Rights& rights) {
  return std::make_shared<Guard>(rights);
}

}  // namespace verbatim::rpc
