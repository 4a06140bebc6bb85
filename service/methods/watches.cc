#include "methods/watches.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "methods/catch_up.h"
#include "status/errors.h"
#include "verbatim/v1/log_service.pb.h"

namespace verbatim::methods {
namespace {

using Clock = std::chrono::steady_clock;

// A message of this many bytes takes no more entries. Its last entry may exceed this size by about 1 MiB.
constexpr size_t kMessageBytes = 512 << 10;

// Maximum number of batches that one task reads, if no entry passes the filter, before other tasks get their
// turn.
constexpr int kBatchesPerTurn = 8;

}  // namespace

// One stream. Either one message is under way (`writing_`) or one task of the executor (`working_`). The next
// operation is chosen under the lock and started outside it, because a transport may report the end of an
// operation inside the call that starts it. The stream is finished only while nothing is being started,
// because the transport may end the stream at any moment after Finish.
class Watch final : public std::enable_shared_from_this<Watch> {
 public:
  Watch(Watches& watches, const Call& call)
      : watches_(watches), caller_(call.caller), min_log_size_(call.min_log_size) {}

  void Begin(StreamTransport& transport) ABSL_LOCKS_EXCLUDED(mutex_, transport_mutex_) {
    {
      sync::MutexLock lock(transport_mutex_);
      abortable_ = &transport;
    }
    transport_ = &transport;
    transport.StartRead();
  }

  // Takes the request; nothing if the client has sent none.
  void OnRequest(std::optional<Incoming> message) ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::Status status = message ? message->Parse(request_) : InvalidField("", "the request is missing");
    if (status.ok()) status = watches_.Add(shared_from_this());
    if (!status.ok()) {
      {
        sync::MutexLock lock(mutex_);
        working_ = false;
      }
      return End(status);
    }
    {
      sync::MutexLock lock(mutex_);
      next_ = request_.start_index();
    }
    if (watches_.IsClosed()) Close();
    // Runs on the executor, because only the store knows whether the log reaches start_index, and the store
    // may block.
    watches_.executor_.Submit([watch = shared_from_this()] { watch->Follow(); });
  }

