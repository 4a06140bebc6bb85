#include "registry/log/log_reader.h"

#include <utility>

#include "access/method_rules.h"
#include "registry/records/log_entries.h"
#include "registry/requests/page_token.h"
#include "registry/requests/validation.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

// Entries that one page of a filtered listing reads at most, some 20 ms of work; log_service.proto names the
// number.
constexpr int64_t kMaxEntriesRead = 10'000;

// Entries read from the store at once.
constexpr int64_t kEntriesAtOnce = 256;

// Adds to the error of a page that begins with a damaged entry the token of the page that follows the entry.
// Returns any other error as it is.
absl::Status AtDamage(const absl::Status& status, const verbatim::v1::ListEntriesRequest& request) {
  const auto damaged = DamagedResourceOf(status);
  return damaged ? WithNextPageToken(status, MakePageToken(request, damaged->log_index)) : status;
}

// A filter by principal would tell who wrote an entry.
absl::Status CheckMayFilter(const access::Caller& caller, const verbatim::v1::LogEntryFilter& filter,
                            std::string_view method) {
  if (filter.principal().empty()) return absl::OkStatus();
  return access::Authorize(caller, access::Permission::kAudit, method);
}

}  // namespace

absl::StatusOr<int64_t> LogReader::Size() { return FromStore(store_.Size()); }

absl::Status LogReader::CheckReached(std::string_view field, int64_t size) {
  ABSL_ASSIGN_OR_RETURN(const int64_t reached, Size());
  return size <= reached ? absl::OkStatus() : SizeNotReached(field, size, reached);
}

absl::StatusOr<verbatim::v1::GetCheckpointResponse> LogReader::GetCheckpoint(
    const verbatim::v1::GetCheckpointRequest& request) {
  ABSL_ASSIGN_OR_RETURN(auto checkpoint,
                        request.cosigned() ? checkpoints_.LatestCosigned() : checkpoints_.Latest());
  verbatim::v1::GetCheckpointResponse response;
  *response.mutable_checkpoint() = std::move(checkpoint);
  return response;
}

absl::StatusOr<verbatim::v1::AddCosignaturesResponse> LogReader::AddCosignatures(
    const verbatim::v1::AddCosignaturesRequest& request) {
  ABSL_ASSIGN_OR_RETURN(auto checkpoint, checkpoints_.AddCosignatures(request.note()));
  verbatim::v1::AddCosignaturesResponse response;
  *response.mutable_checkpoint() = std::move(checkpoint);
  return response;
}

absl::StatusOr<verbatim::v1::ListEntriesResponse> LogReader::ListEntries(
    const access::Caller& caller, verbatim::v1::ListEntriesRequest request) {
  ABSL_RETURN_IF_ERROR(CheckMayFilter(caller, request.filter(), "LogService.ListEntries"));
  Violations violations;
  if (request.first_index() < 0) violations.Add("first_index", "must not be negative");
  CheckLogEntryFilter(request.filter(), violations);
  if (!violations.empty()) return violations.ToStatus();
  ABSL_ASSIGN_OR_RETURN(store::Listing listing, StartListing(request, limits_));
  const store::LogIndex next = listing.after < 0 ? request.first_index() : listing.after + 1;
  ABSL_RETURN_IF_ERROR(CheckReached("first_index", next));
  auto response =
      request.has_filter() ? ListPassing(request, listing, next) : ListAll(request, listing, next);
  if (response.ok() && !caller.permissions.Has(access::Permission::kAudit)) {
    for (verbatim::v1::LogEntry& entry : *response->mutable_entries()) HidePrincipal(entry);
  }
  return response;
}

absl::StatusOr<verbatim::v1::ListEntriesResponse> LogReader::ListAll(
    const verbatim::v1::ListEntriesRequest& request, const store::Listing& listing, store::LogIndex next) {
  verbatim::v1::ListEntriesResponse response;
  EntryParts parts = request.leaves_only() ? EntryParts::kLeavesOnly : EntryParts::kAll;
  auto page = FromStore(store_.ListEntries({next, listing.limit, listing.max_bytes, request.leaves_only()}));
  if (!page.ok()) return AtDamage(page.status(), request);
  for (const store::Entry& stored : page->entries) {
    ABSL_ASSIGN_OR_RETURN(auto entry, ToLogEntry(stored, parts));
    *response.add_entries() = std::move(entry);
  }
  if (page->more) response.set_next_page_token(MakePageToken(request, page->entries.back().index));
  return response;
}

