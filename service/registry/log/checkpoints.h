#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "log/checkpoint.h"
#include "log/merkle.h"
#include "log/note.h"
#include "store/store.h"
#include "sync/mutex.h"
#include "verbatim/v1/log.pb.h"

namespace verbatim::registry {

// By which the log is signed, and whose cosignatures are kept.
struct LogIdentity {
  log::SigningKey key;
  std::string origin;
  std::vector<log::VerifierKey> witnesses;

  log::VerifierKey verifier() const { return {origin, log::SignatureType::kEd25519, key.public_key()}; }
};

// Heads and proofs of the log's tree, out of the hashes in the store. Any thread; methods may block on the
// store.
class Checkpoints {
 public:
  // Both must outlive it.
  Checkpoints(store::Store& store, const LogIdentity& identity) : store_(store), identity_(identity) {}

  // The log as it is now, signed, with the cosignatures that are kept of it.
  absl::StatusOr<verbatim::v1::Checkpoint> Latest();

  // The newest that a witness has signed; NOT_FOUND if there is none.
  absl::StatusOr<verbatim::v1::Checkpoint> LatestCosigned();

  // Keeps cosignatures, as LogService.AddCosignatures says.
  absl::StatusOr<verbatim::v1::Checkpoint> AddCosignatures(const std::string& note_text);

  // The nodes' hashes. The store has them: the tree has reached their ends.
  absl::StatusOr<std::vector<log::Digest>> ReadNodes(const std::vector<log::LeafRange>& nodes);

 private:
  absl::StatusOr<log::Digest> RootAt(uint64_t size);
  absl::StatusOr<log::Note> SignAt(uint64_t size);

  store::Store& store_;
  const LogIdentity& identity_;

  sync::Mutex mutex_;
  uint64_t signed_size_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<log::Note> signed_note_ ABSL_GUARDED_BY(mutex_);  // of that size

  sync::Mutex keeping_mutex_;  // one who keeps cosignatures at a time, so that none are lost
};

}  // namespace verbatim::registry
