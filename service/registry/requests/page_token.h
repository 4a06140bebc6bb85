#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "registry/requests/limits.h"
#include "store/store.h"

// Keyset page tokens (AIP-158): the position after which a listing goes on, bound to the request that it
// belongs to.
namespace verbatim::registry {

// `request` is the list request without its page_size and page_token: a token is good for exactly that
// listing.
std::string MakePageToken(const google::protobuf::Message& request, int64_t after);

// The position that a token of the same listing holds; -1 for the empty token. INVALID_ARGUMENT for any other
// token. Whoever knows how can make one: the position is less than the greatest number, and may be any other.
absl::StatusOr<int64_t> ReadPageToken(const google::protobuf::Message& request, std::string_view token);

// Rows of a page unless a size is asked for.
inline constexpr int64_t kDefaultRows = 50;

// Bytes after which a page ends, unless one row alone has more: well under the 4 MiB that gRPC clients
// receive at most unless told otherwise, with what is said of up to a thousand rows beside what is counted.
inline constexpr int64_t kPageBytes = 2 << 20;

// Bytes of sentences' texts after which a page of them ends: each comes with its name and its place.
inline constexpr size_t kSentencePageBytes = 1 << 20;

// Rows that a page may have when `page_size` was asked for. INVALID_ARGUMENT if it is negative.
absl::StatusOr<int64_t> PageRows(int page_size, const Limits& limits, int64_t default_rows = kDefaultRows);

// The page of the store's that a list request asks for, still without terms; the request is left without its
// page_size and page_token, as MakePageToken needs it for the next.
template <typename ListRequest>
absl::StatusOr<store::Listing> StartListing(ListRequest& request, const Limits& limits,
                                            int64_t default_rows = kDefaultRows) {
  absl::StatusOr<int64_t> rows = PageRows(request.page_size(), limits, default_rows);
  if (!rows.ok()) return rows.status();
  std::string token = std::move(*request.mutable_page_token());
  request.clear_page_size();
  request.clear_page_token();
  absl::StatusOr<int64_t> after = ReadPageToken(request, token);
  if (!after.ok()) return after.status();
  return store::Listing{{}, *after, *rows, kPageBytes};
}

}  // namespace verbatim::registry
