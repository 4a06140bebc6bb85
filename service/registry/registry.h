#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "log/hmac.h"
#include "registry/audit/copy_log.h"
#include "registry/audit/damage.h"
#include "registry/audit/fsck.h"
#include "registry/audit/scrub.h"
#include "registry/audit/unkeyed_digests.h"
#include "registry/audit/verification.h"
#include "registry/claims/claims.h"
#include "registry/claims/drafts.h"
#include "registry/commit/availability.h"
#include "registry/commit/clock_guard.h"
#include "registry/commit/commit_queue.h"
#include "registry/documents/documents.h"
#include "registry/log/checkpoints.h"
#include "registry/log/log_feed.h"
#include "registry/log/log_reader.h"
#include "registry/provenance/proof_bundle.h"
#include "registry/provenance/traces.h"
#include "registry/records/index_keys.h"
#include "registry/records/log_entries.h"
#include "registry/records/wire_splice.h"
#include "registry/requests/environment.h"
#include "registry/requests/limits.h"
#include "registry/requests/serialized_message.h"
#include "registry/requests/validation.h"
#include "registry/reviews/claim_importer.h"
#include "registry/reviews/evidence.h"
#include "registry/reviews/links.h"
#include "registry/reviews/reviews.h"
#include "registry/sources/page_texts.h"
#include "registry/sources/refused_quotes.h"
#include "registry/sources/registry_context.h"
#include "registry/sources/revision_texts.h"
#include "registry/sources/revisions.h"
#include "registry/sources/to_proto.h"
#include "status/errors.h"
#include "store/store.h"
#include "sync/erasable_caches.h"

namespace verbatim::registry {

// All rules of the domain, and the only write path. Independent of the transport: requests and responses are
// messages of verbatim.v1, errors are those of status/errors.h. Any thread.
//
// A write: an operation of documents/, claims/ or reviews/ validates the request (requests/), grounds and
// attests its quotes in the texts of revisions (sources/), builds log entries (records/) and submits them to
// the commit queue (commit/), which notifies the log feed (log/). log/ and provenance/ prove what was stored;
// audit/ verifies it.
class Registry {
 public:
  // `store` must outlive the registry. `on_availability`: see CommitQueue::Listeners; may be empty.
  Registry(store::Store& store, Limits limits, Environment environment, LogIdentity identity,
           std::function<void(bool)> on_availability, ClockOptions clock = {})
      : store_(store),
        availability_(std::move(on_availability)),
        limits_(limits),
        environment_(std::move(environment)),
        identity_(std::move(identity)),
        texts_(store, caches_, limits.text_cache_bytes),
        alignments_(caches_, limits.alignment_cache_bytes),
        locks_(limits.calls_at_documents),
        context_{store, queue_, caches_, texts_, alignments_, locks_, refused_quotes_, environment_, limits_},
        checkpoints_(store, identity_),
        log_(store, checkpoints_, limits_),
        provenance_(store, checkpoints_, texts_),
        verification_(store, checkpoints_, identity_),
        feed_(store, caches_, limits.feed_tick),
        drafts_(texts_, limits_),
        traces_(store, texts_, caches_, environment_, limits_),
        pages_(store, texts_),
        documents_(context_),
        claims_(context_),
        evidence_(context_),
        reviews_(context_),
        links_(context_),
        claim_importer_(context_),
        queue_(store, environment_, limits_, std::move(clock),
               {.on_commit = [this] { feed_.Announce(); },
                .on_availability = [this](bool writable) { availability_.SetWritable(writable); }}) {
    store_.Listen({.on_entries =
                       [this](bool erased) {
                         if (erased) caches_.EraseAll();
                         feed_.Announce();
                       },
                   .on_reachable = [this](bool reachable) { availability_.SetReachable(reachable); }});
  }
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;
  ~Registry() { store_.Listen({}); }

  // Call this before serving a call. Afterwards reads see every entry that any server had acknowledged before
  // or, if `min_log_size` is given, at least so many entries of the log. OUT_OF_RANGE if the log has fewer;
  // also returns the errors of the store. Blocks on the store if several servers share it.
  absl::Status CatchUp(std::optional<int64_t> min_log_size) {
    if (min_log_size && store_.KnownSize() >= *min_log_size) return absl::OkStatus();
    const absl::StatusOr<int64_t> size = store_.Confirm();
    if (!size.ok()) return FromStore(size.status());
    if (min_log_size && *size < *min_log_size)
      return SizeNotReached("verbatim-min-log-size", *min_log_size, *size);
    return absl::OkStatus();
  }

  // Like CatchUp without a size, but calls `done` with the status, on any thread. `done` must not block.
  void CatchUpLater(absl::AnyInvocable<void(const absl::Status&) &&> done) {
    store_.ConfirmLater([done = std::move(done)](const absl::StatusOr<int64_t>& size) mutable {
      std::move(done)(size.ok() ? absl::OkStatus() : FromStore(size.status()));
    });
  }
  // Whether CatchUp may have to wait, because several servers may share the store.
  bool CatchUpMayWait() const { return store_.MayChange(); }

  // Reads that this server answers from now on see at least so many entries of the log, also those that it
  // wrote.
  int64_t KnownLogSize() const { return store_.KnownSize(); }

  Documents& documents() { return documents_; }
  RevisionPages& pages() { return pages_; }
  Claims& claims() { return claims_; }
  EvidenceRecords& evidence() { return evidence_; }
  Reviews& reviews() { return reviews_; }
  Links& links() { return links_; }
  ClaimImporter& claim_importer() { return claim_importer_; }
  Traces& traces() { return traces_; }
  Drafts& drafts() { return drafts_; }
  Provenance& provenance() { return provenance_; }
  Verification& verification() { return verification_; }
  const LogIdentity& identity() const { return identity_; }
  LogReader& log() { return log_; }
  LogFeed& feed() { return feed_; }
  const Limits& limits() const { return limits_; }
  // Returns a digest that can stay in the log although `bytes` may be erased (Environment::digest_key).
  log::Digest KeyedDigest(std::string_view bytes) const {
    return log::HmacSha256(environment_.digest_key, bytes);
  }
  CommitQueue& commits() { return queue_; }
  const RefusedQuotes& refused_quotes() const { return refused_quotes_; }
  // All caches in memory that hold recorded words.
  sync::ErasableCaches& caches() { return caches_; }
  const sync::ErasableCaches& caches() const { return caches_; }

 private:
  store::Store& store_;
  Availability availability_;
  const Limits limits_;
  const Environment environment_;
  const LogIdentity identity_;
  sync::ErasableCaches caches_;
  RevisionTexts texts_;
  Alignments alignments_;
  DocumentLocks locks_;
  RefusedQuotes refused_quotes_;
  const RegistryContext context_;
  Checkpoints checkpoints_;
  LogReader log_;
  Provenance provenance_;
  Verification verification_;
  LogFeed feed_;
  Drafts drafts_;
  Traces traces_;
  RevisionPages pages_;
  Documents documents_;
  Claims claims_;
  EvidenceRecords evidence_;
  Reviews reviews_;
  Links links_;
  ClaimImporter claim_importer_;
  CommitQueue queue_;  // last: callbacks on its threads use all of the above
};

}  // namespace verbatim::registry
