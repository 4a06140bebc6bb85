#include "access/quotas.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "status/errors.h"

namespace verbatim::access {
namespace {

using std::chrono::nanoseconds;

constexpr nanoseconds kBurst = std::chrono::seconds(1);
// How many accounts are looked at to find one without open streams. If all have some, the list grows by one:
// the number of open streams is bounded elsewhere.
constexpr int kEvictionTries = 8;
// Nobody knows when a stream will end.
constexpr absl::Duration kRetryStream = absl::Seconds(1);

int64_t DayOf(absl::Time time) { return absl::ToUnixSeconds(time) / 86400; }

absl::Duration UntilNextDay(absl::Time now) { return absl::FromUnixSeconds((DayOf(now) + 1) * 86400) - now; }

// A bucket that loses one for each call and is refilled at `rate` a second. Only the time when it is full
// again has to be kept, which is `full` before the call.
struct Bucket {
  nanoseconds full_after{0};  // if the call is made
  nanoseconds wait{0};        // until the call is allowed; 0 if it is now
};
Bucket Take(nanoseconds full, double rate, nanoseconds now) {
  const nanoseconds interval(std::max<int64_t>(1, static_cast<int64_t>(1e9 / rate)));
  const nanoseconds capacity = std::max(interval, kBurst);
  const nanoseconds after = std::max(full, now) + interval;
  return {after, std::max(nanoseconds(0), after - now - capacity)};
}

}  // namespace

std::shared_ptr<const QuotaLimits> LargerQuota(const std::shared_ptr<const QuotaLimits>& one,
                                               const std::shared_ptr<const QuotaLimits>& other) {
  if (one == nullptr || other == nullptr) return nullptr;
  const auto larger = [](auto a, auto b) { return a && b ? std::optional(std::max(*a, *b)) : std::nullopt; };
  return std::make_shared<const QuotaLimits>(
      QuotaLimits{.calls_per_second = larger(one->calls_per_second, other->calls_per_second),
                  .writes_per_second = larger(one->writes_per_second, other->writes_per_second),
                  .bytes_per_day = larger(one->bytes_per_day, other->bytes_per_day),
                  .streams = larger(one->streams, other->streams)});
}

Quotas::Clock Quotas::Clock::System() {
  return {
      [] {
        return std::chrono::duration_cast<nanoseconds>(std::chrono::steady_clock::now().time_since_epoch());
      },
      absl::Now};
}

Quotas::Quotas(size_t max_principals, Clock clock)
    : shard_capacity_(std::max<size_t>(1, max_principals / kShards)), clock_(std::move(clock)) {}

Quotas::Shard& Quotas::ShardOf(std::string_view principal) {
  return shards_[std::hash<std::string_view>()(principal) % kShards];
}

Quotas::Account& Quotas::AccountOf(Shard& shard, std::string_view principal) {
  const auto found = shard.by_principal.find(principal);
  if (found != shard.by_principal.end()) {
    shard.accounts.splice(shard.accounts.begin(), shard.accounts, found->second);
    return shard.accounts.front();
  }
  if (shard.accounts.size() >= shard_capacity_) Evict(shard);
  shard.accounts.emplace_front().principal = principal;
  shard.by_principal.emplace(shard.accounts.front().principal, shard.accounts.begin());
  return shard.accounts.front();
}

void Quotas::Evict(Shard& shard) {
  for (int tries = 0; tries < kEvictionTries; ++tries) {
    const auto last = std::prev(shard.accounts.end());
    if (last->streams == 0) {
      shard.by_principal.erase(last->principal);
      shard.accounts.erase(last);
      return;
    }
    shard.accounts.splice(shard.accounts.begin(), shard.accounts, last);
  }
}

std::optional<Quotas::Refusal> Quotas::Charge(Account& account, const QuotaLimits& limits, const Use& use,
                                              nanoseconds now, absl::Time wall) {
  const int64_t day = DayOf(wall);
  const int64_t used = account.day == day ? account.bytes : 0;
  if (limits.bytes_per_day && used >= *limits.bytes_per_day)
    return Refusal{Quota::kBytes, UntilNextDay(wall)};
  Bucket writes{account.writes_full};
  if (use.write && limits.writes_per_second) {
    writes = Take(account.writes_full, *limits.writes_per_second, now);
    if (writes.wait.count() > 0) return Refusal{Quota::kWrites, absl::FromChrono(writes.wait)};
  }
  Bucket calls{account.calls_full};
  if (use.call && limits.calls_per_second) {
    calls = Take(account.calls_full, *limits.calls_per_second, now);
    if (calls.wait.count() > 0) return Refusal{Quota::kCalls, absl::FromChrono(calls.wait)};
  }
  account.writes_full = writes.full_after;
  account.calls_full = calls.full_after;
  if (limits.bytes_per_day) {
    account.day = day;
    account.bytes = used + use.bytes;
  }
  return std::nullopt;
}

absl::Status Quotas::ToStatus(const Refusal& refusal, const QuotaLimits& limits) {
  switch (refusal.quota) {
    case Quota::kCalls:
      return QuotaExceeded("calls_per_second", absl::StrCat(*limits.calls_per_second), refusal.wait);
    case Quota::kWrites:
      return QuotaExceeded("writes_per_second", absl::StrCat(*limits.writes_per_second), refusal.wait);
    case Quota::kBytes:
      return QuotaExceeded("bytes_per_day", absl::StrCat(*limits.bytes_per_day), refusal.wait);
    case Quota::kStreams:
      return QuotaExceeded("streams", absl::StrCat(*limits.streams), refusal.wait);
  }
  return absl::OkStatus();
}

absl::Status Quotas::Admit(std::string_view principal, const QuotaLimits& limits, const Use& use) {
  const auto allows_none = [](const auto& limit) { return limit && *limit <= 0; };
  if (use.call && allows_none(limits.calls_per_second)) return ToStatus({Quota::kCalls, {}}, limits);
  if (use.write && allows_none(limits.writes_per_second)) return ToStatus({Quota::kWrites, {}}, limits);
  if (allows_none(limits.bytes_per_day)) return ToStatus({Quota::kBytes, {}}, limits);
  if (!limits.bytes_per_day && !(use.call && limits.calls_per_second) &&
      !(use.write && limits.writes_per_second))
    return absl::OkStatus();
  const nanoseconds now = clock_.monotonic();
  const absl::Time wall = limits.bytes_per_day ? clock_.wall() : absl::UnixEpoch();
  std::optional<Refusal> refusal;
  {
    Shard& shard = ShardOf(principal);
    sync::MutexLock lock(shard.mutex);
    refusal = Charge(AccountOf(shard, principal), limits, use, now, wall);
  }  // to make an error takes longer than the rest
  return refusal ? ToStatus(*refusal, limits) : absl::OkStatus();
}

absl::Status Quotas::Admit(std::string_view principal, const QuotaLimits& limits, Kind kind, int64_t bytes) {
  return Admit(principal, limits, {.call = true, .write = kind == Kind::kWrite, .bytes = bytes});
}

absl::Status Quotas::AdmitWrite(std::string_view principal, const QuotaLimits& limits) {
  return Admit(principal, limits, {.write = true});
}

absl::Status Quotas::AddBytes(std::string_view principal, const QuotaLimits& limits, int64_t bytes) {
  return Admit(principal, limits, {.bytes = bytes});
}

absl::StatusOr<Quotas::Stream> Quotas::OpenStream(std::string_view principal, const QuotaLimits& limits) {
  if (!limits.streams) return Stream();
  if (*limits.streams <= 0) return ToStatus({Quota::kStreams, {}}, limits);
  {
    Shard& shard = ShardOf(principal);
    sync::MutexLock lock(shard.mutex);
    Account& account = AccountOf(shard, principal);
    if (account.streams < *limits.streams) {
      ++account.streams;
      return Stream(shard, account);
    }
  }
  return ToStatus({Quota::kStreams, kRetryStream}, limits);
}

size_t Quotas::size() const {
  size_t size = 0;
  for (const Shard& shard : shards_) {
    sync::MutexLock lock(shard.mutex);
    size += shard.accounts.size();
  }
  return size;
}

Quotas::Stream::~Stream() {
  if (shard_ == nullptr) return;
  sync::MutexLock lock(shard_->mutex);
  --account_->streams;
}

}  // namespace verbatim::access
