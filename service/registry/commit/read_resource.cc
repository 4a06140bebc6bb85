#include "registry/commit/read_resource.h"

#include <span>

#include "status/errors.h"

namespace verbatim::registry {

absl::StatusOr<store::Record> ReadResource(store::Store& store, const std::string& name,
                                           std::string_view field) {
  auto records = store.Get(std::span(&name, 1));
  if (!records.ok()) return FromStore(records.status());
  if (!records->front()) return NotFound(field, name);
  return *std::move(records->front());
}

absl::StatusOr<std::shared_ptr<const store::Record>> GetCached(store::Store& store, const std::string& name,
                                                               std::string_view field) {
  auto record = store.GetCached(name);
  if (!record.ok()) return FromStore(record.status());
  if (*record == nullptr) return NotFound(field, name);
  return record;
}

absl::StatusOr<std::vector<store::Entry>> ReadCommitted(store::Store& store,
                                                        const store::WriteResult& result) {
  auto entries = store.ReadEntries(result.first_index, result.count);
  if (!entries.ok()) return FromStore(entries.status());
  if (entries->size() != static_cast<size_t>(result.count)) return MissingEntries();
  return entries;
}

absl::Status MissingEntries() { return FromStore(absl::DataLossError("entries of the log are missing")); }

}  // namespace verbatim::registry
