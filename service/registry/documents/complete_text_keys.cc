// Documents::CompleteTextKeys.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "registry/commit/read_resource.h"
#include "registry/commit/write_outcome.h"
#include "registry/documents/documents.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/records/reading_metadata.h"
#include "registry/records/text_keys.h"
#include "registry/requests/listing.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Document;
using verbatim::v1::EntryPayload;

// Maximum number of entries in one write, so that the write is short.
constexpr size_t kEntriesPerWrite = 500;

// Adds the keys of all revisions' texts to the payload. Returns whether the payload lacked one.
absl::StatusOr<bool> AddKeysOfRevisions(store::Store& store, EntryPayload& payload) {
  const Document& document = payload.document();
  const int64_t first = std::max<int64_t>(1, document.revision_count() - kMaxTextKeys + 1);
  EntryPayload complete;
  for (int64_t number = first; number <= document.revision_count(); ++number) {
    ABSL_ASSIGN_OR_RETURN(const auto record,
                          ReadResource(store, RevisionName(document.name(), number), "name"));
    ABSL_ASSIGN_OR_RETURN(const auto revision, ReadRevision(record.created, record.payload));
    AddTextKey(KeyOfText(revision.text_sha256()), complete);
  }
  const auto& known = payload.text_keys();
  const bool lacks = std::any_of(complete.text_keys().begin(), complete.text_keys().end(), [&](uint64_t key) {
    return std::find(known.begin(), known.end(), key) == known.end();
  });
  if (lacks) *payload.mutable_text_keys() = complete.text_keys();
  return lacks;
}

// Makes the entry that adds the missing keys to a document; nothing if it lacks none or is erased.
absl::StatusOr<std::optional<store::NewEntry>> CompletedEntry(store::Store& store,
                                                              const store::Record& record,
                                                              const WriteContext& write_context) {
  ABSL_ASSIGN_OR_RETURN(const EntryPayload before, ReadPayload(record.latest, record.payload));
  if (before.document().has_erasure()) return std::nullopt;
  EntryPayload after;
  *after.mutable_document() = before.document();
  *after.mutable_text_keys() = before.text_keys();
  KeepReadingMetadata(before, after);
  ABSL_ASSIGN_OR_RETURN(const bool lacks, AddKeysOfRevisions(store, after));
  if (!lacks) return std::nullopt;
  store::NewEntry entry =
      MakeDocumentEntry(log::EntryType::kDocumentCorrected, std::move(after), &before, write_context);
  entry.replaces = record.latest;
  return entry;
}

absl::Status Commit(const RegistryContext& context, store::Write write) {
  if (write.entries.empty()) return absl::OkStatus();
  ABSL_ASSIGN_OR_RETURN(const store::WriteResult result, context.queue.SubmitAndWait(std::move(write)));
  if (result.outcome == store::WriteResult::Outcome::kCommitted) return absl::OkStatus();
  return ToStatus(result, std::nullopt);
}

}  // namespace

absl::StatusOr<int64_t> Documents::CompleteTextKeys() {
  int64_t completed = 0;
  const access::Caller nobody;
  const std::optional<store::RequestKey> no_key;
  store::Write write;
  const auto see = [&](const store::Record& record) -> absl::Status {
    const WriteContext write_context{context_.environment, nobody, no_key, context_.environment.now_micros()};
    ABSL_ASSIGN_OR_RETURN(auto entry, CompletedEntry(context_.store, record, write_context));
    if (!entry) return absl::OkStatus();
    ++completed;
    write.entries.push_back(*std::move(entry));
    if (write.entries.size() < kEntriesPerWrite) return absl::OkStatus();
    return Commit(context_, std::exchange(write, {}));
  };
  ABSL_RETURN_IF_ERROR(ForEachListed(context_.store, DocumentKeys(Document()), see));
  ABSL_RETURN_IF_ERROR(Commit(context_, std::move(write)));
  return completed;
}

}  // namespace verbatim::registry
