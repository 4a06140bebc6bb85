#include "registry/records/replay.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/records/attachments.h"
#include "registry/records/counters.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::EntryPayload;

// Writes per commit.
constexpr size_t kWritesAtOnce = 1024;

absl::Status Unreadable(const store::Entry& entry, std::string_view what) {
  return absl::DataLossError(absl::StrCat("log entry ", entry.index, ": ", std::string(what)));
}

// Returns the index keys of a resource whose payload was erased. These are only the keys that follow from its
// name. The later entry that erased the payload has the other keys. A revision has no later entry and no
// other keys.
std::vector<std::string> KeysOfErased(const std::string& resource) {
  if (IsRevisionName(resource)) return RevisionKeys(DocumentOfRevision(resource));
  return {};
}

}  // namespace

// A NUL follows each item, and another NUL follows each list. Keys and names are not empty and contain no
// NUL.
std::string Replay::Encode(const Shadow& shadow) {
  std::string bytes;
  for (const auto* list : {&shadow.keys, &shadow.ever_cited}) {
    for (const std::string& item : *list) bytes.append(item).push_back('\0');
    bytes.push_back('\0');
  }
  return bytes;
}

Replay::Shadow Replay::Decode(std::string_view bytes) {
  Shadow shadow;
  for (auto* list : {&shadow.keys, &shadow.ever_cited}) {
    while (size_t length = bytes.find('\0')) {
      if (length == bytes.npos) return shadow;
      list->emplace_back(bytes.substr(0, length));
      bytes.remove_prefix(length + 1);
    }
    bytes.remove_prefix(1);
  }
  return shadow;
}

absl::StatusOr<std::optional<Replay::Written>> Replay::Find(const std::string& resource) {
  if (auto found = waiting_.find(resource); found != waiting_.end()) return found->second;
  // The copy has other payloads than its leaves commit to.
  ABSL_ASSIGN_OR_RETURN(auto record, copy_.GetUnchecked(resource));
  if (!record) return std::nullopt;
  return Written{record->latest, Decode(*record->payload)};
}

absl::StatusOr<Replay::Shadow> Replay::ShadowOf(const store::Entry& entry, const log::Leaf& leaf,
                                                const EntryPayload& payload,
                                                const std::optional<Written>& before) {
  if (!entry.payload) return before ? before->shadow : Shadow{KeysOfErased(leaf.resource), {}};
  switch (payload.resource_case()) {
    case EntryPayload::kDocument:
      return Shadow{DocumentKeys(payload), {}};
    case EntryPayload::kRevision:
      return Shadow{RevisionKeys(DocumentOfRevision(leaf.resource)), {}};
    case EntryPayload::kEvidence:
      return Shadow{EvidenceKeys(payload.evidence()),
                    {std::string(DocumentOfRevision(payload.evidence().citation().revision()))}};
    case EntryPayload::kReview:
      return Shadow{ReviewKeys(payload.review()), {}};
    case EntryPayload::kLink:
      return Shadow{LinkKeys(payload.link()), {}};
    case EntryPayload::kClaim:
    case EntryPayload::RESOURCE_NOT_SET:
      break;
  }
  absl::StatusOr<StoredClaim> claim = ReadStoredClaim(entry.index, entry.payload);
  if (!claim.ok()) return Unreadable(entry, "the payload contains no resource");
  return Shadow{AllClaimKeys(*claim), claim->ever_cited};
}

std::vector<std::string> Replay::CountersOf(const log::Leaf& leaf, const EntryPayload& payload,
                                            const std::vector<std::string>& newly_cited) {
  if (IsRevisionName(leaf.resource)) {
    if (NumberOfRevision(leaf.resource) == 1) return {};
    return {RevisionCounter(DocumentOfRevision(leaf.resource))};
  }
  if (payload.has_document() && payload.document().has_erasure()) return {ErasureCounter(leaf.resource)};
  if (payload.has_claim()) {
    std::vector<std::string> counters = ClaimCounters(newly_cited);
    if (payload.claim().has_erasure()) counters.push_back(ErasureCounter(leaf.resource));
    return counters;
  }
  std::vector<std::string> counters;
  if (payload.has_evidence()) {
    for (const std::string& document : newly_cited) counters.push_back(EvidenceCounter(document));
  }
  return counters;
}

absl::StatusOr<store::Write*> Replay::WriteOf(const log::Leaf& leaf) {
  // The entries of one request are consecutive.
  if (!leaf.request_id.empty() && !writes_.empty()) {
    const std::optional<store::RequestKey>& last = writes_.back().request;
    if (last && last->principal == leaf.principal && last->request_id == leaf.request_id) {
      return &writes_.back();
    }
  }
  // Flush only between writes, because the entries of one request must be in one commit.
  if (writes_.size() >= kWritesAtOnce) ABSL_RETURN_IF_ERROR(Flush());
  store::Write& write = writes_.emplace_back();
  if (!leaf.request_id.empty()) write.request = store::RequestKey{leaf.principal, leaf.request_id, ""};
  return &write;
}

absl::Status Replay::Add(const store::Entry& entry) {
  const std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
  if (!leaf) return Unreadable(entry, "the leaf cannot be parsed");
  EntryPayload payload;
  if (entry.payload && !payload.ParseFromString(*entry.payload)) {
    return Unreadable(entry, "the payload cannot be parsed");
  }
  ABSL_ASSIGN_OR_RETURN(const std::optional<Written> before, Find(leaf->resource));
  ABSL_ASSIGN_OR_RETURN(Shadow shadow, ShadowOf(entry, *leaf, payload, before));
  const Shadow shadow_before = before ? before->shadow : Shadow{};

  store::NewEntry copy;
  copy.leaf = entry.leaf;
  copy.payload = Encode(shadow);
  copy.resource = leaf->resource;
  if (before) copy.replaces = before->latest;
  copy.add_keys = Difference(shadow.keys, shadow_before.keys);
  copy.remove_keys = Difference(shadow_before.keys, shadow.keys);
  copy.counters = CountersOf(*leaf, payload, Difference(shadow.ever_cited, shadow_before.ever_cited));
  if (payload.has_revision()) {
    const bool text_is_content = payload.revision().content_sha256() == payload.revision().text_sha256();
    copy.attachments.resize(text_is_content ? kContentAttachment : kContentAttachment + 1);
  }

  ABSL_ASSIGN_OR_RETURN(store::Write * write, WriteOf(*leaf));
  const std::string& fingerprint =
      payload.request_hmac().empty() ? payload.request_sha256() : payload.request_hmac();
  if (write->request && !fingerprint.empty()) write->request->fingerprint = fingerprint;
  waiting_[copy.resource] = {entry.index, std::move(shadow)};
  write->entries.push_back(std::move(copy));
  return absl::OkStatus();
}

absl::Status Replay::Flush() {
  if (writes_.empty()) return absl::OkStatus();
  ABSL_ASSIGN_OR_RETURN(auto results, copy_.Commit(writes_));
  for (size_t i = 0; i < results.size(); ++i) {
    if (results[i].outcome == store::WriteResult::Outcome::kCommitted) continue;
    return absl::DataLossError(
        absl::StrCat("the log entries of ", writes_[i].entries.front().resource, " are inconsistent"));
  }
  if (on_writes_) ABSL_RETURN_IF_ERROR(on_writes_(writes_));
  writes_.clear();
  waiting_.clear();
  return absl::OkStatus();
}

}  // namespace verbatim::registry
