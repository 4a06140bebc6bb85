#include "store/postgres/known_head.h"

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "log/leaf.h"
#include "status/status_macros.h"

namespace verbatim::store::postgres {
namespace {

// How often the head is read while nobody calls. Watchers and the index of claims see the entries of other
// processes so much later at most. One such read takes the database about 30 microseconds of a processor.
constexpr std::chrono::milliseconds kInterval{50};

// One read of changed leaves returns at most this many. Beyond kMostChanged, forgetting everything costs
// less.
constexpr int64_t kLeavesAtOnce = 1000;
constexpr int64_t kMostChanged = 20'000;

}  // namespace

KnownHead::KnownHead(Pool& pool, RecordCache& records)
    : pool_(pool), records_(records), thread_([this] { Run(); }) {}

KnownHead::~KnownHead() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
}

void KnownHead::ConfirmLater(Store::Confirmed done) {
  sync::MutexLock lock(mutex_);
  waiting_.push_back(std::move(done));
}

absl::StatusOr<int64_t> KnownHead::Confirm() {
  // Shared, because get() here may return before set_value has returned on the other thread.
  auto confirmed = std::make_shared<std::promise<absl::StatusOr<int64_t>>>();
  ConfirmLater([confirmed](absl::StatusOr<int64_t> size) { confirmed->set_value(std::move(size)); });
  return confirmed->get_future().get();
}

bool KnownHead::NoteCommit(const Head& before, const Head& after) {
  sync::MutexLock lock(mutex_);
  if (known_.size >= after.size) return true;
  if (known_.size != before.size || known_.erasures != before.erasures) return false;
  known_ = {after.size, after.erasures};
  size_.store(known_.size, std::memory_order_release);
  return true;
}

void KnownHead::Listen(OthersListener listener) {
  sync::MutexLock lock(listener_mutex_);
  listener_ = std::move(listener);
  if (!reachable_ && listener_.on_reachable) listener_.on_reachable(false);
}

absl::Status KnownHead::ReadHead() {
  Position from;
  {
    sync::MutexLock lock(mutex_);
    from = known_;
  }
  ABSL_ASSIGN_OR_RETURN(Rows rows, pool_.Query(sql::kReadHead));
  if (!rows.Next()) return absl::DataLossError("the head of the log is missing");
  const Position to{rows.Integer(0), rows.Integer(1)};
  if (to.size < from.size)
    return absl::UnavailableError("the database lacks entries that this server has seen");
  if (to.size == from.size) return absl::OkStatus();
  ABSL_RETURN_IF_ERROR(Forget(from, to));
  const bool erased = to.erasures != from.erasures;
  {
    sync::MutexLock lock(listener_mutex_);
    if (listener_.on_entries) listener_.on_entries(erased);
  }
  sync::MutexLock lock(mutex_);
  if (known_.size >= to.size) return absl::OkStatus();  // this process committed meanwhile
  known_ = to;
  size_.store(to.size, std::memory_order_release);
  return absl::OkStatus();
}

absl::Status KnownHead::Forget(const Position& from, const Position& to) {
  // An erasure changes resources whose names are not in the new leaves.
  if (to.erasures != from.erasures || to.size - from.size > kMostChanged) {
    records_.Clear();
    return absl::OkStatus();
  }
  for (int64_t next = from.size; next < to.size;) {
    ABSL_ASSIGN_OR_RETURN(Rows rows, pool_.Query(sql::kChangedLeaves, next, to.size, kLeavesAtOnce));
    next = to.size;
    std::vector<std::string> changed;
    while (rows.Next()) {
      std::optional<log::Leaf> leaf = log::DecodeLeaf(rows.View(1));
      if (leaf) changed.push_back(std::move(leaf->resource));
      if (static_cast<int64_t>(changed.size()) == kLeavesAtOnce) next = rows.Integer(0) + 1;
    }
    const RecordCache::Writing forgotten(records_, std::move(changed));
  }
  return absl::OkStatus();
}

void KnownHead::Run() {
  while (true) {
    std::vector<Store::Confirmed> waiting;
    bool ends = false;
    {
      sync::MutexLock lock(mutex_);
      mutex_.AwaitFor(kInterval, this, &KnownHead::HasWork);
      waiting.swap(waiting_);
      ends = ending_;
    }
    if (ends && waiting.empty()) return;
    const absl::Status read = ReadHead();
    for (Store::Confirmed& done : waiting) {
      if (read.ok()) {
        std::move(done)(size());
      } else {
        std::move(done)(read);
      }
    }
    sync::MutexLock lock(listener_mutex_);
    if (read.ok() != reachable_ && listener_.on_reachable) listener_.on_reachable(read.ok());
    reachable_ = read.ok();
  }
}

}  // namespace verbatim::store::postgres
