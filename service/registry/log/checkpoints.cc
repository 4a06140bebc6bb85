#include "registry/log/checkpoints.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "text/unicode/utf8.h"

namespace verbatim::registry {
namespace {

// How often cosignatures are merged again after another server changed the same checkpoint. Witnesses sign seldom.
constexpr int kKeepAttempts = 16;

absl::StatusOr<verbatim::v1::Checkpoint> ToCheckpoint(const log::Note& note) {
  absl::StatusOr<log::Checkpoint> checkpoint = log::Checkpoint::FromText(note.text);
  if (!checkpoint.ok()) return StorageDamaged("a stored checkpoint cannot be parsed");
  verbatim::v1::Checkpoint proto;
  proto.set_note(note.ToText());
  proto.set_size(static_cast<int64_t>(checkpoint->size));
  proto.set_root_hash(log::ToBytes(checkpoint->root));
  return proto;
}

absl::StatusOr<log::Note> ReadKept(const store::KeptCheckpoint& kept) {
  absl::StatusOr<log::Note> note = log::Note::FromText(kept.note);
  if (!note.ok() || text::FindInvalidUtf8(kept.note)) {
    return StorageDamaged("a stored checkpoint cannot be parsed");
  }
  return note;
}

// Adds a signature. Replaces an older signature by the same key.
void Put(const log::NoteSignature& signature, std::vector<log::NoteSignature>& signatures) {
  std::erase_if(signatures, [&](const log::NoteSignature& other) {
    return other.name == signature.name && other.key_id == signature.key_id;
  });
  signatures.push_back(signature);
}

}  // namespace

absl::StatusOr<std::vector<log::Digest>> Checkpoints::ReadNodes(const std::vector<log::LeafRange>& nodes) {
  log::NodeHashes hashes(nodes);
  ABSL_ASSIGN_OR_RETURN(auto stored, FromStore(store_.ReadHashes(hashes.positions())));
  return hashes.Fold(stored);
}

absl::StatusOr<log::Digest> Checkpoints::RootAt(uint64_t size) {
  if (size == 0) return log::EmptyRoot();
  ABSL_ASSIGN_OR_RETURN(auto hashes, ReadNodes({{0, size}}));
  return hashes.front();
}

absl::Status Checkpoints::LogDamaged(std::string_view what) {
  store_.damage().AddLog(what);
  return StorageDamaged("the log");
}

absl::StatusOr<Checkpoints::Inclusion> Checkpoints::ProveInclusion(uint64_t index, uint64_t size) {
  std::vector<log::LeafRange> nodes = log::InclusionProof(index, size);
  nodes.push_back({index, index + 1});
  ABSL_ASSIGN_OR_RETURN(auto hashes, ReadNodes(nodes));
  ABSL_ASSIGN_OR_RETURN(const log::Digest root, RootAt(size));
  Inclusion proof{hashes.back(), {}};
  hashes.pop_back();
  if (log::RootFromInclusionProof(index, size, proof.leaf_hash, hashes) != root) {
    return LogDamaged(absl::StrCat("the tree's hashes do not prove log entry ", index));
  }
  proof.hashes = std::move(hashes);
  return proof;
}

absl::Status Checkpoints::CheckPeaks(uint64_t size) {
  std::vector<log::LeafRange> nodes;
  for (uint64_t begin = 0; begin < size;) {
    const log::LeafRange peak{begin, begin + std::bit_floor(size - begin)};
    const uint64_t middle = peak.begin + (peak.end - peak.begin) / 2;
    begin = peak.end;
    nodes.push_back(peak);
    if (middle > peak.begin) nodes.insert(nodes.end(), {{peak.begin, middle}, {middle, peak.end}});
  }
  ABSL_ASSIGN_OR_RETURN(const auto hashes, ReadNodes(nodes));
  std::map<std::pair<uint64_t, uint64_t>, log::Digest> before;
  {
    sync::MutexLock lock(mutex_);
    before = checked_;
  }
  std::map<std::pair<uint64_t, uint64_t>, log::Digest> checked;
  for (size_t i = 0; i < nodes.size();) {
    const std::pair place(nodes[i].begin, nodes[i].end);
    const bool is_leaf = place.second - place.first == 1;
    const auto known = before.find(place);
    if (known == before.end() || known->second != hashes[i]) {
      log::Digest expected = {};
      if (is_leaf) {
        ABSL_ASSIGN_OR_RETURN(
            const auto page,
            FromStore(store_.ListEntries(
                {.first = static_cast<store::LogIndex>(place.first), .limit = 1, .leaves_only = true})));
        if (!page.entries.empty()) expected = log::HashLeaf(page.entries.front().leaf);
      } else {
        expected = log::HashChildren(hashes[i + 1], hashes[i + 2]);
      }
      if (expected != hashes[i]) {
        return LogDamaged(absl::StrCat("the tree's hash of log entries ", place.first, " to ",
                                       place.second - 1, " is wrong"));
      }
    }
    checked.emplace(place, hashes[i]);
    i += is_leaf ? 1 : 3;
  }
  sync::MutexLock lock(mutex_);
  checked_ = std::move(checked);
  return absl::OkStatus();
}

absl::Status Checkpoints::CheckKept(uint64_t size) {
  {
    sync::MutexLock lock(mutex_);
    if (kept_checked_) return absl::OkStatus();
  }
  ABSL_ASSIGN_OR_RETURN(const auto kept, FromStore(store_.FindCheckpoint(static_cast<int64_t>(size))));
  if (kept) {
    ABSL_ASSIGN_OR_RETURN(const log::Note note, ReadKept(*kept));
    const auto checkpoint = log::Checkpoint::FromText(note.text);
    if (!checkpoint.ok()) return StorageDamaged("a stored checkpoint cannot be parsed");
    ABSL_ASSIGN_OR_RETURN(const log::Digest root, RootAt(checkpoint->size));
    if (root != checkpoint->root) {
      return LogDamaged(
          absl::StrCat("the tree does not continue the stored checkpoint of size ", checkpoint->size));
    }
  }
  sync::MutexLock lock(mutex_);
  kept_checked_ = true;
  return absl::OkStatus();
}

absl::StatusOr<log::Note> Checkpoints::SignAt(uint64_t size) {
  if (store_.damage().IsLogDamaged()) return StorageDamaged("the log");
  {
    sync::MutexLock lock(mutex_);
    if (signed_note_ && signed_size_ == size) return *signed_note_;
  }
  ABSL_RETURN_IF_ERROR(CheckKept(size));
  ABSL_RETURN_IF_ERROR(CheckPeaks(size));
  ABSL_ASSIGN_OR_RETURN(log::Digest root, RootAt(size));
  log::Note note{log::Checkpoint{identity_.origin, size, root}.ToText(), {}};
  log::SignNote(identity_.key, identity_.origin, note);
  sync::MutexLock lock(mutex_);
  signed_size_ = size;
  signed_note_ = note;
  return note;
}

absl::StatusOr<verbatim::v1::Checkpoint> Checkpoints::Latest() {
  if (store_.damage().IsLogDamaged()) return StorageDamaged("the log");
  ABSL_ASSIGN_OR_RETURN(const int64_t size, FromStore(store_.Size()));
  ABSL_ASSIGN_OR_RETURN(auto kept, FromStore(store_.FindCheckpoint(size)));
  ABSL_ASSIGN_OR_RETURN(log::Note note,
                        kept && kept->size == size ? ReadKept(*kept) : SignAt(static_cast<uint64_t>(size)));
  return ToCheckpoint(note);
}

absl::StatusOr<verbatim::v1::Checkpoint> Checkpoints::LatestCosigned() {
  ABSL_ASSIGN_OR_RETURN(auto kept, FromStore(store_.FindCheckpoint(std::numeric_limits<int64_t>::max())));
  if (!kept) return NotFound("cosigned", "checkpoint with a cosignature");
  ABSL_ASSIGN_OR_RETURN(log::Note note, ReadKept(*kept));
  return ToCheckpoint(note);
}

absl::StatusOr<verbatim::v1::Checkpoint> Checkpoints::AddCosignatures(const std::string& note_text) {
  absl::StatusOr<log::Note> given = log::Note::FromText(note_text);
  if (!given.ok()) return InvalidField("note", std::string(given.status().message()));
  absl::StatusOr<log::Checkpoint> checkpoint = log::OpenCheckpoint(*given, identity_.verifier());
  if (!checkpoint.ok()) return InvalidField("note", std::string(checkpoint.status().message()));
  ABSL_ASSIGN_OR_RETURN(const int64_t size, FromStore(store_.Size()));
  if (checkpoint->size > static_cast<uint64_t>(size)) {
    return SizeNotReached("note", static_cast<int64_t>(checkpoint->size), size);
  }
  ABSL_ASSIGN_OR_RETURN(log::Note own, SignAt(checkpoint->size));
  // The log's key signed another history. For example, a copy of the database was written to.
  if (own.text != given->text)
    return InvalidField("note", "is a checkpoint of another log with the same key");

  // Another server may add signatures to the same checkpoint in between.
  for (int attempt = 0; attempt < kKeepAttempts; ++attempt) {
    ABSL_ASSIGN_OR_RETURN(const std::optional<log::Note> kept, KeepOnce(own, *given, checkpoint->size));
    if (kept) return ToCheckpoint(*kept);
  }
  return TooContended("checkpoint");
}

absl::StatusOr<std::optional<log::Note>> Checkpoints::KeepOnce(const log::Note& own, const log::Note& given,
                                                               uint64_t size) {
  sync::MutexLock lock(keeping_mutex_);
  ABSL_ASSIGN_OR_RETURN(auto kept, FromStore(store_.FindCheckpoint(static_cast<int64_t>(size))));
  if (kept && kept->size != static_cast<int64_t>(size)) kept.reset();
  log::Note note = own;
  if (kept) {
    ABSL_ASSIGN_OR_RETURN(note, ReadKept(*kept));
  }
  bool any = false;
  for (const log::NoteSignature& signature : given.signatures) {
    for (const log::VerifierKey& witness : identity_.witnesses) {
      if (signature.name != witness.name || signature.key_id != witness.id()) continue;
      if (!log::VerifySignature(witness, note.text, signature)) {
        return InvalidField("note", absl::StrCat("the signature of ", witness.name, " is wrong"));
      }
      Put(signature, note.signatures);
      any = true;
    }
  }
  if (!any) return InvalidField("note", "has no signature of a witness that this server is configured with");
  ABSL_ASSIGN_OR_RETURN(const bool stored,
                        FromStore(store_.KeepCheckpoint({static_cast<int64_t>(size), note.ToText()},
                                                        kept ? std::optional(kept->note) : std::nullopt)));
  if (!stored) return std::nullopt;
  return note;
}

}  // namespace verbatim::registry
