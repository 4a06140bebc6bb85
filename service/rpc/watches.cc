#include "rpc/watches.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "registry/registry.h"
#include "rpc/parsing.h"
#include "rpc/status.h"
#include "rpc/unary.h"
#include "status/errors.h"
#include "verbatim/v1/log_service.pb.h"

namespace verbatim::rpc {
namespace {

using Clock = std::chrono::steady_clock;

// A message's entries end once they have this many bytes; one of up to some 1 MiB may follow.
constexpr size_t kMessageBytes = 512 << 10;

// Batches in which nothing passes the filter that are read before other tasks get their turn.
constexpr int kBatchesPerTurn = 8;

// The bytes of an entry, which are shared by all who send it.
grpc::Slice SliceOf(std::shared_ptr<const registry::FeedEntry> entry, const std::string& bytes) {
  auto* owner = new std::shared_ptr<const registry::FeedEntry>(std::move(entry));
  return grpc::Slice(
      const_cast<char*>(bytes.data()), bytes.size(),
      [](void* kept) { delete static_cast<std::shared_ptr<const registry::FeedEntry>*>(kept); }, owner);
}

}  // namespace

// One stream. At most one message is under way (`writing_`), or one task of the executor (`working_`). What
// is next is decided under the lock and started outside it, for gRPC may run a completion inside the call
// that starts an operation; the stream is finished only when nothing is being started, for after that gRPC
// may forget it at any moment.
class Watch final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                    public std::enable_shared_from_this<Watch> {
 public:
  Watch(Watches& watches, grpc::CallbackServerContext& context, v1::WatchRequest request)
      : watches_(watches), request_(std::move(request)), context_(&context), next_(request_.start_index()) {}

  // Keeps the stream alive until OnDone.
  void KeepAlive() { self_ = shared_from_this(); }

  // Ends the stream before it begins.
  void Refuse(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      sync::MutexLock lock(mutex_);
      working_ = false;
    }
    End(status);
  }

  // Ends the stream once nothing is under way.
  void End(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      sync::MutexLock lock(mutex_);
      if (!ending_) ending_ = ToGrpc(status);
    }
    Step();
  }

  // On the executor, as the stream's first task.
  void Begin() {
    absl::Status checked = watches_.log_.CheckWatch(request_);
    StartSendInitialMetadata();  // tells the client at once that the server has taken the call
    {
      sync::MutexLock lock(mutex_);
      last_sent_ = Clock::now();
      working_ = false;
    }
    checked.ok() ? Step() : End(checked);
  }

  // New entries, bookmarks, and whether the consumer is too slow.
  void Tick(Clock::time_point now) {
    bool cancel = false;
    {
      sync::MutexLock lock(mutex_);
      const auto untaken = writing_ ? now - last_sent_ : Clock::duration::zero();
      if (!ending_ && untaken > watches_.options_.send_timeout) {
        // The status goes out behind the message that is not taken, and may never be taken either.
        ending_ = ToGrpc(WatchTooSlow(next_));
        finish_behind_message_ = true;
      }
      cancel = untaken > 2 * watches_.options_.send_timeout;
    }
    if (cancel) Cancel();
    Step(now);
  }

  // The server ends.
  void Close() {
    {
      sync::MutexLock lock(mutex_);
      if (!ending_) ending_ = ToGrpc(ServerEnds(next_));
    }
    Step();
  }

 private:
  // Does what can be done now; a bookmark is due if `now` is given and nothing was sent for long. The last
  // use of `this` on every path, but for those who hold the watch by a shared pointer.
  void Step(std::optional<Clock::time_point> now = std::nullopt) ABSL_LOCKS_EXCLUDED(mutex_) {
    std::shared_ptr<Watch> alive = shared_from_this();
    bool write = false;
    bool work = false;
    std::optional<grpc::Status> finish;
    {
      sync::MutexLock lock(mutex_);
      bool idle = !writing_ && !working_ && !starting_;
      if (idle && !ending_) {
        work = !ComposeRecent();
        bool due = now && *now - last_sent_ > watches_.options_.bookmark_interval;
        if (!work && !writing_ && due) Put({});
        write = writing_;
      }
      if (ending_ && !finished_ && !working_ && !starting_ && (!writing_ || finish_behind_message_)) {
        finish = ending_;
        finished_ = true;
      }
      working_ = working_ || work;
      starting_ = starting_ || write;
    }
    if (work) watches_.executor_.Submit([alive] { alive->ReadFromStore(); });
    if (finish) Finish(*finish);
    if (!write) return;
    StartWrite(&message_);
    {
      sync::MutexLock lock(mutex_);
      starting_ = false;
    }
    Step();
  }

  void OnWriteDone(bool ok) override {
    {
      sync::MutexLock lock(mutex_);
      writing_ = false;
      if (!ok && !ending_) ending_ = grpc::Status::CANCELLED;
    }
    Step();
  }

  void OnCancel() override { End(absl::CancelledError("the watcher has gone")); }

  // Ends the stream without its consumer, whatever was sent to it and not taken.
  void Cancel() {
    sync::MutexLock lock(context_mutex_);
    if (context_ != nullptr) context_->TryCancel();
  }

  void OnDone() override {
    {
      sync::MutexLock lock(context_mutex_);
      context_ = nullptr;
    }
    watches_.Remove(this);
    self_.reset();  // may delete this
  }

  // Makes a message of entries that are in memory, if there are new ones that pass the filter. False if the
  // next one is not in memory.
  bool ComposeRecent() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    while (true) {
      std::optional<registry::LogFeed::Part> part = watches_.feed_.ReadRecent(next_);
      if (!part) return false;
      if (part->entries.empty()) return true;
      if (Compose(*part)) return true;
    }
  }

  // Makes a message of those entries that pass the filter, up to its limit. False if none does.
  bool Compose(const registry::LogFeed::Part& part) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    std::vector<grpc::Slice> slices;
    size_t bytes = 0;
    for (const auto& entry : part.entries) {
      if (bytes >= kMessageBytes) break;
      next_ = entry->entry.index() + 1;
      if (!registry::Passes(request_.filter(), entry->entry, entry->subjects)) continue;
      const std::string& message = request_.leaves_only() ? entry->leaf_message : entry->message;
      bytes += message.size();
      slices.push_back(SliceOf(entry, message));
    }
    if (slices.empty()) return false;
    Put(std::move(slices));
    return true;
  }

  // Messages one after the other are one message (protobuf's encoding): entries, then the index to resume at.
  void Put(std::vector<grpc::Slice> slices) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    v1::WatchResponse end;
    end.set_next_index(next_);
    slices.emplace_back(end.SerializeAsString());
    message_ = grpc::ByteBuffer(slices.data(), slices.size());
    writing_ = true;
    last_sent_ = Clock::now();
  }

  // On the executor.
  void ReadFromStore() {
    bool composed = false;
    bool more = true;
    absl::Status status;
    for (int batch = 0; batch < kBatchesPerTurn && more && !composed; ++batch) {
      int64_t first = 0;
      {
        sync::MutexLock lock(mutex_);
        if (ending_) break;
        first = next_;
      }
      absl::StatusOr<registry::LogFeed::Part> part = watches_.feed_.Read(first);
      status = part.status();
      more = part.ok() && !part->entries.empty();
      if (!more) break;
      sync::MutexLock lock(mutex_);
      if (ending_) break;  // it may have said already where to resume
      composed = Compose(*part);
    }
    bool ends = false;
    {
      sync::MutexLock lock(mutex_);
      working_ = false;
      starting_ = composed;
      if (!status.ok() && !ending_) ending_ = ToGrpc(status);
      ends = ending_.has_value();
    }
    if (composed) {
      StartWrite(&message_);
      sync::MutexLock lock(mutex_);
      starting_ = false;
    }
    // Where the store had nothing the feed, which follows since this stream began, will have it at its next
    // tick.
    if (more || ends) Step();
  }

  Watches& watches_;
  const v1::WatchRequest request_;
  grpc::ByteBuffer message_;     // gRPC's while writing_
  std::shared_ptr<Watch> self_;  // until OnDone

  // Apart, so that gRPC may call OnCancel inside TryCancel.
  sync::Mutex context_mutex_;
  grpc::CallbackServerContext* context_ ABSL_GUARDED_BY(context_mutex_);  // gRPC's; null after OnDone

  sync::Mutex mutex_;
  int64_t next_ ABSL_GUARDED_BY(mutex_);  // index of the next entry to look at, and to resume at
  Clock::time_point last_sent_ ABSL_GUARDED_BY(mutex_) = Clock::now();
  bool working_ ABSL_GUARDED_BY(mutex_) = true;  // with Begin, at first
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool starting_ ABSL_GUARDED_BY(mutex_) = false;  // a write is being started
  bool finish_behind_message_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<grpc::Status> ending_ ABSL_GUARDED_BY(mutex_);
};

