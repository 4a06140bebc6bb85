#include "registry/audit/copy_log.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "log/merkle.h"
#include "registry/audit/state_comparison.h"
#include "registry/records/replay.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

// Bounds the memory of one read and of one write. A single entry may be larger, by the limits of the
// contract.
constexpr int64_t kEntriesOfCopy = 1000;
constexpr int64_t kBytesOfCopy = 32 << 20;

constexpr store::LogIndex kLast = std::numeric_limits<store::LogIndex>::max();

class Copier {
 public:
  Copier(store::Store& from, store::Store& to, store::Store& scratch)
      : from_(from),
        to_(to),
        replay_(scratch, [this](std::span<store::Write> writes) { return Copy(writes); }) {}

  absl::StatusOr<CopyReport> Run(const std::function<void(int64_t)>& on_progress) {
    ABSL_ASSIGN_OR_RETURN(const int64_t there, to_.Size());
    if (there != 0)
      return absl::FailedPreconditionError(absl::StrCat("the new store has ", there, " entries"));
    ABSL_RETURN_IF_ERROR(CopyEntries(on_progress));
    ABSL_RETURN_IF_ERROR(CopyCheckpoints());
    ABSL_RETURN_IF_ERROR(CompareEntries());
    ABSL_RETURN_IF_ERROR(CompareState(from_, to_, erased_));
    ABSL_RETURN_IF_ERROR(CompareCheckpoints());
    ABSL_RETURN_IF_ERROR(ReadRoot());
    return report_;
  }

 private:
  absl::Status CopyEntries(const std::function<void(int64_t)>& on_progress) {
    ABSL_ASSIGN_OR_RETURN(const int64_t size, from_.Size());
    store::LogIndex next = 0;
    while (next < size) {
      ABSL_ASSIGN_OR_RETURN(store::EntryPage page, from_.ListEntries({next, kEntriesOfCopy, kBytesOfCopy}));
      if (page.entries.empty()) return absl::DataLossError(absl::StrCat("log entry ", next, " is missing"));
      for (store::Entry& entry : page.entries) {
        if (!entry.payload) erased_.insert(entry.index);
        payloads_.push_back(entry.payload);
        ABSL_RETURN_IF_ERROR(replay_.Add(entry));
        next = entry.index + 1;
      }
      on_progress(next);
    }
    return replay_.Flush();
  }

  // Writes what was derived, with the payloads and attachments of the original.
  absl::Status Copy(std::span<store::Write> writes) {
    size_t begin = 0;
    int64_t bytes = 0;
    for (size_t i = 0; i < writes.size(); ++i) {
      for (store::NewEntry& entry : writes[i].entries) {
        entry.payload = std::move(payloads_.front());
        payloads_.pop_front();
        bytes += entry.payload ? static_cast<int64_t>(entry.payload->size()) : 0;
        for (size_t part = 0; part < entry.attachments.size(); ++part) {
          ABSL_ASSIGN_OR_RETURN(entry.attachments[part],
                                Attachment(from_, report_.entries, static_cast<int64_t>(part)));
          bytes += static_cast<int64_t>(entry.attachments[part].size());
        }
        ++report_.entries;
      }
      if (bytes < kBytesOfCopy && i + 1 < writes.size()) continue;
      ABSL_RETURN_IF_ERROR(Commit(writes.subspan(begin, i + 1 - begin)));
      begin = i + 1;
      bytes = 0;
    }
    return absl::OkStatus();
  }

  absl::Status Commit(std::span<store::Write> writes) {
    ABSL_ASSIGN_OR_RETURN(const auto results, to_.Commit(writes));
    for (size_t i = 0; i < results.size(); ++i) {
      if (results[i].outcome != store::WriteResult::Outcome::kCommitted) {
        return absl::DataLossError(
            absl::StrCat("the log entries of ", writes[i].entries.front().resource, " are inconsistent"));
      }
      writes[i] = {};  // frees its memory
    }
    return absl::OkStatus();
  }

