#include "registry/sources/revision_texts.h"

#include <optional>
#include <utility>
#include <vector>

#include "registry/commit/read_resource.h"
#include "registry/records/attachments.h"
#include "registry/records/payload_reader.h"
#include "registry/records/reading_metadata.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "sync/mutex.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::EntryPayload;

// Maximum number of documents whose latest revision is cached. Each takes about a hundred bytes.
constexpr size_t kKeptLatest = 1 << 14;

}  // namespace

Source SourceOf(const verbatim::v1::Document& document) {
  Source source;
  source.language = document.language_code();
  if (document.has_publish_time()) {
    source.published = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_seconds(std::chrono::seconds(document.publish_time().seconds())));
  }
  return source;
}

absl::StatusOr<Source> SourceOf(store::LogIndex index, const std::optional<std::string>& payload,
                                std::string_view revision) {
  ABSL_ASSIGN_OR_RETURN(const EntryPayload document, ReadPayload(index, payload));
  return SourceOf(ReadingMetadataOf(document, NumberOfRevision(revision)));
}

absl::StatusOr<RevisionText> RevisionTexts::Read(std::string_view name, std::string_view field) {
  if (IsSuspended(IsDocumentName(name) ? name : DocumentOfRevision(name))) return TooContended(name);
  std::string revision(name);
  if (IsDocumentName(name)) {
    ABSL_ASSIGN_OR_RETURN(auto record, GetCached(store_, revision, field));
    ABSL_ASSIGN_OR_RETURN(auto latest, LatestRevision(*record));
    revision = std::move(latest);
  }
  const sync::ErasableCaches::Epoch epoch = caches_.epoch();
  if (auto cached = cache_.Find(revision)) {
    cached->epoch = epoch;
    return *std::move(cached);
  }

  ABSL_ASSIGN_OR_RETURN(
      auto records, FromStore(store_.Get(std::vector{revision, std::string(DocumentOfRevision(revision))})));
  if (!records.front()) return NotFound(field, revision);
  if (!records.front()->payload || !records.back() || !records.back()->payload) return Erased(revision);
  ABSL_ASSIGN_OR_RETURN(const Source source,
                        SourceOf(records.back()->latest, records.back()->payload, revision));
  store::LogIndex index = records.front()->created;
  ABSL_ASSIGN_OR_RETURN(auto text, FromStore(store_.ReadAttachment(index, kTextAttachment)));
  ABSL_ASSIGN_OR_RETURN(auto ranges, FromStore(store_.ReadAttachment(index, kSentencesAttachment)));
  if (!text || !ranges) {
    auto again = store_.Get(std::vector{revision});
    // The revision may have been erased since its record was read.
    if (again.ok() && again->front() && !again->front()->payload) return Erased(revision);
    return NoteDamage(store_, revision, index, "the text or the list of sentences is missing");
  }
  EntryPayload payload;
  if (!payload.ParseFromString(*records.front()->payload) || !payload.has_revision()) {
    return NoteDamage(store_, revision, index, "the payload cannot be parsed");
  }
  absl::StatusOr<text::IndexedText> indexed = DecodeText(payload, *std::move(text), *ranges);
  if (!indexed.ok()) return NoteDamage(store_, revision, index, std::string(indexed.status().message()));
  RevisionText read{revision, source, std::make_shared<const text::IndexedText>(*std::move(indexed)), epoch};
  Keep(read);
  return read;
}

absl::StatusOr<std::string> RevisionTexts::LatestRevision(const store::Record& record) {
  {
    sync::MutexLock lock(mutex_);
    auto found = latest_.find(record.resource);
    if (found != latest_.end() && found->second.index == record.latest) return found->second.revision;
  }
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
  if (document.has_erasure()) return Erased(record.resource);
  sync::MutexLock lock(mutex_);
  if (latest_.size() >= kKeptLatest) latest_.clear();
  latest_[record.resource] = {record.latest, document.latest_revision()};
  return document.latest_revision();
}

void RevisionTexts::Keep(RevisionText revision) {
  const size_t bytes = revision.text->MemoryUse();
  const sync::ErasableCaches::Epoch epoch = revision.epoch;
  std::string name = revision.name;
  cache_.Put(std::move(name), std::move(revision), bytes, epoch);
}

RevisionTexts::Suspension::Suspension(RevisionTexts& texts, std::string document)
    : texts_(texts), document_(std::move(document)) {
  sync::MutexLock lock(texts_.mutex_);
  texts_.suspended_.insert(document_);
}

RevisionTexts::Suspension::~Suspension() {
  sync::MutexLock lock(texts_.mutex_);
  texts_.suspended_.erase(texts_.suspended_.find(document_));
}

bool RevisionTexts::IsSuspended(std::string_view document) {
  sync::MutexLock lock(mutex_);
  return !suspended_.empty() && suspended_.contains(std::string(document));
}

}  // namespace verbatim::registry
