#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "access/policy.h"
#include "access/trusted_proxies.h"
#include "sync/mutex.h"

namespace verbatim::access {

// Identifies callers by the policy in force, which may be replaced while calls are under way. Any thread.
class Authenticator {
 public:
  explicit Authenticator(Policy policy = {}, TrustedProxies proxies = {})
      : is_open_(policy.empty() && proxies.empty()),
        proxies_(std::move(proxies)),
        policy_(std::make_shared<const Policy>(std::move(policy))) {}

  // Lets everybody do everything.
  static const Authenticator& Open() {
    static const auto* const open = new Authenticator();
    return *open;
  }

  // Returns whether everybody may do everything, now and later, and no proxy is trusted. Then Identify needs
  // only the certificate.
  bool is_open() const { return is_open_; }

  Caller Identify(const Credentials& credentials) const {
    if (proxies_.empty()) return policy()->Identify(credentials);
    const absl::StatusOr<Credentials> caller = proxies_.CallerBehind(credentials);
    if (caller.ok()) return policy()->Identify(*caller);
    return {
        .permissions = {}, .rejection = std::string(caller.status().message()), .could_authenticate = true};
  }

  // Calls that begin later are identified by this policy. REQUIRES: not is_open().
  void Replace(Policy policy) {
    auto next = std::make_shared<const Policy>(std::move(policy));
    sync::MutexLock lock(mutex_);
    policy_.swap(next);
  }

  // The policy in force.
  std::shared_ptr<const Policy> policy() const {
    sync::MutexLock lock(mutex_);
    return policy_;
  }

 private:
  const bool is_open_;
  const TrustedProxies proxies_;
  mutable sync::Mutex mutex_;
  std::shared_ptr<const Policy> policy_ ABSL_GUARDED_BY(mutex_);  // shared with the calls that use it
};

}  // namespace verbatim::access
