#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "registry/requests/limits.h"
#include "status/status_macros.h"
#include "store/store.h"

// Keyset page tokens (AIP-158): the position after which a listing continues, bound to its request.
namespace verbatim::registry {

// `request` is the list request without its page_size and page_token. The token is valid only for the same
// listing.
std::string MakePageToken(const google::protobuf::Message& request, int64_t after);

// Returns the position in a token of the same listing; -1 for the empty token. INVALID_ARGUMENT for any other
// token. Tokens are not authenticated, so treat the position as untrusted input. It is between 0 and the
// greatest int64 minus 1.
absl::StatusOr<int64_t> ReadPageToken(const google::protobuf::Message& request, std::string_view token);

// Number of rows on a page if the request has no page_size.
inline constexpr int64_t kDefaultRows = 50;

// Bytes of rows after which a page ends. A single larger row is a page of its own. gRPC clients receive at
// most 4 MiB by default; the difference leaves room for the uncounted parts of up to a thousand rows.
inline constexpr int64_t kPageBytes = 2 << 20;

// Bytes of sentences after which a page of sentences ends. Names and spans are not counted.
inline constexpr size_t kSentencePageBytes = 1 << 20;

// Returns the number of rows for this `page_size`. INVALID_ARGUMENT if `page_size` is negative.
absl::StatusOr<int64_t> PageRows(int page_size, const Limits& limits, int64_t default_rows = kDefaultRows);

// Returns the store listing that a list request asks for, without index keys. Clears the request's page_size
// and page_token, as MakePageToken expects. INVALID_ARGUMENT if one of them is invalid.
template <typename ListRequest>
absl::StatusOr<store::Listing> StartListing(ListRequest& request, const Limits& limits,
                                            int64_t default_rows = kDefaultRows) {
  ABSL_ASSIGN_OR_RETURN(int64_t rows, PageRows(request.page_size(), limits, default_rows));
  std::string token = std::move(*request.mutable_page_token());
  request.clear_page_size();
  request.clear_page_token();
  ABSL_ASSIGN_OR_RETURN(int64_t after, ReadPageToken(request, token));
  return store::Listing{{}, after, rows, kPageBytes};
}

}  // namespace verbatim::registry
