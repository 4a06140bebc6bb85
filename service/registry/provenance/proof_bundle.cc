#include "registry/provenance/proof_bundle.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/commit/read_resource.h"
#include "registry/records/payload_reader.h"
#include "registry/records/sentence_tree.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::EntryProof;
using verbatim::v1::ProofBundle;
using verbatim::v1::RevisionProof;

// Maximum size of all texts and sentences in a bundle, as documented for GetProofBundle.
constexpr size_t kBundleTextBytes = 48 << 20;

size_t TextBytes(const RevisionProof& proof) {
  size_t bytes = proof.text().size();
  for (const auto& sentence : proof.sentences()) bytes += sentence.text().size();
  return bytes;
}

absl::Status TooMuchText(bool include_text) {
  if (include_text) {
    return InvalidField("include_text", absl::StrCat("the texts exceed the maximum of ", kBundleTextBytes,
                                                     " bytes; request a bundle for each revision instead"));
  }
  return InvalidField("name",
                      absl::StrCat("the cited sentences exceed the maximum of ", kBundleTextBytes, " bytes"));
}

// Returns the cited revisions that are not erased, each once, in the order of the citations.
std::vector<std::string> StandingRevisions(const Claim& claim) {
  std::vector<std::string> revisions;
  for (const auto& citation : claim.citations()) {
    bool known = std::find(revisions.begin(), revisions.end(), citation.revision()) != revisions.end();
    if (!citation.erased() && !known) revisions.push_back(citation.revision());
  }
  return revisions;
}

// Returns the indexes of the revision's sentences that contain citations of the claim, in ascending order.
std::set<size_t> CitedSentences(const RevisionText& revision, const Claim& claim) {
  std::set<size_t> indexes;
  for (const auto& citation : claim.citations()) {
    if (citation.revision() != revision.name || citation.erased()) continue;
    text::ByteRange range{static_cast<size_t>(citation.span().byte_start()),
                          static_cast<size_t>(citation.span().byte_end())};
    text::IndexedText::SentenceRange sentences = revision.text->SentencesIn(range);
    for (size_t index = sentences.first; index < sentences.last; ++index) indexes.insert(index);
  }
  return indexes;
}

}  // namespace

absl::StatusOr<EntryProof> Provenance::ProveEntry(store::LogIndex index, int64_t size) {
  ABSL_ASSIGN_OR_RETURN(auto entries, FromStore(store_.ReadEntries(index, 1)));
  if (entries.empty() || entries.front().index != index) {
    return MissingEntries();
  }
  ABSL_ASSIGN_OR_RETURN(const auto inclusion, checkpoints_.ProveInclusion(static_cast<uint64_t>(index),
                                                                          static_cast<uint64_t>(size)));
  if (log::HashLeaf(entries.front().leaf) != inclusion.leaf_hash) {
    return checkpoints_.LogDamaged(absl::StrCat("the leaf of log entry ", index, " is damaged"));
  }
  EntryProof proof;
  proof.set_index(index);
  proof.set_leaf(std::move(entries.front().leaf));
  proof.set_payload(std::move(entries.front().payload).value_or(""));
  for (const log::Digest& hash : inclusion.hashes) proof.add_hashes(log::ToBytes(hash));
  return proof;
}

absl::Status Provenance::ProveErasures(const Claim& citing, int64_t size, ProofBundle& bundle) {
  std::set<std::string> documents;
  for (const auto& citation : citing.citations()) {
    if (!citation.erased()) continue;
    const std::string document(DocumentOfRevision(citation.revision()));
    if (!documents.insert(document).second) continue;
    ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, document, "name"));
    if (record.latest >= size) continue;  // the checkpoint is older than the erasure
    ABSL_ASSIGN_OR_RETURN(*bundle.add_erasures(), ProveEntry(record.latest, size));
  }
  return absl::OkStatus();
}

