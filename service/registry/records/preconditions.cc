#include "registry/records/preconditions.h"

#include <set>

#include "registry/records/counters.h"
#include "status/names.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;

}  // namespace

std::vector<store::Precondition> DocumentPreconditions(const Claim& claim) {
  std::set<std::string> documents;
  for (const auto& citation : claim.citations()) {
    if (!citation.erased()) documents.emplace(DocumentOfRevision(citation.revision()));
  }
  std::vector<store::Precondition> preconditions;
  for (const std::string& document : documents) preconditions.push_back({ErasureCounter(document), 0});
  std::set<std::string> revisions;
  revisions.insert(claim.anchoring().revision());
  for (const auto& anchoring : claim.further_anchorings()) revisions.insert(anchoring.revision());
  for (const std::string& revision : revisions) {
    if (revision.empty()) continue;  // the document was erased
    preconditions.push_back({RevisionCounter(DocumentOfRevision(revision)), NumberOfRevision(revision) - 1});
  }
  return preconditions;
}

}  // namespace verbatim::registry
