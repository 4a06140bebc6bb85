#include "registry/audit/fsck.h"

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "log/leaf.h"
#include "log/merkle.h"
#include "registry/records/attachments.h"
#include "registry/records/log_entries.h"
#include "registry/records/replay.h"
#include "registry/records/sentence_tree.h"
#include "registry/sources/revision_texts.h"
#include "status/absl_view.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::EntryPayload;

constexpr int64_t kEntriesAtOnce = 1000;
constexpr int64_t kRowsAtOnce = 1000;
constexpr size_t kTextCacheBytes = 64 << 20;

absl::Status Wrong(store::LogIndex index, std::string_view what) {
  return absl::DataLossError(absl::StrCat("log entry ", index, ": ", Absl(what)));
}

class Checker {
 public:
  Checker(store::Store& store, store::Store& scratch, const std::optional<log::VerifierKey>& log_key)
      : store_(store),
        scratch_(scratch),
        log_key_(log_key),
        replay_(scratch),
        texts_(store, kTextCacheBytes) {}

  absl::StatusOr<FsckReport> Run(const std::function<void(int64_t)>& on_progress) {
    if (absl::Status status = store_.CheckStorage(); !status.ok()) return Explain("the storage", status);
    ABSL_RETURN_IF_ERROR(CheckEntries(on_progress));
    ABSL_RETURN_IF_ERROR(CheckMissing());
    ABSL_RETURN_IF_ERROR(CheckErased());
    ABSL_RETURN_IF_ERROR(CheckState());
    ABSL_RETURN_IF_ERROR(CheckCheckpoints());
    return report_;
  }

 private:
  static absl::Status Explain(std::string_view where, const absl::Status& status) {
    return absl::DataLossError(absl::StrCat(Absl(where), ": ", status.message()));
  }