absl::StatusOr<RevisionProof> Provenance::ProveRevision(const std::string& name, const Claim& citing,
                                                        int64_t size, bool include_text,
                                                        const sync::CallContext& context) {
  ABSL_RETURN_IF_ERROR(context.Check());
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, name, "name"));
  ABSL_ASSIGN_OR_RETURN(auto payload, ReadPayload(record.created, record.payload));
  RevisionProof proof;
  ABSL_ASSIGN_OR_RETURN(auto entry, ProveEntry(record.created, size));
  *proof.mutable_entry() = std::move(entry);

  ABSL_ASSIGN_OR_RETURN(auto revision, texts_.Read(name, "name"));
  std::set<size_t> cited = CitedSentences(revision, citing);
  if (!payload.sentences_root().empty() && !cited.empty()) {
    const SentenceTree tree(*revision.text, context.ShouldStop());
    ABSL_RETURN_IF_ERROR(context.Check());
    for (size_t index : cited) {
      const text::ByteRange& range = revision.text->sentences()[index];
      verbatim::v1::SentenceProof& sentence = *proof.add_sentences();
      sentence.set_index(static_cast<int64_t>(index));
      sentence.set_byte_start(static_cast<int64_t>(range.start));
      sentence.set_byte_end(static_cast<int64_t>(range.end));
      sentence.set_text(std::string(revision.text->Slice(range)));
      for (const log::Digest& hash : tree.Prove(index)) sentence.add_hashes(log::ToBytes(hash));
    }
  }
  if (include_text) proof.set_text(revision.text->text());
  return proof;
}

absl::StatusOr<verbatim::v1::GetProofBundleResponse> Provenance::GetProofBundle(
    const verbatim::v1::GetProofBundleRequest& request, const sync::CallContext& context) {
  const std::string& name = request.name();
  if (!IsResourceName(name)) {
    return InvalidField("name",
                        "must be the name of a document, a revision, a claim, or of evidence, a review or a "
                        "link of a claim");
  }
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, name, "name"));
  // Read this after the resource, so that the checkpoint covers the resource.
  ABSL_ASSIGN_OR_RETURN(auto checkpoint,
                        request.cosigned() ? checkpoints_.LatestCosigned() : checkpoints_.Latest());
  const int64_t size = checkpoint.size();
  if (record.latest >= size)
    return NotFound("cosigned", absl::StrCat("cosigned checkpoint as new as ", name));

  verbatim::v1::GetProofBundleResponse response;
  ProofBundle& bundle = *response.mutable_bundle();
  bundle.set_checkpoint(checkpoint.note());
  ABSL_ASSIGN_OR_RETURN(auto entry, ProveEntry(record.latest, size));
  *bundle.mutable_entry() = std::move(entry);

  Claim claim;  // stays empty without citations; of evidence, has its citation
  std::vector<std::string> revisions;
  if (IsClaimName(name)) {
    ABSL_ASSIGN_OR_RETURN(auto read, ReadClaim(record.latest, record.payload));
    claim = std::move(read);
    revisions = StandingRevisions(claim);
  } else if (IsEvidenceName(name)) {
    ABSL_ASSIGN_OR_RETURN(auto evidence, ReadEvidence(record.latest, record.payload));
    if (!evidence.erased()) *claim.add_citations() = std::move(*evidence.mutable_citation());
    revisions = StandingRevisions(claim);
  } else if (IsRevisionName(name) && !record.payload) {
    verbatim::v1::Citation& erased = *claim.add_citations();
    erased.set_revision(name);
    erased.set_erased(true);
  } else if (IsRevisionName(name) && request.include_text()) {
    revisions = {name};
  }
  ABSL_RETURN_IF_ERROR(ProveErasures(claim, size, bundle));
  size_t text_bytes = 0;
  for (const std::string& revision : revisions) {
    ABSL_ASSIGN_OR_RETURN(auto proof, ProveRevision(revision, claim, size, request.include_text(), context));
    text_bytes += TextBytes(proof);
    if (text_bytes > kBundleTextBytes) return TooMuchText(request.include_text());
    *bundle.add_revisions() = std::move(proof);
  }
  return response;
}

}  // namespace verbatim::registry
