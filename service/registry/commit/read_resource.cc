#include "registry/commit/read_resource.h"

#include <span>
#include <utility>

#include "log/sha256.h"
#include "registry/records/attachments.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {

absl::StatusOr<store::Record> ReadResource(store::Store& store, const std::string& name,
                                           std::string_view field) {
  ABSL_ASSIGN_OR_RETURN(auto records, FromStore(store.Get(std::span(&name, 1))));
  if (!records.front()) return NotFound(field, name);
  return *std::move(records.front());
}

absl::StatusOr<store::Record> ReadUnchecked(store::Store& store, const std::string& name,
                                            std::string_view field) {
  ABSL_ASSIGN_OR_RETURN(auto record, FromStore(store.GetUnchecked(name)));
  if (!record) return NotFound(field, name);
  return *std::move(record);
}

absl::StatusOr<std::shared_ptr<const store::Record>> GetCached(store::Store& store, const std::string& name,
                                                               std::string_view field) {
  ABSL_ASSIGN_OR_RETURN(auto record, FromStore(store.GetCached(name)));
  if (record == nullptr) return NotFound(field, name);
  return record;
}

absl::StatusOr<std::vector<store::Entry>> ReadCommitted(store::Store& store,
                                                        const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, FromStore(store.ReadEntries(result.first_index, result.count)));
  if (entries.size() != static_cast<size_t>(result.count)) return MissingEntries();
  return entries;
}

absl::Status NoteDamage(store::Store& store, std::string_view resource, store::LogIndex index,
                        std::string_view what) {
  store.damage().AddResource(resource, index, what);
  return ResourceDamaged(resource, index);
}

absl::StatusOr<std::string> ReadContentBytes(store::Store& store, const verbatim::v1::Revision& revision) {
  ABSL_ASSIGN_OR_RETURN(auto bytes,
                        FromStore(store.ReadAttachment(revision.log_index(), kContentAttachment)));
  if (bytes && log::BytesOf(log::Sha256(*bytes)) == revision.content_sha256()) return *std::move(bytes);
  // The revision may have been erased since its record was read.
  ABSL_ASSIGN_OR_RETURN(const auto again, ReadResource(store, revision.name(), "name"));
  if (!again.payload) return Erased(revision.name());
  return NoteDamage(store, revision.name(), revision.log_index(), "the content does not match its digest");
}

absl::Status MissingEntries() { return StorageDamaged("entries of the log are missing"); }

}  // namespace verbatim::registry
