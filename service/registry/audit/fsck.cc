#include "registry/audit/fsck.h"

#include <limits>
#include <span>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/leaf.h"
#include "log/merkle.h"
#include "registry/audit/damage.h"
#include "registry/audit/erasure_check.h"
#include "registry/audit/state_comparison.h"
#include "registry/records/attachments.h"
#include "registry/records/erased_claim.h"
#include "registry/records/log_entries.h"
#include "registry/records/replay.h"
#include "registry/records/sentence_tree.h"
#include "registry/sources/revision_texts.h"
#include "status/status_macros.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::EntryPayload;

constexpr int64_t kEntriesAtOnce = 1000;
constexpr size_t kTextCacheBytes = 64 << 20;

class Checker {
 public:
  Checker(store::Store& store, store::Store& scratch, const std::optional<log::VerifierKey>& log_key)
      : store_(store),
        scratch_(scratch),
        log_key_(log_key),
        replay_(scratch),
        texts_(store, caches_, kTextCacheBytes) {}

  absl::StatusOr<FsckReport> Run(const std::function<void(int64_t)>& on_progress) {
    if (absl::Status status = store_.CheckStorage(); !status.ok()) return Unreadable("the storage", status);
    ABSL_RETURN_IF_ERROR(CheckEntries(on_progress));
    ABSL_RETURN_IF_ERROR(erasures_.CheckMissing());
    ABSL_RETURN_IF_ERROR(erasures_.CheckErased(store_, report_.entries));
    ABSL_RETURN_IF_ERROR(CompareState(store_, scratch_, erasures_.without_payload()));
    ABSL_RETURN_IF_ERROR(CheckCheckpoints());
    return report_;
  }

 private:
  absl::Status CheckEntries(const std::function<void(int64_t)>& on_progress) {
    auto size = store_.Size();
    if (!size.ok()) return Unreadable("the log", size.status());
    while (report_.entries < *size) {
      auto entries = store_.ReadEntriesUnchecked(report_.entries, kEntriesAtOnce);
      if (!entries.ok())
        return Unreadable(absl::StrCat("log entries from ", report_.entries, " on"), entries.status());
      if (entries->empty()) return DamagedEntry(report_.entries, "is missing");
      for (const store::Entry& entry : *entries) {
        if (entry.index != report_.entries) return DamagedEntry(report_.entries, "is missing");
        ABSL_RETURN_IF_ERROR(CheckEntry(entry));
        ++report_.entries;
      }
      on_progress(report_.entries);
    }
    ABSL_RETURN_IF_ERROR(replay_.Flush());
    std::optional<log::Digest> root = RootAt(static_cast<uint64_t>(report_.entries));
    if (!root) return absl::InternalError("the computed hashes cannot be read");
    report_.root = *root;
    return absl::OkStatus();
  }

  absl::Status CheckEntry(const store::Entry& entry) {
    std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
    if (!leaf) return DamagedEntry(entry.index, "the leaf cannot be parsed");
    if (entry.payload && log::Sha256(*entry.payload) != leaf->payload_sha256) {
      return DamagedPart(store_, entry.index, {}, "the payload does not have the SHA-256 in the leaf");
    }
    EntryPayload payload;
    if (entry.payload && !payload.ParseFromString(*entry.payload)) {
      return DamagedEntry(entry.index, "the payload cannot be parsed");
    }
    if (leaf->time_micros < last_time_) {
      ++report_.earlier;
      if (report_.listed_earlier.size() < FsckReport::kListedEntries)
        report_.listed_earlier.push_back(entry.index);
    }
    last_time_ = leaf->time_micros;
    erasures_.Add(entry, *leaf, payload);
    if (!entry.payload) {
      ++report_.erased;
    } else if (!Fits(*leaf, payload)) {
      return DamagedEntry(entry.index,
                          "the resource in the payload does not match the name and entry type in the leaf");
    } else {
      ABSL_RETURN_IF_ERROR(CheckPayload(entry.index, payload));
    }
    return replay_.Add(entry);
  }

  absl::Status CheckPayload(store::LogIndex index, const EntryPayload& payload) {
    if (IsErasedWithClaim(payload)) {
      if (HasOnlyRemains(payload)) return absl::OkStatus();
      return DamagedEntry(index, "the resource is erased, but the payload has more than what remains of it");
    }
    if (payload.has_revision()) return CheckRevision(index, payload);
    if (payload.has_claim()) return CheckClaim(index, payload.claim());
    if (payload.has_evidence()) return CheckCitation(index, payload.evidence().citation());
    return absl::OkStatus();
  }