  static absl::StatusOr<std::string> Attachment(store::Store& store, store::LogIndex index, int64_t part) {
    ABSL_ASSIGN_OR_RETURN(std::optional<std::string> bytes, store.ReadAttachment(index, part));
    if (bytes) return *std::move(bytes);
    return absl::DataLossError(
        absl::StrCat("part ", part, " of the text of log entry ", index, " is missing"));
  }

  absl::Status CopyCheckpoints() {
    for (store::LogIndex bound = kLast;;) {
      ABSL_ASSIGN_OR_RETURN(const auto kept, from_.FindCheckpoint(bound));
      if (!kept) return absl::OkStatus();
      ABSL_ASSIGN_OR_RETURN(const bool stored, to_.KeepCheckpoint(*kept, std::nullopt));
      if (!stored) return Differs(absl::StrCat("the checkpoint of size ", kept->size));
      ++report_.checkpoints;
      bound = kept->size - 1;
    }
  }

  absl::Status CompareEntries() {
    for (store::LogIndex next = 0; next < report_.entries;) {
      const store::EntryListing listing{next, kEntriesOfCopy, kBytesOfCopy};
      ABSL_ASSIGN_OR_RETURN(const store::EntryPage original, from_.ListEntries(listing));
      ABSL_ASSIGN_OR_RETURN(const store::EntryPage copy, to_.ListEntries(listing));
      if (original.entries.empty() || original.entries != copy.entries)
        return Differs(absl::StrCat("one of the log entries from ", next, " on"));
      next = original.entries.back().index + 1;
    }
    // CompareState compares the numbers of the attachments.
    std::optional<store::StateRow> after;
    while (true) {
      ABSL_ASSIGN_OR_RETURN(const auto rows,
                            to_.ReadState(store::StateTable::kAttachments, after, kEntriesOfCopy));
      for (const store::StateRow& row : rows) ABSL_RETURN_IF_ERROR(CompareAttachments(row));
      if (rows.empty()) return absl::OkStatus();
      after = rows.back();
    }
  }

  // The numbers of an entry's attachments begin with 0, without gaps.
  absl::Status CompareAttachments(const store::StateRow& row) {
    const auto parts = 1 + std::count(row.value.begin(), row.value.end(), ' ');
    for (int64_t part = 0; part < parts; ++part) {
      ABSL_ASSIGN_OR_RETURN(const std::string original, Attachment(from_, row.number, part));
      ABSL_ASSIGN_OR_RETURN(const std::string copy, Attachment(to_, row.number, part));
      if (original != copy) return Differs(absl::StrCat("the text of log entry ", row.number));
    }
    return absl::OkStatus();
  }

  absl::Status CompareCheckpoints() {
    for (store::LogIndex bound = kLast;;) {
      ABSL_ASSIGN_OR_RETURN(const auto original, from_.FindCheckpoint(bound));
      ABSL_ASSIGN_OR_RETURN(const auto copy, to_.FindCheckpoint(bound));
      if (original != copy) return Differs("a checkpoint");
      if (!copy) return absl::OkStatus();
      bound = copy->size - 1;
    }
  }

  absl::Status ReadRoot() {
    report_.root = log::EmptyRoot();
    if (report_.entries == 0) return absl::OkStatus();
    const log::LeafRange whole{0, static_cast<uint64_t>(report_.entries)};
    const log::NodeHashes node(std::span(&whole, 1));
    ABSL_ASSIGN_OR_RETURN(const auto hashes, to_.ReadHashes(node.positions()));
    report_.root = node.Fold(hashes).front();
    return absl::OkStatus();
  }

  static absl::Status Differs(const std::string& what) {
    return absl::DataLossError(absl::StrCat(what, " differs from the original"));
  }

  store::Store& from_;
  store::Store& to_;
  CopyReport report_;
  std::set<store::LogIndex> erased_;
  std::deque<std::optional<std::string>> payloads_;  // of the entries that are not copied yet
  Replay replay_;
};

}  // namespace

absl::StatusOr<CopyReport> CopyLog(store::Store& from, store::Store& to, store::Store& scratch,
                                   const std::function<void(int64_t)>& on_progress) {
  return Copier(from, to, scratch).Run(on_progress);
}

}  // namespace verbatim::registry
