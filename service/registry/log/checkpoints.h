#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

// The log's signing key, its origin, and the witnesses whose cosignatures are stored.
struct LogIdentity {
  log::SigningKey key;
  std::string origin;
  std::vector<log::VerifierKey> witnesses;

  log::VerifierKey verifier() const { return {origin, log::SignatureType::kEd25519, key.public_key()}; }
};

// Checkpoints of the log, and node hashes for proofs, computed from the hashes in the store. Returns the
// errors of FromStore (errors.h) unless a method states others. Any thread; methods may block on the store.
class Checkpoints {
 public:
  // Both must outlive this object.
  Checkpoints(store::Store& store, const LogIdentity& identity) : store_(store), identity_(identity) {}

  // Returns the log's current checkpoint, signed by the log, with its stored cosignatures.
  absl::StatusOr<verbatim::v1::Checkpoint> Latest();

  // Returns the newest checkpoint that a witness has cosigned. NOT_FOUND if there is none.
  absl::StatusOr<verbatim::v1::Checkpoint> LatestCosigned();

  // Stores cosignatures of a checkpoint. Returns the checkpoint with all of its stored cosignatures. Returns
  // the errors of LogService.AddCosignatures.
  absl::StatusOr<verbatim::v1::Checkpoint> AddCosignatures(const std::string& note_text);

  // Returns the hashes of these nodes of the tree. The log must have reached the end of each node.
  absl::StatusOr<std::vector<log::Digest>> ReadNodes(const std::vector<log::LeafRange>& nodes);

  // The hash of a leaf, and its inclusion proof.
  struct Inclusion {
    log::Digest leaf_hash;
    std::vector<log::Digest> hashes;
  };
  // Proves that leaf `index` is in the tree of `size` leaves. DATA_LOSS unless the proof yields the root of
  // that tree. REQUIRES: index < size, and the log has reached `size`.
  absl::StatusOr<Inclusion> ProveInclusion(uint64_t index, uint64_t size);

  // Records in the store's damage log that the log is damaged. Returns DATA_LOSS. `what` is for the operator.
  absl::Status LogDamaged(std::string_view what);

 private:
  absl::StatusOr<log::Digest> RootAt(uint64_t size);
  // Signs the tree of `size` leaves. DATA_LOSS if the log is known to be damaged or a check of it fails.
  absl::StatusOr<log::Note> SignAt(uint64_t size);
  // Compares each hash from which the root of a tree is made with the two hashes below it, or with its leaf.
  // Each hash is compared once in the life of this object.
  absl::Status CheckPeaks(uint64_t size);
  // Compares the newest stored checkpoint up to `size` with the tree. Once in the life of this object.
  absl::Status CheckKept(uint64_t size);

  // Adds the cosignatures of `given` to the stored checkpoint of this size, or to `own` if there is none.
  // Returns nothing if another server changed the stored checkpoint meanwhile.
  absl::StatusOr<std::optional<log::Note>> KeepOnce(const log::Note& own, const log::Note& given,
                                                    uint64_t size);

  store::Store& store_;
  const LogIdentity& identity_;

  sync::Mutex mutex_;
  uint64_t signed_size_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<log::Note> signed_note_ ABSL_GUARDED_BY(mutex_);  // for `signed_size_`
  bool kept_checked_ ABSL_GUARDED_BY(mutex_) = false;
  // The checked hashes of the complete subtrees of the signed tree, by the first and last leaf.
  std::map<std::pair<uint64_t, uint64_t>, log::Digest> checked_ ABSL_GUARDED_BY(mutex_);

  // Held while new cosignatures are merged with stored ones, so that concurrent calls lose none.
  sync::Mutex keeping_mutex_;
};

}  // namespace verbatim::registry
