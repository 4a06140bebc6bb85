#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

// The etags of the contract (AIP-154) as HTTP's ETag, If-Match and If-None-Match. Any thread.
namespace verbatim::http {

// The etag of the resource in a response; empty if it has none.
std::string ResponseEtag(const google::protobuf::Message& response);

// Whether an If-None-Match value names the etag.
bool MatchesEtag(std::string_view if_none_match, std::string_view etag);

// Reads one etag in quotes. Returns false if `value` is anything else.
bool ReadEtag(std::string_view value, std::string& etag);

// Returns whether requests of this type have an etag: a field `etag` of the request, or a field `etag` of the
// resource in the field `body`.
bool TakesEtag(const google::protobuf::Descriptor& type, std::string_view body);

// Sets the etag of the request. INVALID_ARGUMENT if the request already has another etag.
absl::Status SetRequestEtag(google::protobuf::Message& request, std::string_view body, std::string_view etag);

}  // namespace verbatim::http
