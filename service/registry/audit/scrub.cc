#include "registry/audit/scrub.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "registry/records/attachments.h"
#include "status/status_macros.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {
namespace {

// Entries read at once. A payload has at most some megabytes.
constexpr int64_t kEntriesPerScrubRead = 16;

constexpr std::chrono::minutes kFirstAfter(1);

// An entry counts as at least this many bytes, because a small entry costs as much as a page of the storage.
constexpr int64_t kEntryBytes = 4096;

}  // namespace

Scrub::Scrub(store::Store& store, ScrubOptions options,
             std::function<void(const absl::StatusOr<ScrubReport>&)> on_done)
    : store_(store), options_(options), on_done_(std::move(on_done)), thread_([this] { Run(); }) {}

Scrub::~Scrub() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
}

void Scrub::Run() {
  using Clock = std::chrono::steady_clock;
  Clock::time_point next = Clock::now() + std::min<std::chrono::seconds>(options_.interval, kFirstAfter);
  while (true) {
    {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next - Clock::now());
      sync::MutexLock lock(mutex_);
      mutex_.AwaitFor(std::max(left, std::chrono::milliseconds(0)), this, &Scrub::IsEnding);
      if (ending_) return;
    }
    next = Clock::now() + options_.interval;
    const absl::StatusOr<ScrubReport> report = ScrubOnce();
    if (!absl::IsCancelled(report.status())) on_done_(report);
  }
}

absl::StatusOr<ScrubReport> Scrub::ScrubOnce() {
  ABSL_ASSIGN_OR_RETURN(const int64_t size, store_.Size());
  const auto start = std::chrono::steady_clock::now();
  ScrubReport report;
  log::GrowingTree tree;
  while (report.entries < size) {
    const int64_t most = std::min(kEntriesPerScrubRead, size - report.entries);
    const auto read = store_.ReadEntriesUnchecked(report.entries, most);
    if (absl::IsDataLoss(read.status())) {
      store_.damage().AddLog(absl::StrCat("log entries from ", report.entries, " on cannot be read"));
    }
    ABSL_ASSIGN_OR_RETURN(const auto entries, read);
    if (entries.empty()) {
      store_.damage().AddLog(absl::StrCat("log entry ", report.entries, " is missing"));
      return absl::DataLossError("entries of the log are missing");
    }
    std::vector<log::Digest> hashes;
    const uint64_t position = log::StoredHashes(tree.size());
    for (const store::Entry& entry : entries) {
      ABSL_RETURN_IF_ERROR(CheckEntry(entry, report));
      for (const log::Digest& hash : tree.Append(log::HashLeaf(entry.leaf))) hashes.push_back(hash);
      ++report.entries;
    }
    ABSL_RETURN_IF_ERROR(CheckHashes(hashes, position, report));
    const int64_t work = std::max(report.bytes, report.entries * kEntryBytes);
    if (!PauseUntil(start + std::chrono::milliseconds(1000 * work / options_.bytes_per_second)))
      return absl::CancelledError("the server ends");
  }
  return report;
}

absl::Status Scrub::CheckEntry(const store::Entry& entry, ScrubReport& report) {
  const std::string which = absl::StrCat("log entry ", entry.index);
  report.bytes += static_cast<int64_t>(entry.leaf.size() + (entry.payload ? entry.payload->size() : 0));
  const std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
  if (entry.index != report.entries || !leaf) {
    ++report.damaged;
    store_.damage().AddLog(entry.index != report.entries
                               ? absl::StrCat("log entry ", report.entries, " is missing")
                               : absl::StrCat("the leaf of ", which, " is damaged"));
    return absl::OkStatus();
  }
  if (!entry.payload) return absl::OkStatus();  // erased; Fsck checks that an entry says so
  if (log::Sha256(*entry.payload) != leaf->payload_sha256) {
    ++report.damaged;
    store_.damage().AddResource(leaf->resource, entry.index, "the payload does not match the leaf");
    return absl::OkStatus();
  }
  if (leaf->type == log::EntryType::kRevisionCreated) return CheckRevision(*leaf, entry, report);
  return absl::OkStatus();
}

absl::Status Scrub::CheckRevision(const log::Leaf& leaf, const store::Entry& entry, ScrubReport& report) {
  verbatim::v1::EntryPayload payload;
  if (!payload.ParseFromString(*entry.payload)) return absl::OkStatus();  // not damage: the digest matches
  struct Part {
    int64_t number;
    const std::string& sha256;
    std::string_view what;
  };
  const verbatim::v1::Revision& revision = payload.revision();
  std::vector<Part> parts = {{kTextAttachment, revision.text_sha256(), "the text"},
                             {kSentencesAttachment, payload.sentences_sha256(), "the list of sentences"}};
  if (revision.content_sha256() != revision.text_sha256()) {
    parts.push_back({kContentAttachment, revision.content_sha256(), "the content"});
  }
  for (const Part& part : parts) {
    auto read = store_.ReadAttachment(entry.index, part.number);
    if (absl::IsDataLoss(read.status())) read = std::optional<std::string>();
    ABSL_ASSIGN_OR_RETURN(const auto bytes, std::move(read));
    if (bytes) report.bytes += static_cast<int64_t>(bytes->size());
    if (bytes && log::BytesOf(log::Sha256(*bytes)) == part.sha256) continue;
    // The revision may have been erased since its entry was read.
    ABSL_ASSIGN_OR_RETURN(const auto again, store_.ReadEntriesUnchecked(entry.index, 1));
    if (!again.empty() && !again.front().payload) return absl::OkStatus();
    ++report.damaged;
    store_.damage().AddResource(leaf.resource, entry.index,
                                std::string(part.what) + " does not match its digest");
  }
  return absl::OkStatus();
}

absl::Status Scrub::CheckHashes(const std::vector<log::Digest>& expected, uint64_t position,
                                ScrubReport& report) {
  std::optional<store::StateRow> after;
  if (position > 0) after = store::StateRow{"", static_cast<int64_t>(position) - 1, ""};
  ABSL_ASSIGN_OR_RETURN(const auto stored, store_.ReadState(store::StateTable::kHashes, after,
                                                            static_cast<int64_t>(expected.size())));
  for (size_t i = 0; i < expected.size(); ++i) {
    if (i < stored.size() && stored[i].value == log::BytesOf(expected[i])) continue;
    ++report.damaged;
    store_.damage().AddLog(absl::StrCat("the tree's hash at position ", position + i,
                                        " is missing or does not follow from the leaves"));
    break;
  }
  return absl::OkStatus();
}

bool Scrub::PauseUntil(std::chrono::steady_clock::time_point time) {
  const auto rest =
      std::chrono::duration_cast<std::chrono::milliseconds>(time - std::chrono::steady_clock::now());
  sync::MutexLock lock(mutex_);
  if (rest > std::chrono::milliseconds(0)) mutex_.AwaitFor(rest, this, &Scrub::IsEnding);
  return !ending_;
}

}  // namespace verbatim::registry
