#include "registry/requests/update_mask.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/field_mask_util.h"

namespace verbatim::registry {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::util::FieldMaskUtil;

bool IsUpdatable(std::string_view path, const google::protobuf::Message& resource,
                 const UpdatableFields& updatable) {
  const std::string_view field = updatable.with_subfields ? path.substr(0, path.find('.')) : path;
  return std::find(updatable.names.begin(), updatable.names.end(), field) != updatable.names.end() &&
         FieldMaskUtil::GetFieldDescriptors(resource.GetDescriptor(), std::string(path), nullptr);
}

std::string NamesOf(const UpdatableFields& updatable) {
  std::string names;
  for (std::string_view name : updatable.names) {
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

}  // namespace

FieldMask ResolveUpdateMask(const FieldMask& given, const google::protobuf::Message& resource,
                            const UpdatableFields& updatable, Violations& violations) {
  FieldMask mask;
  bool is_valid = true;
  if (given.paths_size() == 1 && given.paths(0) == "*") {
    for (std::string_view field : updatable.names) mask.add_paths(std::string(field));
  } else if (given.paths().empty()) {
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    resource.GetReflection()->ListFields(resource, &fields);
    for (const auto* field : fields) {
      if (IsUpdatable(field->name(), resource, updatable)) mask.add_paths(field->name());
    }
  } else {
    for (const std::string& path : given.paths()) {
      if (IsUpdatable(path, resource, updatable)) {
        mask.add_paths(path);
        continue;
      }
      is_valid = false;
      violations.Add("update_mask",
                     absl::StrCat("\"", path, "\" cannot be updated; allowed are ", NamesOf(updatable),
                                  updatable.with_subfields ? " and their subfields" : ""));
    }
  }
  if (mask.paths().empty() && is_valid) {
    violations.Add("update_mask", absl::StrCat("names no field, and ", std::string(updatable.none_is_set)));
  }
  return mask;
}

}  // namespace verbatim::registry
