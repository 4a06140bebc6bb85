#include "registry/audit/entry_verifier.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "log/leaf.h"
#include "log/merkle.h"
#include "log/note.h"
#include "registry/audit/damage.h"
#include "registry/records/log_entries.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::CHECK_KIND_LOG_INCLUSION;
using verbatim::v1::CHECK_KIND_LOG_PAYLOAD;
using verbatim::v1::EntryPayload;

std::string EntryNumber(store::LogIndex index) { return absl::StrCat("log entry ", index); }

// Returns nothing if the payload is missing or cannot be parsed.
std::optional<EntryPayload> ReadPayloadOf(const store::Entry& entry) {
  EntryPayload payload;
  if (!entry.payload || !payload.ParseFromString(*entry.payload)) return std::nullopt;
  return payload;
}

// Checks the entry that the index of names points to, and its parsed `payload`. Returns what is wrong; empty
// if nothing is wrong. A missing payload is not a fault here.
std::string FaultOf(const store::Record& record, const store::Entry& entry,
                    const std::optional<EntryPayload>& payload) {
  const std::string which = EntryNumber(entry.index);
  std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
  if (!leaf) return absl::StrCat("the leaf of ", which, " cannot be parsed");
  if (leaf->resource != record.resource) {
    return absl::StrCat("the index of names points to ", which, ", which belongs to ", leaf->resource);
  }
  if (!entry.payload) return "";
  if (log::Digest digest = log::Sha256(*entry.payload); digest != leaf->payload_sha256) {
    return absl::StrCat("the stored payload of ", which, " has SHA-256 ", log::ToHex(digest),
                        "; its leaf commits to ", log::ToHex(leaf->payload_sha256));
  }
  if (!payload || !Fits(*leaf, *payload)) {
    return absl::StrCat("the payload of ", which, " cannot be parsed as ", record.resource);
  }
  return "";
}

}  // namespace

absl::StatusOr<std::optional<verbatim::v1::Checkpoint>> EntryVerifier::OpenCheckpoint() {
  auto latest = checkpoints_.Latest();
  if (!latest.ok()) {
    if (!IsDamage(latest.status())) return latest.status();
    no_checkpoint_ = "the checkpoint cannot be computed: hashes of the log's tree are missing or damaged";
    return std::nullopt;
  }
  absl::StatusOr<log::Note> note = log::Note::FromText(latest->note());
  absl::StatusOr<log::Checkpoint> opened =
      note.ok() ? log::OpenCheckpoint(*note, identity_.verifier()) : note.status();
  if (!opened.ok()) {
    no_checkpoint_ =
        absl::StrCat("the checkpoint is not signed by the log's key: ", opened.status().message());
    return std::nullopt;
  }
  checkpoint_ = *std::move(opened);
  return *std::move(latest);
}

absl::StatusOr<std::optional<EntryPayload>> EntryVerifier::Verify(std::string_view subject,
                                                                  const store::Record& record,
                                                                  Payload expected) {
  ABSL_ASSIGN_OR_RETURN(auto entry, Read(record.latest));
  const std::string which = EntryNumber(record.latest);
  if (!entry) {
    report_.Fail(CHECK_KIND_LOG_PAYLOAD, subject, absl::StrCat(which, " is missing or damaged"));
    report_.Skip(CHECK_KIND_LOG_INCLUSION, subject, absl::StrCat(which, " is missing or damaged"));
    return std::nullopt;
  }
  std::optional<EntryPayload> payload = ReadPayloadOf(*entry);
  std::string fault = FaultOf(record, *entry, payload);
  if (fault.empty()) {
    ABSL_ASSIGN_OR_RETURN(fault, FaultOfFirst(record));
  }
  if (!fault.empty()) {
    store_.damage().AddResource(record.resource, record.latest, fault);
    report_.Fail(CHECK_KIND_LOG_PAYLOAD, subject, fault);
  } else if (payload) {
    report_.Pass(CHECK_KIND_LOG_PAYLOAD, subject, absl::StrCat(which, " commits to the stored payload"));
  } else if (expected == Payload::kMayBeErased) {
    report_.Skip(CHECK_KIND_LOG_PAYLOAD, subject, absl::StrCat("the payload of ", which, " was erased"));
  } else {
    report_.Fail(
        CHECK_KIND_LOG_PAYLOAD, subject,
        absl::StrCat("the payload of ", which, " is missing, although the claim does not record an erasure"));
  }
  ABSL_RETURN_IF_ERROR(VerifyInclusion(subject, *entry));
  return payload;
}

absl::StatusOr<std::optional<store::Entry>> EntryVerifier::Read(store::LogIndex index) {
  auto entries = store_.ReadEntriesUnchecked(index, 1);
  if (!entries.ok() && !IsDamage(entries.status())) return FromStore(entries.status());
  if (!entries.ok() || entries->empty() || entries->front().index != index) return std::nullopt;
  if (!log::DecodeLeaf(entries->front().leaf)) {
    store_.damage().AddLog(absl::StrCat("the leaf of ", EntryNumber(index), " is damaged"));
  }
  return std::move(entries->front());
}

absl::StatusOr<std::string> EntryVerifier::FaultOfFirst(const store::Record& record) {
  ABSL_ASSIGN_OR_RETURN(auto entry, Read(record.created));
  std::optional<log::Leaf> leaf = entry ? log::DecodeLeaf(entry->leaf) : std::nullopt;
  bool creates =
      leaf && (leaf->type == log::EntryType::kDocumentCreated ||
               leaf->type == log::EntryType::kRevisionCreated || leaf->type == log::EntryType::kClaimCreated);
  if (creates && leaf->resource == record.resource) return "";
  return absl::StrCat("the index of names says that ", EntryNumber(record.created), " created ",
                      record.resource, ", but the entry did not create this resource");
}

absl::Status EntryVerifier::VerifyInclusion(std::string_view subject, const store::Entry& entry) {
  const std::string which = EntryNumber(entry.index);
  if (!checkpoint_) {
    report_.Fail(CHECK_KIND_LOG_INCLUSION, subject, no_checkpoint_);
    return absl::OkStatus();
  }
  auto index = static_cast<uint64_t>(entry.index);
  const std::string tree = absl::StrCat("the tree of ", checkpoint_->size, " entries");
  if (index >= checkpoint_->size) {
    report_.Fail(CHECK_KIND_LOG_INCLUSION, subject, absl::StrCat(which, " is not in ", tree));
    return absl::OkStatus();
  }
  auto proof = checkpoints_.ReadNodes(log::InclusionProof(index, checkpoint_->size));
  if (!proof.ok()) {
    if (!IsDamage(proof.status())) return proof.status();
    report_.Fail(CHECK_KIND_LOG_INCLUSION, subject, "hashes of the log's tree are missing or damaged");
    return absl::OkStatus();
  }
  log::Digest root = log::RootFromInclusionProof(index, checkpoint_->size, log::HashLeaf(entry.leaf), *proof);
  if (root == checkpoint_->root) {
    report_.Pass(CHECK_KIND_LOG_INCLUSION, subject,
                 absl::StrCat(which, " is in ", tree, ", signed by ", checkpoint_->origin));
  } else {
    report_.Fail(CHECK_KIND_LOG_INCLUSION, subject,
                 absl::StrCat("the proof of ", which, " yields root hash ", log::ToHex(root),
                              "; the signed root hash of ", tree, " is ", log::ToHex(checkpoint_->root)));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::registry
