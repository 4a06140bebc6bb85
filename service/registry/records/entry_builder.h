#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/caller.h"
#include "google/protobuf/timestamp.pb.h"
#include "log/leaf.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/environment.h"
#include "store/store.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/link.pb.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verbatim/v1/review.pb.h"

// Builds log entries: the payload (EntryPayload), the leaf that commits to the payload, and the index keys
// and counters that follow from the payload. The store keeps nothing else about a resource. All state can
// therefore be derived from the log (replay.h).
namespace verbatim::registry {

// The author, time and request of a write.
struct WriteContext {
  const Environment& environment;
  const access::Caller& caller;
  const std::optional<store::RequestKey>& request;
  int64_t now_micros = 0;  // since 1970-01-01T00:00:00Z
};

// Makes an entry that records `payload` as the state of `resource`. Adds the salt and the request's digest to
// the payload.
store::NewEntry MakeEntry(log::EntryType type, const std::string& resource,
                          verbatim::v1::EntryPayload payload, const WriteContext& context);

// Makes the entry of a resource that replaces `before`, with the changes to index keys and counters. `before`
// is null for a new resource. `payload` has the document.
store::NewEntry MakeDocumentEntry(log::EntryType type, verbatim::v1::EntryPayload payload,
                                  const verbatim::v1::EntryPayload* before, const WriteContext& context);
store::NewEntry MakeClaimEntry(log::EntryType type, StoredClaim claim, const StoredClaim* before,
                               const WriteContext& context);
store::NewEntry MakeEvidenceEntry(log::EntryType type, const verbatim::v1::Evidence& evidence,
                                  const verbatim::v1::Evidence* before, const WriteContext& context);
store::NewEntry MakeReviewEntry(log::EntryType type, const verbatim::v1::Review& review,
                                const verbatim::v1::Review* before, const WriteContext& context);
store::NewEntry MakeLinkEntry(log::EntryType type, const verbatim::v1::Link& link,
                              const verbatim::v1::Link* before, const WriteContext& context);

google::protobuf::Timestamp ToTimestamp(int64_t micros);

}  // namespace verbatim::registry
