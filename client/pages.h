#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/client.h"

namespace verbatim::client {

inline constexpr int64_t kAllItems = std::numeric_limits<int64_t>::max();

// Reads the pages of a list in order, each when it is asked for:
//
//   Pages pages(*client, &Client::ListClaims, request);
//   while (auto page = pages.Next())
//     for (const v1::Claim& claim : page->claims()) Use(claim);
//   if (!pages.status().ok()) return pages.status();
//
// Works with every method whose request has page_size and page_token: ListClaims, ListDocuments,
// ListRevisions, ListSentences, ListEntries, ListEvidence, ListReviews, ListLinks, CompareRevisions,
// TraceClaim. Not thread-safe. The client must outlive it.
template <typename Request, typename Response>
class Pages {
 public:
  using Method = absl::StatusOr<Response> (Client::*)(const Request&);

  // The largest page that the service returns, in items.
  static constexpr int64_t kLargestPage = 1000;

  // The pages follow request.page_token. If it is empty, the first page is the first of the list.
  Pages(Client& client, Method method, Request request)
      : client_(client), method_(method), request_(std::move(request)) {}

  // The next page, with at most `most` items. The service may return fewer, even none, before the end. Nothing
  // after the last page, after an error, and if `most` is not positive.
  std::optional<Response> Next(int64_t most = kAllItems) {
    if (done_ || most <= 0) return std::nullopt;
    request_.set_page_size(static_cast<int32_t>(std::min(most, kLargestPage)));
    absl::StatusOr<Response> page = (client_.*method_)(request_);
    if (!page.ok()) {
      done_ = true;
      status_ = page.status();
      return std::nullopt;
    }
    request_.set_page_token(page->next_page_token());
    done_ = request_.page_token().empty();
    return *std::move(page);
  }

  // OK, or the error at which the list ended.
  const absl::Status& status() const { return status_; }

 private:
  Client& client_;
  const Method method_;
  Request request_;
  bool done_ = false;
  absl::Status status_;
};

}  // namespace verbatim::client
