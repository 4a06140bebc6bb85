#include "registry/commit/read_resource.h"

#include <span>

#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {

absl::StatusOr<store::Record> ReadResource(store::Store& store, const std::string& name,
                                           std::string_view field) {
  ABSL_ASSIGN_OR_RETURN(auto records, FromStore(store.Get(std::span(&name, 1))));
  if (!records.front()) return NotFound(field, name);
  return *std::move(records.front());
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

absl::Status MissingEntries() { return StorageDamaged("entries of the log are missing"); }

}  // namespace verbatim::registry
