#pragma once

#include <span>
#include <string_view>

#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "status/field_validation.h"

namespace verbatim::registry {

// What an update of a resource may change.
struct UpdatableFields {
  std::span<const std::string_view> names;
  bool with_subfields = false;   // whether a path may name a part of a field
  std::string_view none_is_set;  // says that a request with an empty mask sets none of the fields
};

// Returns the paths that an update changes. Resolves `*`, and an empty mask, which means all fields that are set
// in `resource`. Adds violations for paths that cannot be updated, and if nothing is left to update. Any thread.
google::protobuf::FieldMask ResolveUpdateMask(const google::protobuf::FieldMask& given,
                                              const google::protobuf::Message& resource,
                                              const UpdatableFields& updatable, Violations& violations);

}  // namespace verbatim::registry