  absl::Status CheckEntries(const std::function<void(int64_t)>& on_progress) {
    auto size = store_.Size();
    if (!size.ok()) return Explain("the log", size.status());
    while (report_.entries < *size) {
      auto entries = store_.ReadEntries(report_.entries, kEntriesAtOnce);
      if (!entries.ok())
        return Explain(absl::StrCat("log entries from ", report_.entries, " on"), entries.status());
      if (entries->empty()) return Wrong(report_.entries, "is missing");
      for (const store::Entry& entry : *entries) {
        if (entry.index != report_.entries) return Wrong(report_.entries, "is missing");
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
    if (!leaf) return Wrong(entry.index, "the leaf cannot be parsed");
    if (entry.payload && log::Sha256(*entry.payload) != leaf->payload_sha256) {
      return Wrong(entry.index, "the payload does not have the SHA-256 in the leaf");
    }
    EntryPayload payload;
    if (entry.payload && !payload.ParseFromString(*entry.payload)) {
      return Wrong(entry.index, "the payload cannot be parsed");
    }
    NoteErasure(entry.index, *leaf, payload);
    if (!entry.payload) {
      ++report_.erased;
      erased_.insert(entry.index);
      unexplained_.emplace(leaf->resource, entry.index);
    } else {
      if (!Fits(*leaf, payload)) {
        return Wrong(entry.index, "the payload is for another resource or type of entry than the leaf");
      }
      ABSL_RETURN_IF_ERROR(payload.has_revision() ? CheckRevision(entry.index, payload)
                           : payload.has_claim()  ? CheckClaim(entry.index, payload.claim())
                           : payload.has_evidence()
                               ? CheckCitation(entry.index, payload.evidence().citation())
                               : absl::OkStatus());
    }
    return replay_.Add(entry);
  }

  absl::Status CheckRevision(store::LogIndex index, const EntryPayload& payload) {
    auto text = store_.ReadAttachment(index, kTextAttachment);
    if (!text.ok()) return Explain(absl::StrCat("the text of log entry ", index), text.status());
    auto ranges = store_.ReadAttachment(index, kSentencesAttachment);
    if (!ranges.ok()) return Explain(absl::StrCat("the sentences of log entry ", index), ranges.status());
    if (!*text || !*ranges) return Wrong(index, "the revision's text or sentences are missing");
    auto indexed = DecodeText(payload, *std::move(*text), **ranges);
    if (!indexed.ok()) return Wrong(index, std::string(indexed.status().message()));
    if (payload.revision().content_sha256() != payload.revision().text_sha256()) {
      auto content = store_.ReadAttachment(index, kContentAttachment);
      if (!content.ok()) return Explain(absl::StrCat("the content of log entry ", index), content.status());
      if (!*content || log::ToBytes(log::Sha256(**content)) != payload.revision().content_sha256()) {
        return Wrong(index, "the revision's content is missing or does not have the recorded SHA-256");
      }
    }
    if (payload.sentences_root().empty()) return absl::OkStatus();  // recorded before this field existed
    if (log::ToBytes(SentenceTree(*indexed).root()) == payload.sentences_root()) return absl::OkStatus();
    return Wrong(index, "the revision's sentences do not have the recorded root hash");
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
    if (!revision.ok()) return Wrong(index, absl::StrCat(citation.revision(), " cannot be read"));
    const std::string& whole = revision->text->text();
    auto start = static_cast<size_t>(citation.span().byte_start());
    if (start > whole.size() || whole.compare(start, citation.quote().size(), citation.quote()) != 0 ||
        citation.span().byte_end() - citation.span().byte_start() !=
            static_cast<int64_t>(citation.quote().size())) {
      return Wrong(index, absl::StrCat("a quote is not at its span in ", citation.revision()));
    }
    if (log::ToBytes(log::Sha256(citation.quote())) != citation.quote_sha256()) {
      return Wrong(index, "a quote does not have the recorded SHA-256");
    }
    return absl::OkStatus();
  }

  // An erasing entry erases the payloads of all earlier entries of certain resources.
  void NoteErasure(store::LogIndex index, const log::Leaf& leaf, const EntryPayload& payload) {
    if (leaf.type == log::EntryType::kClaimRedacted || leaf.type == log::EntryType::kEvidenceRedacted) {
      NoteErased(leaf.resource, index);
    }
    if (leaf.type != log::EntryType::kDocumentErased) return;
    NoteErased(leaf.resource, index);
    for (int64_t number = 1; number <= payload.document().revision_count(); ++number) {
      NoteErased(RevisionName(leaf.resource, number), index);
    }
  }

  void NoteErased(const std::string& resource, store::LogIndex by) {
    erased_by_[resource] = by;
    unexplained_.erase(unexplained_.lower_bound({resource, 0}),
                       unexplained_.lower_bound({resource + '\x01', 0}));
  }

  // Checks that each missing payload was erased.
  absl::Status CheckMissing() {
    if (unexplained_.empty()) return absl::OkStatus();
    return Wrong(unexplained_.begin()->second,
                 "the payload is missing, and no later entry says that it was erased");
  }

  // Checks that no erased payload is still stored.
  absl::Status CheckErased() {
    for (int64_t next = 0; !erased_by_.empty() && next < report_.entries;) {
      auto entries = store_.ReadEntries(next, kEntriesAtOnce);
      if (!entries.ok()) return Explain(absl::StrCat("log entries from ", next, " on"), entries.status());
      if (entries->empty()) return Wrong(next, "is missing");
      for (const store::Entry& entry : *entries) {
        std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
        if (!leaf || !entry.payload) continue;
        auto erased = erased_by_.find(leaf->resource);
        if (erased == erased_by_.end() || entry.index >= erased->second) continue;
        return Wrong(entry.index, absl::StrCat("the payload is still stored although log entry ",
                                               erased->second, " erased it"));
      }
      next += static_cast<int64_t>(entries->size());
    }
    return absl::OkStatus();
  }

  absl::Status CheckState() {
    for (store::StateTable table :
         {store::StateTable::kHashes, store::StateTable::kHistory, store::StateTable::kResources,
          store::StateTable::kIndexKeys, store::StateTable::kCounters, store::StateTable::kRequests,
          store::StateTable::kAttachments}) {
      ABSL_RETURN_IF_ERROR(Compare(table));
    }
    return absl::OkStatus();
  }

  absl::Status Compare(store::StateTable table) {
    std::optional<store::StateRow> after;
    while (true) {
      auto stored = store_.ReadState(table, after, kRowsAtOnce);
      if (!stored.ok()) return Explain(NameOf(table), stored.status());
      ABSL_ASSIGN_OR_RETURN(auto derived, scratch_.ReadState(table, after, kRowsAtOnce));
      for (size_t i = 0; i < std::max(stored->size(), derived.size()); ++i) {
        if (i >= stored->size()) return Differs(table, derived[i], "is missing");
        if (i >= derived.size()) return Differs(table, (*stored)[i], "does not follow from the log");
        const store::StateRow& is = (*stored)[i];
        const store::StateRow& should_be = derived[i];
        if (Same(table, is, should_be)) continue;
        auto key = [](const store::StateRow& row) { return std::pair(row.name, row.number); };
        if (key(should_be) < key(is)) return Differs(table, should_be, "is missing");
        if (key(is) < key(should_be)) return Differs(table, is, "does not follow from the log");
        if (table == store::StateTable::kHashes) return Differs(table, is, "differs from the computed hash");
        return Differs(table, is, absl::StrCat("is \"", is.value, "\" instead of \"", should_be.value, "\""));
      }
      if (static_cast<int64_t>(stored->size()) < kRowsAtOnce) return absl::OkStatus();
      after = stored->back();
    }
  }

  // Whether the rows agree. A request's fingerprint is deleted when the first of its entries is erased;
  // earlier versions of the program kept it. If all entries were erased, it cannot be computed.
  bool Same(store::StateTable table, const store::StateRow& stored, const store::StateRow& derived) const {
    if (table != store::StateTable::kRequests || stored == derived) return stored == derived;
    const std::string_view has = stored.value;
    const std::string_view should_have = derived.value;
    const std::string_view entries = should_have.substr(should_have.find(' '));
    return stored.name == derived.name && HasErased(entries) &&
           (has == entries || (should_have == entries && has.ends_with(entries)));
  }

  // Whether one of a request's entries was erased. `entries` is a space, the first index, a space, and the
  // number of entries.
  bool HasErased(std::string_view entries) const {
    int64_t first = 0;
    int64_t count = 0;
    const std::vector<absl::string_view> parts = absl::StrSplit(Absl(entries), ' ', absl::SkipEmpty());
    if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &first) || !absl::SimpleAtoi(parts[1], &count))
      return false;
    auto erased = erased_.lower_bound(first);
    return erased != erased_.end() && *erased < first + count;
  }

