#include "registry/commit/may_change.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "access/method_rules.h"
#include "access/ownership.h"
#include "log/leaf.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {

absl::Status CheckMayChange(store::Store& store, const access::Caller& caller, const store::Record& resource,
                            std::string_view method) {
  if (caller.permissions.Has(access::Permission::kCurate)) return absl::OkStatus();
  ABSL_ASSIGN_OR_RETURN(const auto first,
                        FromStore(store.ListEntries(
                            {.first = resource.created, .limit = 1, .max_bytes = 0, .leaves_only = true})));
  const std::optional<log::Leaf> leaf =
      first.entries.empty() ? std::nullopt : log::DecodeLeaf(first.entries.front().leaf);
  if (!leaf)
    return StorageDamaged(absl::StrCat("the leaf of log entry ", resource.created, " cannot be parsed"));
  if (access::Owns(caller, leaf->principal)) return absl::OkStatus();
  return access::Authorize(caller, access::Permission::kCurate, method);
}

}  // namespace verbatim::registry
