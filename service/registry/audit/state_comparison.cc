#include "registry/audit/state_comparison.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "registry/audit/damage.h"
#include "registry/records/index_keys.h"
#include "status/absl_view.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using store::StateRow;
using store::StateTable;

constexpr int64_t kRowsAtOnce = 1000;

std::string_view NameOf(StateTable table) {
  switch (table) {
    case StateTable::kHashes:
      return "the tree's hash at position";
    case StateTable::kHistory:
      return "the link to the previous entry from log entry";
    case StateTable::kResources:
      return "the resource created by log entry";
    case StateTable::kIndexKeys:
      return "the index key of the resource created by log entry";
    case StateTable::kCounters:
      return "the counter";
    case StateTable::kRequests:
      return "the request";
    case StateTable::kAttachments:
      return "the attachments of log entry";
  }
  return "";
}

absl::Status Differs(StateTable table, const StateRow& row, std::string_view how) {
  std::string which(NameOf(table));
  const bool numbered = table != StateTable::kCounters && table != StateTable::kRequests;
  if (numbered) absl::StrAppend(&which, " ", row.number);
  if (!row.name.empty()) absl::StrAppend(&which, " \"", row.name, "\"");
  return absl::DataLossError(absl::StrCat(which, " ", Absl(how)));
}

// Returns whether one of a request's entries has no payload. `entries` is a space, the index of the first
// entry, a space, and the number of entries.
bool HasErased(std::string_view entries, const std::set<store::LogIndex>& without_payload) {
  int64_t first = 0;
  int64_t count = 0;
  const std::vector<absl::string_view> parts = absl::StrSplit(Absl(entries), ' ', absl::SkipEmpty());
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &first) || !absl::SimpleAtoi(parts[1], &count)) {
    return false;
  }
  const auto erased = without_payload.lower_bound(first);
  return erased != without_payload.end() && *erased < first + count;
}

// Returns whether the rows agree. When the first entry of a request is erased, the request's fingerprint is
// deleted. Earlier versions of the program kept it. If all entries of a request were erased, the fingerprint
// cannot be computed.
bool Agree(StateTable table, const StateRow& stored, const StateRow& computed,
           const std::set<store::LogIndex>& without_payload) {
  if (table != StateTable::kRequests || stored == computed) return stored == computed;
  const std::string_view actual = stored.value;
  const std::string_view expected = computed.value;
  const std::string_view entries = expected.substr(expected.find(' '));
  return stored.name == computed.name && HasErased(entries, without_payload) &&
         (actual == entries || (expected == entries && actual.ends_with(entries)));
}

// Describes how two rows at the same place of a table differ.
absl::Status Difference(StateTable table, const StateRow& stored, const StateRow& computed) {
  auto key = [](const StateRow& row) { return std::pair(row.name, row.number); };
  if (key(computed) < key(stored)) return Differs(table, computed, "is missing");
  if (key(stored) < key(computed)) return Differs(table, stored, "does not follow from the log");
  if (table == StateTable::kHashes) return Differs(table, stored, "differs from the computed hash");
  return Differs(table, stored,
                 absl::StrCat("is \"", stored.value, "\" instead of \"", computed.value, "\""));
}

absl::Status CompareTable(StateTable table, store::Store& store, store::Store& computed_store,
                          const std::set<store::LogIndex>& without_payload) {
  std::optional<StateRow> after;
  while (true) {
    auto stored = store.ReadState(table, after, kRowsAtOnce);
    if (!stored.ok()) return Unreadable(NameOf(table), stored.status());
    ABSL_ASSIGN_OR_RETURN(const std::vector<StateRow> computed,
                          computed_store.ReadState(table, after, kRowsAtOnce));
    for (size_t i = 0; i < std::max(stored->size(), computed.size()); ++i) {
      if (i >= stored->size()) return Differs(table, computed[i], "is missing");
      if (i >= computed.size()) return Differs(table, (*stored)[i], "does not follow from the log");
      if (Agree(table, (*stored)[i], computed[i], without_payload)) continue;
      return Difference(table, (*stored)[i], computed[i]);
    }
    if (static_cast<int64_t>(stored->size()) < kRowsAtOnce) return absl::OkStatus();
    after = stored->back();
  }
}

}  // namespace

absl::Status CompareState(store::Store& store, store::Store& computed,
                          const std::set<store::LogIndex>& without_payload) {
  for (StateTable table :
       {StateTable::kHashes, StateTable::kHistory, StateTable::kResources, StateTable::kIndexKeys,
        StateTable::kCounters, StateTable::kRequests, StateTable::kAttachments}) {
    ABSL_RETURN_IF_ERROR(CompareTable(table, store, computed, without_payload));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::registry