absl::StatusOr<verbatim::v1::ListEntriesResponse> LogReader::ListPassing(
    const verbatim::v1::ListEntriesRequest& request, const store::Listing& listing, store::LogIndex next) {
  verbatim::v1::ListEntriesResponse response;
  const bool reads_payloads = !request.leaves_only() || NeedsPayload(request.filter());
  int64_t read = 0;
  int64_t bytes = 0;
  while (true) {
    auto page = FromStore(store_.ListEntries({next, kEntriesAtOnce, listing.max_bytes, !reads_payloads}));
    if (DamagedResourceOf(page.status()) && response.entries_size() > 0) {
      response.set_next_page_token(MakePageToken(request, next - 1));
      return response;
    }
    if (!page.ok()) return AtDamage(page.status(), request);
    for (const store::Entry& stored : page->entries) {
      ABSL_ASSIGN_OR_RETURN(auto entry, ToLogEntry(stored, EntryParts::kAll));
      const bool passes = Passes(request.filter(), entry, SubjectsOf(entry));
      if (request.leaves_only()) entry.clear_payload();
      const auto size = static_cast<int64_t>(entry.leaf().size() + entry.payload().size());
      const bool full =
          response.entries_size() == listing.limit || (bytes + size > listing.max_bytes && bytes > 0);
      if ((passes && full) || read == kMaxEntriesRead) {
        response.set_next_page_token(MakePageToken(request, stored.index - 1));
        return response;
      }
      ++read;
      next = stored.index + 1;
      if (!passes) continue;
      bytes += size;
      *response.add_entries() = std::move(entry);
    }
    if (!page->more) return response;
  }
}

absl::StatusOr<verbatim::v1::GetInclusionProofResponse> LogReader::GetInclusionProof(
    const verbatim::v1::GetInclusionProofRequest& request) {
  Violations violations;
  if (request.size() < 1) violations.Add("size", "must be at least 1");
  if (request.index() < 0 || (request.size() >= 1 && request.index() >= request.size())) {
    violations.Add("index", "must be at least 0 and less than size");
  }
  if (!violations.empty()) return violations.ToStatus();
  ABSL_RETURN_IF_ERROR(CheckReached("size", request.size()));
  ABSL_ASSIGN_OR_RETURN(const auto proof, checkpoints_.ProveInclusion(static_cast<uint64_t>(request.index()),
                                                                      static_cast<uint64_t>(request.size())));
  verbatim::v1::GetInclusionProofResponse response;
  response.set_leaf_hash(log::ToBytes(proof.leaf_hash));
  for (const log::Digest& hash : proof.hashes) response.add_hashes(log::ToBytes(hash));
  return response;
}

absl::StatusOr<verbatim::v1::GetConsistencyProofResponse> LogReader::GetConsistencyProof(
    const verbatim::v1::GetConsistencyProofRequest& request) {
  Violations violations;
  if (request.from_size() < 1) violations.Add("from_size", "must be at least 1");
  if (request.to_size() < 1) {
    violations.Add("to_size", "must be at least 1");
  } else if (request.from_size() > request.to_size()) {
    violations.Add("from_size", "must not be greater than to_size");
  }
  if (!violations.empty()) return violations.ToStatus();
  ABSL_RETURN_IF_ERROR(CheckReached("to_size", request.to_size()));
  ABSL_ASSIGN_OR_RETURN(
      auto hashes, checkpoints_.ReadNodes(log::ConsistencyProof(static_cast<uint64_t>(request.from_size()),
                                                                static_cast<uint64_t>(request.to_size()))));
  verbatim::v1::GetConsistencyProofResponse response;
  for (const log::Digest& hash : hashes) response.add_hashes(log::ToBytes(hash));
  return response;
}

absl::Status LogReader::CheckWatch(const access::Caller& caller, const verbatim::v1::WatchRequest& request) {
  ABSL_RETURN_IF_ERROR(CheckMayFilter(caller, request.filter(), "LogService.Watch"));
  Violations violations;
  if (request.start_index() < 0) violations.Add("start_index", "must not be negative");
  CheckLogEntryFilter(request.filter(), violations);
  if (!violations.empty()) return violations.ToStatus();
  return CheckReached("start_index", request.start_index());
}

}  // namespace verbatim::registry
