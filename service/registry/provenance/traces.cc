#include "registry/provenance/traces.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "registry/requests/page_token.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

constexpr int64_t kDefaultPageNodes = 500;

// Maximum number of cached traces. Limits::trace_nodes bounds their nodes; a small trace counts as 1/64 of
// that limit.
constexpr int64_t kMaxCached = 64;

// Separates the random number of a token from the position, which is hexadecimal.
constexpr char kBeforeRandom = '-';

absl::Status Check(const verbatim::v1::TraceClaimRequest& request) {
  Violations violations;
  if (!IsResourceName(request.name()) || IsLinkName(request.name())) {
    violations.Add("name",
                   "must be claims/{id}, claims/{id}/evidence/{id}, claims/{id}/reviews/{id}, documents/{id} "
                   "or documents/{id}/revisions/{number}");
  }
  if (!verbatim::v1::TraceDirection_IsValid(request.direction())) {
    violations.Add("direction", "is not a TraceDirection");
  }
  if (request.max_depth() < 0) violations.Add("max_depth", "must not be negative");
  if (request.max_nodes() < 0) violations.Add("max_nodes", "must not be negative");
  return violations.ToStatus();
}

}  // namespace

absl::StatusOr<verbatim::v1::TraceClaimResponse> Traces::TraceClaim(verbatim::v1::TraceClaimRequest request,
                                                                    const sync::CallContext& context) {
  ABSL_RETURN_IF_ERROR(Check(request));
  const std::string token = request.page_token();
  request.set_page_token(token.substr(0, token.find(kBeforeRandom)));
  // The position in the token is the number of steps that the walk makes before the page.
  ABSL_ASSIGN_OR_RETURN(store::Listing listing, StartListing(request, limits_, kDefaultPageNodes));
  const int64_t before = std::max<int64_t>(listing.after, 0);

  const sync::ErasableCaches::Epoch epoch = caches_.epoch();
  std::unique_ptr<Trace> trace = token.empty() ? nullptr : cache_.Take(token).value_or(nullptr);
  if (trace == nullptr) {
    trace = std::make_unique<Trace>(store_, texts_, request, limits_.trace_nodes);
    ABSL_RETURN_IF_ERROR(trace->Start());
    ABSL_RETURN_IF_ERROR(trace->Skip(before, context));
  }
  verbatim::v1::TraceClaimResponse response;
  // An error leaves the trace incomplete. The trace is then dropped.
  ABSL_RETURN_IF_ERROR(trace->Next(listing.limit, response, context));
  if (!trace->AtEnd()) {
    std::string next_token = MakeToken(request, trace->steps());
    response.set_next_page_token(next_token);
    Keep(std::move(next_token), std::move(trace), epoch);
  }
  return response;
}

std::string Traces::MakeToken(const verbatim::v1::TraceClaimRequest& request, int64_t steps) const {
  std::array<uint8_t, 16> random;
  environment_.random_bytes(random);
  const std::string_view bytes(reinterpret_cast<const char*>(random.data()), random.size());
  return absl::StrCat(MakePageToken(request, steps), std::string(1, kBeforeRandom),
                      absl::BytesToHexString(Absl(bytes)));
}

void Traces::Keep(std::string token, std::unique_ptr<Trace> trace, sync::ErasableCaches::Epoch epoch) {
  const auto least = static_cast<size_t>(limits_.trace_nodes / kMaxCached);
  const size_t cost = std::max(static_cast<size_t>(trace->size()), least);
  cache_.Put(std::move(token), std::move(trace), cost, epoch);
}

}  // namespace verbatim::registry
