#pragma once

#include <functional>
#include <utility>

#include "registry/audit/fsck.h"
#include "registry/audit/verification.h"
#include "registry/claims/claims.h"
#include "registry/claims/drafts.h"
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
#include "registry/reviews/reviews.h"
#include "registry/sources/attestation.h"
#include "registry/sources/grounding.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"

namespace verbatim::registry {

// The domain: every rule, and the one write path. It knows nothing of gRPC; its requests and answers are the
// contract's messages, its errors are those of errors.h. Any thread.
//
// The data's way: documents.h, claims.h and reviews.h check a request (validation.h) and hold its quotes to
// their sources (grounding.h and attestation.h, on texts from revision_texts.h), make log entries of what is
// to be stored (records.h), and hand them to the one committer (commit_queue.h), which tells those who follow
// the log (log_feed.h). What was stored is proven by checkpoints.h, log_reader.h and provenance.h, and
// checked anew by verification.h.
class Registry {
 public:
  // `store` must outlive the registry. `on_availability` as CommitQueue says.
  Registry(store::Store& store, Limits limits, Environment environment, LogIdentity identity,
           std::function<void(bool)> on_availability)
      : limits_(limits),
        environment_(std::move(environment)),
        identity_(std::move(identity)),
        texts_(store, limits.text_cache_bytes),
        alignments_(limits.alignment_cache_bytes),
        gate_(limits.calls_at_documents),
        checkpoints_(store, identity_),
        log_(store, checkpoints_, limits_),
        provenance_(store, checkpoints_, texts_),
        verification_(store, checkpoints_, identity_),
        feed_(store, limits.feed_tick),
        drafts_(texts_, limits_),
        traces_(store, texts_, limits_),
        documents_(RegistryContext{store, queue_, texts_, alignments_, gate_, environment_, limits_}),
        claims_(RegistryContext{store, queue_, texts_, alignments_, gate_, environment_, limits_}),
        reviews_(RegistryContext{store, queue_, texts_, alignments_, gate_, environment_, limits_}),
        recordings_(RegistryContext{store, queue_, texts_, alignments_, gate_, environment_, limits_},
                    claims_, reviews_),
        queue_(store, limits_,
               {.on_commit = [this] { feed_.Announce(); }, .on_availability = std::move(on_availability)}) {}

  Documents& documents() { return documents_; }
  Claims& claims() { return claims_; }
  Reviews& reviews() { return reviews_; }
  ClaimImporter& recordings() { return recordings_; }
  Traces& traces() { return traces_; }
  Drafts& drafts() { return drafts_; }
  Provenance& provenance() { return provenance_; }
  Verification& verification() { return verification_; }
  const LogIdentity& identity() const { return identity_; }
  LogReader& log() { return log_; }
  LogFeed& feed() { return feed_; }
  const Limits& limits() const { return limits_; }

 private:
  const Limits limits_;
  const Environment environment_;
  const LogIdentity identity_;
  RevisionTexts texts_;
  Alignments alignments_;
  DocumentLocks gate_;
  Checkpoints checkpoints_;
  LogReader log_;
  Provenance provenance_;
  Verification verification_;
  LogFeed feed_;
  Drafts drafts_;
  Traces traces_;
  Documents documents_;
  Claims claims_;
  Reviews reviews_;
  ClaimImporter recordings_;
  CommitQueue queue_;  // last: its committer's callbacks use all of the above
};

}  // namespace verbatim::registry
