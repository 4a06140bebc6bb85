#include "registry/audit/unkeyed_digests.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "log/leaf.h"
#include "registry/audit/damage.h"
#include "status/status_macros.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {
namespace {

constexpr int64_t kEntriesPerListing = 1000;

bool IsHex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Whether an id has the form that ImportFeed made of a SHA-256: `x` and 32 digits, or `r` for a review's
// document.
bool IsDerivedId(std::string_view id) {
  constexpr size_t kDigits = 32;
  return id.size() == 1 + kDigits && (id.front() == 'x' || id.front() == 'r') && IsHex(id.substr(1));
}

// Whether a part of the name is such an id.
bool HasDerivedId(std::string_view name) {
  while (!name.empty()) {
    const size_t slash = std::min(name.find('/'), name.size());
    if (IsDerivedId(name.substr(0, slash))) return true;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return false;
}

// Whether a request_id has the form that `verbatim claims import` made of a SHA-256: import-DIGEST-NUMBER.
bool IsDerivedRequestId(std::string_view id) {
  constexpr std::string_view kPrefix = "import-";
  constexpr size_t kDigits = 64;
  return id.starts_with(kPrefix) && id.size() > kPrefix.size() + kDigits &&
         IsHex(id.substr(kPrefix.size(), kDigits)) && id[kPrefix.size() + kDigits] == '-';
}

class Lister {
 public:
  explicit Lister(const std::function<void(const UnkeyedDigest&)>& see) : see_(see) {}

  absl::Status Add(const store::Entry& entry) {
    const std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
    if (!leaf) return DamagedEntry(entry.index, "the leaf cannot be parsed");
    ++result_.entries;
    if (leaf->request_id.empty() || leaf->request_id != request_id_ || leaf->principal != principal_) {
      EndRequest();
      request_id_ = leaf->request_id;
      principal_ = leaf->principal;
    }
    if (!entry.payload) {
      ++result_.erased;
      has_erased_ = true;
      if (HasDerivedId(leaf->resource)) {
        See({entry.index, leaf->resource, "the id is a digest of words without a key"});
      }
      if (IsDerivedRequestId(leaf->request_id)) {
        See({entry.index, leaf->resource, "the request_id is a digest of a line without a key"});
      }
      return absl::OkStatus();
    }
    verbatim::v1::EntryPayload payload;
    if (!payload.ParseFromString(*entry.payload)) {
      return DamagedEntry(entry.index, "the payload cannot be parsed");
    }
    if (!payload.request_sha256().empty()) {
      left_.push_back({entry.index, leaf->resource,
                       "the payload has a digest of the request without a key; the request also had words "
                       "that were erased"});
    }
    return absl::OkStatus();
  }

  // Takes the end of a request, whose entries are consecutive.
  void EndRequest() {
    if (has_erased_) {
      for (const UnkeyedDigest& digest : left_) See(digest);
    }
    left_.clear();
    has_erased_ = false;
  }

  const UnkeyedDigests& result() const { return result_; }

 private:
  void See(const UnkeyedDigest& digest) {
    ++result_.found;
    see_(digest);
  }

  const std::function<void(const UnkeyedDigest&)>& see_;
  UnkeyedDigests result_;
  // The request whose entries are being read.
  std::string request_id_;
  std::string principal_;
  bool has_erased_ = false;
  std::vector<UnkeyedDigest> left_;
};

}  // namespace

absl::StatusOr<UnkeyedDigests> ListUnkeyedDigests(store::Store& store,
                                                  const std::function<void(const UnkeyedDigest&)>& see) {
  Lister lister(see);
  auto size = store.Size();
  if (!size.ok()) return Unreadable("the log", size.status());
  for (int64_t next = 0; next < *size;) {
    auto entries = store.ReadEntries(next, kEntriesPerListing);
    if (!entries.ok()) return Unreadable(absl::StrCat("log entries from ", next, " on"), entries.status());
    if (entries->empty()) return DamagedEntry(next, "is missing");
    for (const store::Entry& entry : *entries) ABSL_RETURN_IF_ERROR(lister.Add(entry));
    next += static_cast<int64_t>(entries->size());
  }
  lister.EndRequest();
  return lister.result();
}

}  // namespace verbatim::registry
