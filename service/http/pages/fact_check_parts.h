#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "http/transport/message.h"
#include "verbatim/v1/review.pb.h"

// What the methods of the Fact Check Tools API have in common. Any thread.
namespace verbatim::http {

inline constexpr size_t kDefaultPageSize = 10;
inline constexpr size_t kMaxPageSize = 100;

// Reviews that a request without a query reads at most.
inline constexpr int kReviewPages = 10;
inline constexpr int kReviewsPerPage = 1000;

// The host of an absolute URI in lower case, without www. Empty if there is none.
std::string SiteOf(std::string_view uri);

// Reads a date of the contract, such as Claim.publish_date: its first moment in UTC. Nothing if it is empty.
std::optional<absl::Time> ReadDate(const std::string& date);

// The time when the review was published. If that time is unknown, the time when the review was recorded.
absl::Time ReviewTime(const v1::Review& review);
// In Google's form, RFC 3339 in UTC.
std::string FormatDate(absl::Time time);

// The review's own address, or the address at which this server publishes the reviews of the claim. `head` is
// the head of the request.
std::string UrlOf(const v1::Review& review, const RequestHead& head, bool tls);

// A page token: the offset of the page, bound to what the request asks for.
std::string MakeOffsetToken(size_t offset, std::string_view bound_to);
// Returns nothing if the token belongs to another request, or is not a token.
std::optional<size_t> ReadOffsetToken(std::string_view token, std::string_view bound_to);

// Reads a parameter that is a number from 0 to `most`.
std::optional<size_t> ReadCount(std::string_view digits, size_t most);

}  // namespace verbatim::http
