#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "log/leaf.h"
#include "verbatim/v1/log_entry.pb.h"

// What entries record, by their types and by the names of their resources.
namespace verbatim::verify {

using Resource = v1::EntryPayload::ResourceCase;

// The kinds of resources that entries of a type record. Empty for a type that this verifier does not know.
std::vector<Resource> ResourcesOf(log::EntryType type);

// The kind of resource that a name is of, as claims/ID/reviews/ID. Nothing for a path that this verifier does
// not know.
std::optional<Resource> ResourceOf(std::string_view name);

// The name of the recorded resource. Empty if there is none.
std::string RecordedName(const v1::EntryPayload& payload);

// Whether the name is that of a sentence of a revision, as documents/ID/revisions/NUMBER/sentences/INDEX.
bool IsSentenceName(std::string_view name);

}  // namespace verbatim::verify
