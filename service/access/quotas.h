#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "sync/mutex.h"

namespace verbatim::access {

// What a principal of a role may use. No value means that there is no limit, and 0 that nothing is allowed.
struct QuotaLimits {
  // Up to a second's worth, and at least one, may come at once.
  std::optional<double> calls_per_second = std::nullopt;
  // Of these, those that write. In a stream that writes, each write counts.
  std::optional<double> writes_per_second = std::nullopt;
  // Bytes of requests and responses in a day of UTC.
  std::optional<int64_t> bytes_per_day = std::nullopt;
  // Streams that are open at a time.
  std::optional<int> streams = std::nullopt;

  friend bool operator==(const QuotaLimits&, const QuotaLimits&) = default;
};

// The limits of a caller who has both quotas: of each limit the larger one. Null is no limit at all.
std::shared_ptr<const QuotaLimits> LargerQuota(const std::shared_ptr<const QuotaLimits>& one,
                                               const std::shared_ptr<const QuotaLimits>& other);

// Counts what each principal uses. Any thread. A call costs a lookup under one of many locks, about 100 ns.
//
// The counts are those of this process: they begin with it, and each replica has its own. At most about
// 65,536 principals are counted at a time. Of more, those that called the longest ago are forgotten, unless
// they have open streams, and their quotas are then full again.
class Quotas {
 public:
  struct Clock {
    std::function<std::chrono::nanoseconds()> monotonic;  // never goes back
    std::function<absl::Time()> wall;
    static Clock System();
  };
  static constexpr size_t kMaxPrincipals = 65536;

  explicit Quotas(size_t max_principals = kMaxPrincipals, Clock clock = Clock::System());

  enum class Kind : uint8_t { kRead, kWrite };

  // Counts a call, and `bytes` of its request, if all limits of the principal allow it. Otherwise counts
  // nothing, and returns RESOURCE_EXHAUSTED, reason QUOTA_EXCEEDED, with RetryInfo: when the call would be
  // allowed. There is no RetryInfo if the limit is 0. The last call of a day may exceed the bytes of the day.
  absl::Status Admit(std::string_view principal, const QuotaLimits& limits, Kind kind, int64_t bytes);

  // Like Admit, for a write in a call that is counted already, such as one of many in a stream.
  absl::Status AdmitWrite(std::string_view principal, const QuotaLimits& limits);

  // Counts bytes of messages besides a call's request. Returns an error as Admit does if the bytes of the day
  // were used up before.
  absl::Status AddBytes(std::string_view principal, const QuotaLimits& limits, int64_t bytes);

  class Stream;
  // Counts a stream as open until the result is destroyed. Returns an error as Admit does if the principal
  // has as many as are allowed. Does not count a call. This object must outlive the result.
  absl::StatusOr<Stream> OpenStream(std::string_view principal, const QuotaLimits& limits);

  // How many principals are counted now.
  size_t size() const;

 private:
  // So that threads seldom wait for each other.
  static constexpr size_t kShards = 64;

  struct Account {
    std::string principal;
    // When the buckets are full again, by the monotonic clock.
    std::chrono::nanoseconds calls_full{0};
    std::chrono::nanoseconds writes_full{0};
    int64_t day = 0;  // days since 1970 of `bytes`
    int64_t bytes = 0;
    int streams = 0;
  };
  using Accounts = std::list<Account>;
  enum class Quota : uint8_t { kCalls, kWrites, kBytes, kStreams };
  struct Refusal {
    Quota quota;
    std::optional<absl::Duration> wait;  // none if waiting does not help
  };
  struct Shard {
    mutable sync::Mutex mutex;
    Accounts accounts ABSL_GUARDED_BY(mutex);  // the most recently used first
    std::unordered_map<std::string_view, Accounts::iterator> by_principal ABSL_GUARDED_BY(mutex);
  };

  static absl::Status ToStatus(const Refusal& refusal, const QuotaLimits& limits);
  // What is to be counted.
  struct Use {
    bool call = false;
    bool write = false;
    int64_t bytes = 0;
  };
  absl::Status Admit(std::string_view principal, const QuotaLimits& limits, const Use& use);
  // Admit without locks and errors.
  static std::optional<Refusal> Charge(Account& account, const QuotaLimits& limits, const Use& use,
                                       std::chrono::nanoseconds now, absl::Time wall);

  Shard& ShardOf(std::string_view principal);
  // Returns the account, which it makes if there is none, and makes it the most recently used one.
  Account& AccountOf(Shard& shard, std::string_view principal) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  void Evict(Shard& shard) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  const size_t shard_capacity_;
  const Clock clock_;
  std::array<Shard, kShards> shards_;
};

// An open stream of a principal. Movable. One thread at a time.
class Quotas::Stream {
 public:
  Stream() = default;
  Stream(Stream&& other) noexcept : shard_(std::exchange(other.shard_, nullptr)), account_(other.account_) {}
  Stream& operator=(Stream&& other) noexcept {
    std::swap(shard_, other.shard_);
    std::swap(account_, other.account_);
    return *this;
  }
  ~Stream();

 private:
  friend class Quotas;
  Stream(Shard& shard, Account& account) : shard_(&shard), account_(&account) {}

  Shard* shard_ = nullptr;
  Account* account_ = nullptr;  // is not evicted while it has open streams
};

}  // namespace verbatim::access
