#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "registry/errors.h"
#include "registry/limits.h"
#include "registry/page_token.h"
#include "store/store.h"

namespace verbatim::registry {

// Bytes of a page's payloads, unless it is one alone that has more: well under the 4 MiB that gRPC clients
// receive at most unless told otherwise, with the fields that are not in a payload.
inline constexpr int64_t kPageBytes = 2 << 20;

// The page that a list request asks for, of the resources under these terms (FilterTerms, the rarest first).
// `add(response, record)` reads one of them into the answer and returns how that went.
template <typename Response, typename Request, typename Add>
absl::StatusOr<Response> ListResources(store::Store& store, const Limits& limits, Request request,
                                       std::vector<std::string> terms, Add add) {
  absl::StatusOr<store::Listing> listing = StartListing(request, limits, kPageBytes);
  if (!listing.ok()) return listing.status();
  listing->terms = std::move(terms);
  auto page = store.List(*listing);
  if (!page.ok()) return FromStore(page.status());
  Response response;
  for (const store::Record& record : page->records) {
    absl::Status added = add(response, record);
    if (!added.ok()) return added;
  }
  if (page->more) response.set_next_page_token(MakePageToken(request, page->records.back().created));
  return response;
}

}  // namespace verbatim::registry
