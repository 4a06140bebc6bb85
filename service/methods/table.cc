#include "methods/table.h"

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "methods/bind.h"
#include "methods/catch_up.h"
#include "methods/import_claims.h"
#include "methods/session_stream.h"
#include "methods/sessions.h"

namespace verbatim::methods {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;

const MethodDescriptor* Find(std::string_view name) {
  const MethodDescriptor* method =
      DescriptorPool::generated_pool()->FindMethodByName("verbatim.v1." + std::string(name));
  if (method == nullptr) std::abort();  // the table names a method that the contract does not have
  return method;
}

}  // namespace

std::vector<Method> MakeMethods(registry::Registry& registry, match::Matcher& matcher, Watches& watches,
                                sync::Executor& executor) {
  using enum Cost;
  using registry::Claims;
  using registry::Documents;
  using registry::EvidenceRecords;
  using registry::Links;
  using registry::LogReader;
  using registry::Reviews;
  std::vector<Method> table;
  const auto unary = [&](std::string_view name, Cost cost, auto& object, auto function) {
    table.push_back(Bind(Find(name), cost, object, function));
  };
  const auto stream = [&](std::string_view name, auto make) {
    table.push_back({.descriptor = Find(name), .stream = std::move(make)});
  };
  const auto session = [&](std::string_view name, auto make) {
    stream(name, [make, &registry, &executor](Call call) {
      std::string min_log_size = call.min_log_size;
      return MakeSessionStream(MakeCurrent(make(std::move(call)), registry, std::move(min_log_size)),
                               executor);
    });
  };

  Documents& documents = registry.documents();
  unary("DocumentService.CreateDocument", kBySize, documents, &Documents::Create);
  unary("DocumentService.GetDocument", kNormal, documents, &Documents::Get);
  unary("DocumentService.ListDocuments", kNormal, documents, &Documents::List);
  unary("DocumentService.CreateRevision", kBySize, documents, &Documents::CreateRevision);
  unary("DocumentService.CompareRevisions", kHeavy, documents, &Documents::CompareRevisions);
  unary("DocumentService.GetRevision", kNormal, documents, &Documents::GetRevision);
  unary("DocumentService.ListRevisions", kNormal, documents, &Documents::ListRevisions);
  unary("DocumentService.ListSentences", kNormal, documents, &Documents::ListSentences);
  unary("DocumentService.LocateQuote", kHeavy, documents, &Documents::LocateQuote);
  unary("DocumentService.UpdateDocument", kNormal, documents, &Documents::Update);
  unary("DocumentService.EraseDocument", kHeavy, documents, &Documents::Erase);

  Claims& claims = registry.claims();
  unary("ClaimService.CreateClaim", kNormal, claims, &Claims::Create);
  unary("ClaimService.BatchCreateClaims", kNormal, claims, &Claims::BatchCreate);
  session("ClaimService.ImportClaims", [&](Call call) { return MakeImportClaims(claims, std::move(call)); });
  unary("ClaimService.GetClaim", kInline, claims, &Claims::Get);
  unary("ClaimService.BatchGetClaims", kNormal, claims, &Claims::BatchGet);
  unary("ClaimService.ListClaims", kNormal, claims, &Claims::List);
  unary("ClaimService.UpdateClaim", kNormal, claims, &Claims::Update);
  unary("ClaimService.RetractClaim", kNormal, claims, &Claims::Retract);
  unary("ClaimService.EraseClaim", kHeavy, claims, &Claims::Erase);
  unary("ClaimService.DraftClaims", kHeavy, registry.drafts(), &registry::Drafts::Draft);

  unary("ReviewService.CreateEvidence", kNormal, registry.evidence(), &EvidenceRecords::CreateEvidence);
  unary("ReviewService.ListEvidence", kNormal, registry.evidence(), &EvidenceRecords::ListEvidence);
  unary("ReviewService.RetractEvidence", kNormal, registry.evidence(), &EvidenceRecords::RetractEvidence);
  unary("ReviewService.CreateReview", kNormal, registry.reviews(), &Reviews::CreateReview);
  unary("ReviewService.ListReviews", kNormal, registry.reviews(), &Reviews::ListReviews);
  unary("ReviewService.RetractReview", kNormal, registry.reviews(), &Reviews::RetractReview);
  unary("ReviewService.CreateLink", kNormal, registry.links(), &Links::CreateLink);
  unary("ReviewService.ListLinks", kNormal, registry.links(), &Links::ListLinks);
  unary("ReviewService.RetractLink", kNormal, registry.links(), &Links::RetractLink);

  unary("ProvenanceService.TraceClaim", kHeavy, registry.traces(), &registry::Traces::TraceClaim);
  unary("ProvenanceService.VerifyClaim", kHeavy, registry.verification(),
        &registry::Verification::VerifyClaim);
  unary("ProvenanceService.GetProofBundle", kNormal, registry.provenance(),
        &registry::Provenance::GetProofBundle);
  session("ProvenanceService.ExportClaims",
          [&](Call call) { return MakeExportClaims(registry, std::move(call)); });
  session("ProvenanceService.ImportFeed",
          [&](Call call) { return MakeImportFeed(registry, std::move(call)); });

  unary("MatchService.MatchClaims", kNormal, matcher, &match::Matcher::Match);
  session("MatchService.CheckText",
          [&](Call call) { return MakeCheckText(registry, matcher, std::move(call)); });

  LogReader& log = registry.log();
  unary("LogService.GetCheckpoint", kNormal, log, &LogReader::GetCheckpoint);
  unary("LogService.AddCosignatures", kNormal, log, &LogReader::AddCosignatures);
  unary("LogService.ListEntries", kNormal, log, &LogReader::ListEntries);
  unary("LogService.GetInclusionProof", kNormal, log, &LogReader::GetInclusionProof);
  unary("LogService.GetConsistencyProof", kNormal, log, &LogReader::GetConsistencyProof);
  stream("LogService.Watch", [&](const Call& call) { return watches.MakeStream(call); });

  for (Method& method : table) {
    method.rule = &access::RuleOf(*method.descriptor);
    method.bounds = BoundsOf(*method.descriptor->input_type(), registry.limits());
    method.writes =
        method.descriptor->options().idempotency_level() != google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
    method.long_responses = MayBeLong(*method.descriptor->output_type());
  }
  return table;
}

}  // namespace verbatim::methods
