#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "registry/requests/limits.h"
#include "registry/requests/page_token.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "store/store.h"

namespace verbatim::registry {

// Maximum number of resources read from the store at once. Together they have at most kPageBytes.
inline constexpr int64_t kResourcesAtOnce = 256;

// Builds the page that `listing` selects. `request` is the list request as StartListing left it.
// `add(response, record)` adds one resource to the response and returns a status. If the page begins with a
// damaged resource, returns ResourceDamaged with the token of the page that follows the resource.
template <typename Response, typename Request, typename Add>
absl::StatusOr<Response> ListPage(store::Store& store, const Request& request, const store::Listing& listing,
                                  Add add) {
  auto page = FromStore(store.List(listing));
  if (const auto damaged = DamagedResourceOf(page.status())) {
    ABSL_ASSIGN_OR_RETURN(const auto record, FromStore(store.GetUnchecked(damaged->name)));
    if (!record) return page.status();
    return WithNextPageToken(page.status(), MakePageToken(request, record->created));
  }
  ABSL_RETURN_IF_ERROR(page.status());
  Response response;
  for (const store::Record& record : page->records) {
    ABSL_RETURN_IF_ERROR(add(response, record));
  }
  if (page->more) response.set_next_page_token(MakePageToken(request, page->records.back().created));
  return response;
}

// Builds the page that a list request asks for. Its resources have all of these index keys (FilterKeys,
// MostSelectiveFirst).
template <typename Response, typename Request, typename Add>
absl::StatusOr<Response> ListResources(store::Store& store, const Limits& limits, Request request,
                                       std::vector<std::string> keys, Add add) {
  ABSL_ASSIGN_OR_RETURN(store::Listing listing, StartListing(request, limits));
  listing.keys = std::move(keys);
  return ListPage<Response>(store, request, listing, std::move(add));
}

// Calls `see(record)` for each resource that has all these index keys (MostSelectiveFirst), in order of
// creation. Stops after `most` resources. If `see` returns an error, stops and returns that error. A damaged
// resource is an error.
template <typename See>
absl::Status ForEachListed(store::Store& store, std::vector<std::string> keys, See see,
                           int64_t most = std::numeric_limits<int64_t>::max()) {
  store::Listing listing{std::move(keys), -1, kResourcesAtOnce, kPageBytes};
  while (true) {
    ABSL_ASSIGN_OR_RETURN(auto page, FromStore(store.List(listing)));
    for (const store::Record& record : page.records) {
      if (most-- == 0) return absl::OkStatus();
      ABSL_RETURN_IF_ERROR(see(record));
      listing.after = record.created;
    }
    if (!page.more) return absl::OkStatus();
  }
}

}  // namespace verbatim::registry
