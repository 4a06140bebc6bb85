#include "verbatimd/standby.h"

#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/ed25519.h"
#include "verbatimd/log_identity.h"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {
namespace {

// A standby may lag behind tables and agreements that this server has just created.
constexpr std::chrono::seconds kWaitForCopy{10};
constexpr std::chrono::milliseconds kPause{100};

// The primary can answer instead, so a call waits little for the standby, and tries it once.
constexpr store::Patience kPatience = {.answer = std::chrono::seconds(1), .retries = std::chrono::seconds(0)};

absl::StatusOr<std::unique_ptr<store::Store>> OpenCopy(const ServeOptions& options,
                                                       const registry::LogIdentity& identity) {
  auto store = store::OpenStore(options.store.read_uri, options.store_connections, store::Access::kReadOnly,
                                options.record_cache_bytes, kPatience);
  if (!store.ok()) return store;
  if (absl::Status same = CheckIdentity(**store, identity); !same.ok()) return same;
  return store;
}

void LogReachable(bool reachable) {
  LogLine(
      reachable ? Severity::kInfo : Severity::kWarning,
      reachable ? "the standby answers reads again" : "the standby is away; the primary answers all reads");
}

}  // namespace

absl::StatusOr<std::unique_ptr<OpenedStandby>> OpenedStandby::Open(const ServeOptions& options,
                                                                   const registry::LogIdentity& identity,
                                                                   const registry::Environment& environment) {
  const auto end = std::chrono::steady_clock::now() + kWaitForCopy;
  auto store = OpenCopy(options, identity);
  while (!store.ok() && !absl::IsInvalidArgument(store.status()) && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(kPause);
    store = OpenCopy(options, identity);
  }
  if (!store.ok()) {
    return absl::Status(store.status().code(),
                        absl::StrCat("--store_read: ", std::string(store.status().message())));
  }
  absl::StatusOr<log::SigningKey> key = log::SigningKey::FromPem(identity.key.ToPem());
  if (!key.ok()) return key.status();
  return std::unique_ptr<OpenedStandby>(new OpenedStandby(
      *std::move(store), options, registry::LogIdentity{*std::move(key), identity.origin, identity.witnesses},
      environment));
}

OpenedStandby::OpenedStandby(std::unique_ptr<store::Store> store, const ServeOptions& options,
                             registry::LogIdentity identity, const registry::Environment& environment)
    : store_(std::move(store)),
      registry_(*store_, options.limits, environment, std::move(identity), [this](bool reachable) {
        is_reachable_ = reachable;
        LogReachable(reachable);
      }) {
  store_->damage().Listen([](const store::DamageLog::Finding& finding) {
    LogLine(Severity::kError, "stored bytes of the standby are damaged; the primary answers instead",
            {{"resource", finding.resource},
             {"log_index", absl::StrCat(finding.log_index)},
             {"damage", finding.what}});
  });
}

}  // namespace verbatim::verbatimd
