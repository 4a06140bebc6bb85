#include "registry/records/entry_builder.h"

#include <utility>

#include "google/protobuf/util/time_util.h"
#include "log/sha256.h"
#include "registry/records/counters.h"
#include "registry/records/index_keys.h"
#include "registry/records/text_keys.h"
#include "status/names.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::EntryPayload;
using verbatim::v1::Evidence;
using verbatim::v1::Link;
using verbatim::v1::Review;

constexpr size_t kSaltBytes = 32;  // same length as the digest that it protects

// Adds the changes of index keys from `keys_before` to `keys`. `keys_before` is empty for a new resource.
store::NewEntry WithKeys(store::NewEntry entry, std::vector<std::string> keys,
                         const std::vector<std::string>& keys_before) {
  if (keys_before.empty()) {
    entry.add_keys = std::move(keys);
  } else {
    entry.add_keys = Difference(keys, keys_before);
    entry.remove_keys = Difference(keys_before, keys);
  }
  return entry;
}

}  // namespace

store::NewEntry MakeEntry(log::EntryType type, const std::string& resource, EntryPayload payload,
                          const WriteContext& context) {
  std::string& salt = *payload.mutable_salt();
  salt.resize(kSaltBytes);
  context.environment.random_bytes({reinterpret_cast<uint8_t*>(salt.data()), salt.size()});
  if (context.request) payload.set_request_hmac(context.request->fingerprint);
  payload.set_caller_display_name(context.caller.display_name);

  store::NewEntry entry;
  entry.resource = resource;
  std::string bytes = payload.SerializeAsString();
  entry.leaf = log::EncodeLeaf({.type = type,
                                .time_micros = context.now_micros,
                                .payload_sha256 = log::Sha256(bytes),
                                .resource = resource,
                                .principal = context.caller.principal,
                                .request_id = context.request ? context.request->request_id : ""});
  entry.payload = std::move(bytes);
  return entry;
}

store::NewEntry MakeDocumentEntry(log::EntryType type, EntryPayload payload, const EntryPayload* before,
                                  const WriteContext& context) {
  const std::string name = payload.document().name();
  std::vector<std::string> keys = DocumentKeys(payload);
  return WithKeys(MakeEntry(type, name, std::move(payload), context), std::move(keys),
                  before != nullptr ? DocumentKeys(*before) : std::vector<std::string>());
}

store::NewEntry MakeClaimEntry(log::EntryType type, StoredClaim claim, const StoredClaim* before,
                               const WriteContext& context) {
  claim.text_key = KeyOfClaimText(claim.claim.text());
  std::vector<std::string> keys = AllClaimKeys(claim);
  EntryPayload payload;
  payload.set_text_key(claim.text_key);
  if (claim.ever_cited != CitedDocuments(claim.claim)) {
    payload.mutable_cited_documents()->Assign(claim.ever_cited.begin(), claim.ever_cited.end());
  }
  const std::string name = claim.claim.name();
  claim.claim.clear_etag();
  claim.claim.clear_log_index();
  *payload.mutable_claim() = std::move(claim.claim);
  store::NewEntry entry = WithKeys(MakeEntry(type, name, std::move(payload), context), std::move(keys),
                                   before != nullptr ? AllClaimKeys(*before) : std::vector<std::string>());
  entry.counters =
      ClaimCounters(before != nullptr ? Difference(claim.ever_cited, before->ever_cited) : claim.ever_cited);
  if (type == log::EntryType::kClaimErased) entry.counters.push_back(ErasureCounter(name));
  return entry;
}

store::NewEntry MakeEvidenceEntry(log::EntryType type, const Evidence& evidence, const Evidence* before,
                                  const WriteContext& context) {
  EntryPayload payload;
  *payload.mutable_evidence() = evidence;
  payload.mutable_evidence()->clear_etag();
  payload.mutable_evidence()->clear_log_index();
  store::NewEntry entry =
      WithKeys(MakeEntry(type, evidence.name(), std::move(payload), context), EvidenceKeys(evidence),
               before != nullptr ? EvidenceKeys(*before) : std::vector<std::string>());
  if (before == nullptr) {
    entry.counters = {EvidenceCounter(DocumentOfRevision(evidence.citation().revision()))};
  }
  return entry;
}

store::NewEntry MakeReviewEntry(log::EntryType type, const Review& review, const Review* before,
                                const WriteContext& context) {
  EntryPayload payload;
  *payload.mutable_review() = review;
  payload.mutable_review()->clear_etag();
  payload.mutable_review()->clear_log_index();
  return WithKeys(MakeEntry(type, review.name(), std::move(payload), context), ReviewKeys(review),
                  before != nullptr ? ReviewKeys(*before) : std::vector<std::string>());
}

store::NewEntry MakeLinkEntry(log::EntryType type, const Link& link, const Link* before,
                              const WriteContext& context) {
  EntryPayload payload;
  *payload.mutable_link() = link;
  payload.mutable_link()->clear_etag();
  payload.mutable_link()->clear_log_index();
  return WithKeys(MakeEntry(type, link.name(), std::move(payload), context), LinkKeys(link),
                  before != nullptr ? LinkKeys(*before) : std::vector<std::string>());
}

google::protobuf::Timestamp ToTimestamp(int64_t micros) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(micros);
}

}  // namespace verbatim::registry
