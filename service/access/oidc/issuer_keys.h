#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "access/oidc/key_set.h"
#include "log/sha256.h"
#include "sync/mutex.h"

namespace verbatim::access::oidc {

// A JSON Web Key Set and the digest of its bytes, by which a change is noticed.
struct LoadedKeys {
  KeySet keys;
  log::Digest digest;

  // Returns the error of `json` if it is one; otherwise errors as KeySet::Parse.
  static absl::StatusOr<LoadedKeys> Parse(const absl::StatusOr<std::string>& json);
};

// The keys of one issuer as they were last loaded. Does not load anything itself. Any thread.
class IssuerKeys {
 public:
  // Keys are used until `keep` after the last load that succeeded.
  IssuerKeys(std::string issuer, absl::Duration keep) : issuer_(std::move(issuer)), keep_(keep) {}

  struct Version {
    std::shared_ptr<const KeySet> keys;  // shared, because a check may last longer than the version
    uint64_t number = 0;
  };
  // UNAVAILABLE if no keys have been loaded, or the last load that succeeded is too long ago.
  absl::StatusOr<Version> Current(absl::Time now) const;

  // The number of the last version; 0 before the first. Takes no lock.
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

  // Returns whether the version still holds. Takes no lock.
  bool IsCurrent(uint64_t version, absl::Time now) const {
    return version_.load(std::memory_order_acquire) == version &&
           absl::ToUnixNanos(now) < valid_until_.load(std::memory_order_acquire);
  }

  // Takes the outcome of a load. An error changes nothing until the keys are too old. Returns a line for the
  // log; empty if nothing has changed.
  std::string Update(absl::StatusOr<LoadedKeys> loaded, absl::Time now);

  // The outcome of the last load.
  absl::Status last_load() const;

 private:
  std::string UpdateFailed(const absl::Status& problem, absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string issuer_;
  const absl::Duration keep_;
  std::atomic<uint64_t> version_{0};     // 0 before the first load; written with the mutex held
  std::atomic<int64_t> valid_until_{0};  // nanoseconds since 1970; written with the mutex held
  mutable sync::Mutex mutex_;
  std::shared_ptr<const KeySet> keys_ ABSL_GUARDED_BY(mutex_);
  std::optional<log::Digest> digest_ ABSL_GUARDED_BY(mutex_);  // of the JSON of keys_
  absl::Status last_load_ ABSL_GUARDED_BY(mutex_);
  bool told_too_old_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace verbatim::access::oidc