  void OnWritten(bool ok) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      sync::MutexLock lock(mutex_);
      writing_ = false;
      if (!ok && !ending_) ending_ = absl::CancelledError();
    }
    Step();
  }

  void OnCancel() { End(absl::CancelledError("the watcher has gone")); }

  void OnDone() ABSL_LOCKS_EXCLUDED(transport_mutex_) {
    {
      sync::MutexLock lock(transport_mutex_);
      abortable_ = nullptr;
    }
    watches_.Remove(this);
  }

  // Handles new entries, bookmarks and a watcher that is too slow.
  void Tick(Clock::time_point now) ABSL_LOCKS_EXCLUDED(mutex_) {
    bool abort = false;
    {
      sync::MutexLock lock(mutex_);
      const auto unread = writing_ ? now - last_sent_ : Clock::duration::zero();
      if (!ending_ && unread > watches_.options_.send_timeout) {
        // The status is sent after the unread message, so the watcher may never read the status either.
        ending_ = WatchTooSlow(next_);
        finish_behind_message_ = true;
      }
      abort = unread > 2 * watches_.options_.send_timeout;
    }
    if (abort) Abort();
    Step(now);
  }

  // The index of the next entry to send.
  int64_t next() ABSL_LOCKS_EXCLUDED(mutex_) {
    sync::MutexLock lock(mutex_);
    return next_;
  }

  // Ends the stream because the server shuts down.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      sync::MutexLock lock(mutex_);
      if (!ending_) ending_ = ServerEnds(next_);
    }
    Step();
  }

 private:
  // Runs the stream's first task.
  void Follow() ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::Status checked = CatchUp(watches_.registry_, min_log_size_);
    if (checked.ok()) checked = watches_.registry_.log().CheckWatch(caller_, request_);
    // A refused watch has no headers of its own, so that HTTP can send the error's status.
    if (checked.ok()) transport_->SendHeaders();
    {
      sync::MutexLock lock(mutex_);
      last_sent_ = Clock::now();
      working_ = false;
    }
    checked.ok() ? Step() : End(checked);
  }

  // Ends the stream once nothing is under way.
  void End(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      sync::MutexLock lock(mutex_);
      if (!ending_) ending_ = status;
    }
    Step();
  }

  // Starts the operations that are possible now. A bookmark is due if `now` is given and nothing was sent for
  // a long time. The watch may end when this returns.
  void Step(std::optional<Clock::time_point> now = std::nullopt) ABSL_LOCKS_EXCLUDED(mutex_) {
    std::shared_ptr<Watch> alive = shared_from_this();
    std::optional<Response> write;
    bool work = false;
    std::optional<absl::Status> finish;
    {
      sync::MutexLock lock(mutex_);
      const bool idle = !writing_ && !working_ && !starting_;
      if (idle && !ending_) {
        work = !ComposeRecent();
        const bool due = now && *now - last_sent_ > watches_.options_.bookmark_interval;
        if (!work && !message_ && due) Put({});
        write = std::exchange(message_, std::nullopt);
      }
      if (ending_ && !finished_ && !working_ && !starting_ && (!writing_ || finish_behind_message_)) {
        finish = ending_;
        finished_ = true;
      }
      working_ = working_ || work;
      starting_ = starting_ || write;
    }
    if (work) watches_.executor_.Submit([alive] { alive->ReadFromStore(); });
    if (finish) transport_->Finish(*finish);
    if (!write) return;
    transport_->StartWrite(*std::move(write), /*more_follows=*/false);
    {
      sync::MutexLock lock(mutex_);
      starting_ = false;
    }
    Step();
  }

  // Ends the stream without waiting for the watcher to read what was sent.
  void Abort() ABSL_LOCKS_EXCLUDED(transport_mutex_) {
    sync::MutexLock lock(transport_mutex_);
    if (abortable_ != nullptr) abortable_->Abort();
  }

  // Composes a message of the new entries that are in memory and pass the filter, if there are any. Returns
  // false if the next entry is not in memory.
  bool ComposeRecent() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    while (true) {
      std::optional<registry::LogFeed::Part> part = watches_.feed_.ReadRecent(next_);
      if (!part) return false;
      if (part->entries.empty()) return true;
      if (Compose(*part) || ending_) return true;
    }
  }

  // Composes a message of the entries that pass the filter, up to the message's limit. Returns false if none
  // passes. Ends the stream before a damaged entry.
  bool Compose(const registry::LogFeed::Part& part) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    std::vector<Response::Piece> pieces;
    size_t bytes = 0;
    for (const auto& entry : part.entries) {
      if (bytes >= kMessageBytes) break;
      if (!entry->damage.ok() && NeedsPayloads()) {
        // The watcher first gets the entries before the damage.
        if (pieces.empty()) ending_ = entry->damage;
        break;
      }
      next_ = entry->entry.index() + 1;
      if (!registry::Passes(request_.filter(), entry->entry, entry->subjects)) continue;
      pieces.push_back(PieceOf(entry));
      bytes += pieces.back().bytes.size();
    }
    if (pieces.empty()) return false;
    Put(std::move(pieces));
    return true;
  }

  // The serialized entry as this watcher may see it.
  Response::Piece PieceOf(const std::shared_ptr<const registry::FeedEntry>& entry) const {
    const std::string& message = request_.leaves_only() ? entry->leaf_message : entry->message;
    if (caller_.permissions.Has(access::Permission::kAudit)) return {entry, message};
    auto hidden = std::make_shared<const std::string>(registry::WithoutPrincipals(message));
    return {hidden, *hidden};
  }

  bool NeedsPayloads() const { return !request_.leaves_only() || registry::NeedsPayload(request_.filter()); }

  // Puts the entries, then the index at which to resume: in protobuf's encoding, concatenated messages are
  // one message.
  void Put(std::vector<Response::Piece> pieces) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    v1::WatchResponse end;
    end.set_next_index(next_);
    auto bytes = std::make_shared<const std::string>(end.SerializeAsString());
    pieces.push_back({bytes, *bytes});
    message_ = Response(std::move(pieces));
    writing_ = true;
    last_sent_ = Clock::now();
  }

  // Runs as a task of the executor.
  void ReadFromStore() ABSL_LOCKS_EXCLUDED(mutex_) {
    bool composed = false;
    bool more = true;
    std::optional<Response> write;
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
      if (ending_) break;  // its status may already name an index to resume at
      composed = Compose(*part);
    }
    bool ends = false;
    {
      sync::MutexLock lock(mutex_);
      working_ = false;
      starting_ = composed;
      write = std::exchange(message_, std::nullopt);
      if (!status.ok() && !ending_) ending_ = status;
      ends = ending_.has_value();
    }
    if (write) {
      transport_->StartWrite(*std::move(write), /*more_follows=*/false);
      sync::MutexLock lock(mutex_);
      starting_ = false;
    }
    // If the store has no more entries, the next entries come from the feed at its next tick. The feed has
    // followed the log since this stream began.
    if (more || ends) Step();
  }

  Watches& watches_;
  const access::Caller caller_;
  const std::string min_log_size_;
  v1::WatchRequest request_;              // set before the first task
  StreamTransport* transport_ = nullptr;  // set before the first task; valid until OnDone

  // Separate from mutex_, so that the transport may call OnCancel inside Abort.
  sync::Mutex transport_mutex_;
  StreamTransport* abortable_ ABSL_GUARDED_BY(transport_mutex_) = nullptr;  // null after OnDone

  sync::Mutex mutex_;
  std::optional<Response> message_ ABSL_GUARDED_BY(mutex_);  // composed, and its write not started
  int64_t next_ ABSL_GUARDED_BY(mutex_) = 0;  // index of the next entry to read, and to resume at
  Clock::time_point last_sent_ ABSL_GUARDED_BY(mutex_) = Clock::now();
  bool working_ ABSL_GUARDED_BY(mutex_) = true;  // true at first, until Follow
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool starting_ ABSL_GUARDED_BY(mutex_) = false;  // a write is being started
  bool finish_behind_message_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<absl::Status> ending_ ABSL_GUARDED_BY(mutex_);
};