  static std::string_view NameOf(store::StateTable table) {
    switch (table) {
      case store::StateTable::kHashes:
        return "the tree's hash at position";
      case store::StateTable::kHistory:
        return "the link to the previous entry from log entry";
      case store::StateTable::kResources:
        return "the resource created by log entry";
      case store::StateTable::kIndexKeys:
        return "the index key of the resource created by log entry";
      case store::StateTable::kCounters:
        return "the counter";
      case store::StateTable::kRequests:
        return "the request";
      case store::StateTable::kAttachments:
        return "the attachments of log entry";
    }
    return "";
  }

  static absl::Status Differs(store::StateTable table, const store::StateRow& row, std::string_view how) {
    std::string which = absl::StrCat(Absl(NameOf(table)));
    bool numbered = table != store::StateTable::kCounters && table != store::StateTable::kRequests;
    if (numbered) absl::StrAppend(&which, " ", row.number);
    if (!row.name.empty()) absl::StrAppend(&which, " \"", row.name, "\"");
    return absl::DataLossError(absl::StrCat(which, " ", Absl(how)));
  }

  absl::Status CheckCheckpoints() {
    int64_t bound = std::numeric_limits<int64_t>::max();
    while (true) {
      auto kept = store_.FindCheckpoint(bound);
      if (!kept.ok()) return Explain("stored checkpoints", kept.status());
      if (!*kept) return absl::OkStatus();
      std::string which = absl::StrCat("the stored checkpoint of size ", (*kept)->size);
      absl::StatusOr<log::Note> note = log::Note::FromText((*kept)->note);
      if (!note.ok()) return Explain(which, note.status());
      absl::StatusOr<log::Checkpoint> checkpoint =
          log_key_ ? log::OpenCheckpoint(*note, *log_key_) : log::Checkpoint::FromText(note->text);
      if (!checkpoint.ok()) return Explain(which, checkpoint.status());
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

  // The root hash from the computed hashes; nothing if they cannot be read.
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
  RevisionTexts texts_;
  FsckReport report_;
  std::set<store::LogIndex> erased_;  // entries without a payload
  // By resource: the last entry that erased the payloads of its earlier entries.
  std::unordered_map<std::string, store::LogIndex> erased_by_;
  // Entries without a payload for which no erasing entry was found so far: resource and index.
  std::set<std::pair<std::string, store::LogIndex>> unexplained_;
};

}  // namespace

absl::StatusOr<FsckReport> Fsck(store::Store& store, store::Store& scratch,
                                const std::optional<log::VerifierKey>& log_key,
                                const std::function<void(int64_t)>& on_progress) {
  return Checker(store, scratch, log_key).Run(on_progress);
}

}  // namespace verbatim::registry