  absl::Status CheckRevision(store::LogIndex index, const EntryPayload& payload) {
    auto text = store_.ReadAttachment(index, kTextAttachment);
    if (!text.ok()) return Unreadable(absl::StrCat("the text of log entry ", index), text.status());
    auto ranges = store_.ReadAttachment(index, kSentencesAttachment);
    if (!ranges.ok()) return Unreadable(absl::StrCat("the sentences of log entry ", index), ranges.status());
    if (!*text || !*ranges) return DamagedEntry(index, "the revision's text or sentences are missing");
    if (log::BytesOf(log::Sha256(**text)) != payload.revision().text_sha256()) {
      return DamagedPart(store_, index, kTextAttachment, "the revision's text does not match its digest");
    }
    if (log::BytesOf(log::Sha256(**ranges)) != payload.sentences_sha256()) {
      return DamagedPart(store_, index, kSentencesAttachment,
                         "the revision's sentences do not match their digest");
    }
    auto indexed = DecodeText(payload, *std::move(*text), **ranges);
    if (!indexed.ok()) return DamagedEntry(index, std::string(indexed.status().message()));
    if (payload.revision().content_sha256() != payload.revision().text_sha256()) {
      auto content = store_.ReadAttachment(index, kContentAttachment);
      if (!content.ok())
        return Unreadable(absl::StrCat("the content of log entry ", index), content.status());
      if (!*content || log::ToBytes(log::Sha256(**content)) != payload.revision().content_sha256()) {
        return DamagedPart(store_, index, kContentAttachment,
                           "the revision's content is missing or does not have the recorded SHA-256");
      }
    }
    if (payload.sentences_root().empty()) return absl::OkStatus();  // recorded before this field existed
    if (log::ToBytes(SentenceTree(*indexed).root()) == payload.sentences_root()) return absl::OkStatus();
    return DamagedEntry(index, "the revision's sentences do not have the recorded root hash");
  }

  absl::Status CheckClaim(store::LogIndex index, const verbatim::v1::Claim& claim) {
    ++report_.claims;
    for (const verbatim::v1::Citation& citation : claim.citations()) {
      ABSL_RETURN_IF_ERROR(CheckCitation(index, citation));
    }
    return absl::OkStatus();
  }

  absl::Status CheckCitation(store::LogIndex index, const verbatim::v1::Citation& citation) {
    if (citation.erased()) return absl::OkStatus();
    auto revision = texts_.Read(citation.revision(), "revision");
    if (!revision.ok()) return DamagedEntry(index, absl::StrCat(citation.revision(), " cannot be read"));
    const std::string& whole = revision->text->text();
    auto start = static_cast<size_t>(citation.span().byte_start());
    if (start > whole.size() || whole.compare(start, citation.quote().size(), citation.quote()) != 0 ||
        citation.span().byte_end() - citation.span().byte_start() !=
            static_cast<int64_t>(citation.quote().size())) {
      return DamagedEntry(index, absl::StrCat("a quote is not at its span in ", citation.revision()));
    }
    if (log::ToBytes(log::Sha256(citation.quote())) != citation.quote_sha256()) {
      return DamagedEntry(index, "a quote does not have the recorded SHA-256");
    }
    return absl::OkStatus();
  }

  absl::Status CheckCheckpoints() {
    int64_t bound = std::numeric_limits<int64_t>::max();
    while (true) {
      auto kept = store_.FindCheckpoint(bound);
      if (!kept.ok()) return Unreadable("stored checkpoints", kept.status());
      if (!*kept) return absl::OkStatus();
      std::string which = absl::StrCat("the stored checkpoint of size ", (*kept)->size);
      absl::StatusOr<log::Note> note = log::Note::FromText((*kept)->note);
      if (!note.ok()) return Unreadable(which, note.status());
      absl::StatusOr<log::Checkpoint> checkpoint =
          log_key_ ? log::OpenCheckpoint(*note, *log_key_) : log::Checkpoint::FromText(note->text);
      if (!checkpoint.ok()) return Unreadable(which, checkpoint.status());
      if (static_cast<int64_t>(checkpoint->size) != (*kept)->size) {
        return absl::DataLossError(absl::StrCat(which, " is a checkpoint of size ", checkpoint->size));
      }
      if ((*kept)->size > report_.entries) {
        return absl::DataLossError(
            absl::StrCat(which, " exceeds the log, which has ", report_.entries, " entries"));
      }
      if (RootAt(checkpoint->size) != checkpoint->root) {
        return absl::DataLossError(absl::StrCat(which, " has a different root hash than the log"));
      }
      ++report_.checkpoints;
      bound = (*kept)->size - 1;
    }
  }

  // Returns the root hash from the computed hashes; nothing if the computed hashes cannot be read.
  std::optional<log::Digest> RootAt(uint64_t size) {
    if (size == 0) return log::EmptyRoot();
    const log::LeafRange whole{0, size};
    log::NodeHashes node(std::span(&whole, 1));
    auto stored = scratch_.ReadHashes(node.positions());
    if (!stored.ok()) return std::nullopt;
    return node.Fold(*stored).front();
  }

  store::Store& store_;
  store::Store& scratch_;
  const std::optional<log::VerifierKey>& log_key_;
  Replay replay_;
  sync::ErasableCaches caches_;
  RevisionTexts texts_;
  FsckReport report_;
  int64_t last_time_ = std::numeric_limits<int64_t>::min();  // of the entry before
  ErasureCheck erasures_;
};

}  // namespace

absl::StatusOr<FsckReport> Fsck(store::Store& store, store::Store& scratch,
                                const std::optional<log::VerifierKey>& log_key,
                                const std::function<void(int64_t)>& on_progress) {
  return Checker(store, scratch, log_key).Run(on_progress);
}

}  // namespace verbatim::registry
