#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/commit/may_change.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/counters.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "registry/requests/review_validation.h"
#include "registry/requests/uuid.h"
#include "registry/requests/validation.h"
#include "registry/sources/registry_context.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

// The common operations of a claim's children: evidence, reviews and links.
namespace verbatim::registry {

// A resource that is ready to be stored.
template <typename Resource>
struct Prepared {
  Resource resource;
  std::vector<store::NewEntry> entries;  // the first one is the resource's
  std::vector<store::Precondition> preconditions;
};

// Maximum number of attempts of a write if other calls keep writing the same resource.
inline constexpr int kChildAttempts = 8;

// Returns the id of a new resource, either chosen by the caller or generated.
inline std::string IdFor(const std::string& chosen, const Environment& environment) {
  return chosen.empty() ? MakeUuidV7(environment) : chosen;
}

// Commits a write and returns the stored resource. For a repeated request, returns the resource as the first
// request stored it. `prepare(write_context)` builds the write of each attempt. `read` reads the resource
// from an entry.
template <typename Resource, typename Prepare, typename Read>
absl::StatusOr<Resource> CommitChild(const RegistryContext& context, const access::Caller& caller,
                                     const std::optional<store::RequestKey>& key, Prepare prepare,
                                     Read read) {
  using Outcome = store::WriteResult::Outcome;
  auto read_again = [&](const store::WriteResult& result) -> absl::StatusOr<Resource> {
    ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(context.store, result));
    return read(entries.front().index, entries.front().payload);
  };
  absl::Status refused;
  for (int attempt = 0; attempt < kChildAttempts; ++attempt) {
    const WriteContext write_context{context.environment, caller, key, context.environment.now_micros()};
    absl::StatusOr<Prepared<Resource>> prepared = prepare(write_context);
    if (!prepared.ok()) {
      refused = prepared.status();
      break;
    }
    store::Write write{std::move(prepared->entries), key, std::move(prepared->preconditions)};
    ABSL_ASSIGN_OR_RETURN(store::WriteResult result, context.queue.SubmitAndWait(std::move(write)));
    if (result.outcome == Outcome::kRepeated) return read_again(result);
    if (result.outcome == Outcome::kCommitted) {
      SetIndex(result.first_index, prepared->resource);
      return std::move(prepared->resource);
    }
    refused = ToStatus(result, key);
    if (result.outcome != Outcome::kStale) break;
  }
  // The reason for the refusal may be that the same request already succeeded.
  if (auto repeated = FindRepeated(context.store, key)) return read_again(*repeated);
  return refused;
}

// Creates a child of the claim `request.parent()`. `id` is the id that the caller chose, in the field
// `id_field`. `violations` has the violations of the other fields. All violations are reported together.
// `prepare(claim, write_context)` builds the write.
template <typename Resource, typename Request, typename Prepare, typename Read>
absl::StatusOr<Resource> CreateChild(const RegistryContext& context, const access::Caller& caller,
                                     Request& request, const std::string& id, std::string_view id_field,
                                     Violations violations, Prepare prepare, Read read) {
  CheckParent(request.parent(), violations);
  CheckNewId(id, id_field, violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const std::optional<store::RequestKey> key = TakeRequestKey(context.environment, caller, request);
  return CommitChild<Resource>(
      context, caller, key,
      [&](const WriteContext& write_context) -> absl::StatusOr<Prepared<Resource>> {
        ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context.store, request.parent(), "parent"));
        ABSL_ASSIGN_OR_RETURN(auto claim, ReadClaim(record.latest, record.payload));
        if (claim.has_erasure()) return ClaimErased(claim.name());
        ABSL_ASSIGN_OR_RETURN(Prepared<Resource> prepared, prepare(claim, write_context));
        prepared.preconditions.push_back({ErasureCounter(claim.name()), 0});
        return prepared;
      },
      read);
}

// Retracts the child `request.name()`. `violations` has the violations of the name. `mark(child)` changes the
// state, or returns the reason why the child cannot be retracted. `make_entry(after, before, write_context)`
// makes the entry.
template <typename Resource, typename Request, typename Mark, typename MakeEntry, typename Read>
absl::StatusOr<Resource> RetractChild(const RegistryContext& context, const access::Caller& caller,
                                      Request& request, Violations violations, Mark mark,
                                      MakeEntry make_entry, Read read) {
  CheckStrings(request, "", violations);
  CheckRetractReason(request.reason(), violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const std::optional<store::RequestKey> key = TakeRequestKey(context.environment, caller, request);
  auto prepare = [&](const WriteContext& write_context) -> absl::StatusOr<Prepared<Resource>> {
    ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context.store, request.name(), "name"));
    ABSL_RETURN_IF_ERROR(CheckMayChange(context.store, write_context.caller, record,
                                        "ReviewService.Retract" + Resource::descriptor()->name()));
    ABSL_ASSIGN_OR_RETURN(const Resource before, read(record.latest, record.payload));
    if (!request.etag().empty() && request.etag() != before.etag()) {
      return StaleEtag(request.name(), before.etag());
    }
    if (before.erased()) return ClaimErased(ClaimOf(request.name()));
    Prepared<Resource> prepared;
    Resource& after = prepared.resource;
    after = before;
    ABSL_RETURN_IF_ERROR(mark(after));
    after.set_state_reason(request.reason());
    *after.mutable_update_time() = ToTimestamp(write_context.now_micros);
    prepared.entries.push_back(make_entry(after, before, write_context));
    prepared.entries.back().replaces = record.latest;
    return prepared;
  };
  return CommitChild<Resource>(context, caller, key, prepare, read);
}

// Builds a page of the children of `request.parent()`, or of all claims. `read` reads a child from an entry,
// and `add` adds one to the response.
template <typename Response, typename Resource, typename Request>
absl::StatusOr<Response> ListChildren(const RegistryContext& context, Request request,
                                      absl::StatusOr<Resource> (*read)(store::LogIndex,
                                                                       const std::optional<std::string>&),
                                      Resource* (Response::*add)()) {
  Violations violations;
  CheckListing(request, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  auto keys = MostSelectiveFirst(FilterKeys(request.parent(), request.filter()));
  auto add_record = [&](Response& response, const store::Record& record) -> absl::Status {
    ABSL_ASSIGN_OR_RETURN(*(response.*add)(), read(record.latest, record.payload));
    return absl::OkStatus();
  };
  return ListResources<Response>(context.store, context.limits, std::move(request), std::move(keys),
                                 add_record);
}

}  // namespace verbatim::registry