Watches::Watches(registry::LogReader& log, registry::LogFeed& feed, sync::Executor& executor,
                 const WatchOptions& options)
    : log_(log), feed_(feed), executor_(executor), options_(options) {
  feed_.Follow(this, [this] { Tick(); });
}

Watches::~Watches() { feed_.StopFollowing(this); }

grpc::ServerWriteReactor<grpc::ByteBuffer>* Watches::Start(grpc::CallbackServerContext& context,
                                                           const grpc::ByteBuffer* request) {
  v1::WatchRequest parsed;
  absl::Status status = ParseRequest(*request, parsed);
  auto watch = std::make_shared<Watch>(*this, context, std::move(parsed));
  watch->KeepAlive();
  if (status.ok()) status = Add(watch);
  if (!status.ok()) {
    watch->Refuse(status);
    return watch.get();
  }
  if (IsClosed()) watch->Close();
  // Whether the log reaches start_index is asked of the store, which may block.
  executor_.Submit([watch] { watch->Begin(); });
  return watch.get();
}

absl::Status Watches::Add(const std::shared_ptr<Watch>& watch) {
  {
    sync::MutexLock lock(mutex_);
    if (watches_.size() >= options_.max_watchers) return Overloaded("too many watchers follow the log");
    watches_.push_back(watch);
  }
  feed_.CountFollower(true);
  return absl::OkStatus();
}

bool Watches::IsClosed() {
  sync::MutexLock lock(mutex_);
  return closed_;
}

void Watches::Remove(const Watch* watch) {
  size_t removed = 0;
  {
    sync::MutexLock lock(mutex_);
    removed =
        std::erase_if(watches_, [&](const std::shared_ptr<Watch>& other) { return other.get() == watch; });
  }
  if (removed > 0) feed_.CountFollower(false);
}

std::vector<std::shared_ptr<Watch>> Watches::Snapshot() {
  sync::MutexLock lock(mutex_);
  return watches_;
}

void Watches::Tick() {
  Clock::time_point now = Clock::now();
  for (const std::shared_ptr<Watch>& watch : Snapshot()) watch->Tick(now);
}

void Watches::Close() {
  {
    sync::MutexLock lock(mutex_);
    closed_ = true;
  }
  for (const std::shared_ptr<Watch>& watch : Snapshot()) watch->Close();
}

}  // namespace verbatim::rpc
