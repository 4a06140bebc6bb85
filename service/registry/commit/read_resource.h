#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "store/store.h"

namespace verbatim::registry {

// The record of a resource that must exist. NOT_FOUND names `field`, the field of the request that named it.
absl::StatusOr<store::Record> ReadResource(store::Store& store, const std::string& name,
                                           std::string_view field);

// As ReadResource, from the record cache if it is there (Store::GetCached).
absl::StatusOr<std::shared_ptr<const store::Record>> GetCached(store::Store& store, const std::string& name,
                                                               std::string_view field);

// The entries that a write appended. DATA_LOSS if the log lacks one.
absl::StatusOr<std::vector<store::Entry>> ReadCommitted(store::Store& store,
                                                        const store::WriteResult& result);

// The error for a log that lacks entries which its size promises.
absl::Status MissingEntries();

}  // namespace verbatim::registry