namespace {

// The part of a watch that the transport owns. The watch itself may outlive the call by a moment.
class WatchStream final : public Stream {
 public:
  WatchStream(Watches& watches, const Call& call) : watch_(std::make_shared<Watch>(watches, call)) {}

  void Begin(StreamTransport& transport) override { watch_->Begin(transport); }
  void OnRead(std::optional<Incoming> message) override { watch_->OnRequest(std::move(message)); }
  void OnWritten(bool ok) override { watch_->OnWritten(ok); }
  void OnCancel() override { watch_->OnCancel(); }
  void OnDone() override { watch_->OnDone(); }

 private:
  const std::shared_ptr<Watch> watch_;
};

}  // namespace

Watches::Watches(registry::Registry& registry, sync::Executor& executor, const WatchOptions& options)
    : registry_(registry), feed_(registry.feed()), executor_(executor), options_(options) {
  feed_.Follow(this, [this] { Tick(); });
}

Watches::~Watches() { feed_.StopFollowing(this); }

std::unique_ptr<Stream> Watches::MakeStream(const Call& call) {
  return std::make_unique<WatchStream>(*this, call);
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

Watches::Followers Watches::followers() {
  Followers followers;
  for (const std::shared_ptr<Watch>& watch : Snapshot()) {
    const int64_t next = watch->next();
    followers.slowest_next = followers.count == 0 ? next : std::min(followers.slowest_next, next);
    ++followers.count;
  }
  return followers;
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

}  // namespace verbatim::methods
