#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "store/store.h"

namespace verbatim::registry {

// The record of a resource. NOT_FOUND, naming `field`, the field of the request, if there is none.
absl::StatusOr<store::Record> ReadResource(store::Store& store, const std::string& name,
                                           std::string_view field);

// As ReadResource, but from the store's cache of records if the record is there (Store::GetCached).
absl::StatusOr<std::shared_ptr<const store::Record>> GetCached(store::Store& store, const std::string& name,
                                                               std::string_view field);

// The entries that a write appended. DATA_LOSS if one is missing.
absl::StatusOr<std::vector<store::Entry>> ReadCommitted(store::Store& store,
                                                        const store::WriteResult& result);

// The error for a log that has fewer entries than its size says.
absl::Status MissingEntries();

}  // namespace verbatim::registry
