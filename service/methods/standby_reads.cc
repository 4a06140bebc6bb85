#include "methods/standby_reads.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "methods/catch_up.h"
#include "methods/table.h"

namespace verbatim::methods {
namespace {

// Reads that may sign and store a head of the log, and the one that reads the index of claims, which follows
// the primary.
constexpr std::array<std::string_view, 4> kOnPrimary = {"GetCheckpoint", "GetProofBundle", "VerifyClaim",
                                                        "MatchClaims"};

bool CanAnswer(const Method& method) {
  return method.unary && !method.writes &&
         std::find(kOnPrimary.begin(), kOnPrimary.end(), method.descriptor->name()) == kOnPrimary.end();
}

// Errors of the standby's storage, which the primary need not have.
bool IsOfStorage(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDataLoss(status) || absl::IsInternal(status);
}

}  // namespace

StandbyReads::StandbyReads(const Standby& standby, match::Matcher& matcher, Watches& watches,
                           sync::Executor& executor)
    : standby_(standby), methods_(MakeMethods(standby.registry, matcher, watches, executor)) {}

std::optional<absl::StatusOr<Response>> StandbyReads::Answer(size_t method, const Call& call,
                                                             const Incoming& incoming) {
  const Method& handler = methods_[method];
  if (call.min_log_size.empty() || !CanAnswer(handler) || !standby_.is_reachable) return std::nullopt;
  // The primary has at least as many entries, and reports a malformed number.
  if (!CatchUp(standby_.registry, call.min_log_size).ok()) return std::nullopt;
  std::unique_ptr<google::protobuf::Message> request(handler.request_prototype->New());
  if (absl::Status parsed = incoming.Parse(*request); !parsed.ok()) return parsed;
  absl::StatusOr<Response> response = handler.unary(call, *request);
  if (IsOfStorage(response.status())) return std::nullopt;
  return response;
}

}  // namespace verbatim::methods
