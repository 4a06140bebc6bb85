#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "store/store.h"
#include "verbatim/v1/document.pb.h"

namespace verbatim::registry {

// Reads the record of a resource. NOT_FOUND if there is none, naming `field`, the field of the request.
absl::StatusOr<store::Record> ReadResource(store::Store& store, const std::string& name,
                                           std::string_view field);

// Like ReadResource, but for audits: does not check the payload (Store::GetUnchecked).
absl::StatusOr<store::Record> ReadUnchecked(store::Store& store, const std::string& name,
                                            std::string_view field);

// Like ReadResource, but uses the store's cache of records if it has the record (Store::GetCached).
absl::StatusOr<std::shared_ptr<const store::Record>> GetCached(store::Store& store, const std::string& name,
                                                               std::string_view field);

// Reads the entries that a write appended. DATA_LOSS if one is missing.
absl::StatusOr<std::vector<store::Entry>> ReadCommitted(store::Store& store,
                                                        const store::WriteResult& result);

// Records that the stored bytes of a resource are damaged, and returns ResourceDamaged. `what` is for the
// operator.
absl::Status NoteDamage(store::Store& store, std::string_view resource, store::LogIndex index,
                        std::string_view what);

// Reads the original bytes of a revision that differ from its text, and compares them with their digest.
// ResourceDamaged if they are missing or do not match. `revision` is as ReadRevision returns it.
absl::StatusOr<std::string> ReadContentBytes(store::Store& store, const verbatim::v1::Revision& revision);

// The error for a log that has fewer entries than its size says.
absl::Status MissingEntries();

}  // namespace verbatim::registry
