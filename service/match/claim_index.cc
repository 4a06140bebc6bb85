#include "match/claim_index.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <utility>

#include "absl/strings/str_cat.h"
#include "access/caller.h"
#include "log/merkle.h"
#include "registry/registry.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::match {
namespace {

// Maximum number of entries between two commits. Until a commit, Xapian holds them in memory: some ten MiB.
constexpr int64_t kEntriesPerCommit = 20'000;

// While claims are being recorded, the index uses 1/kLeastPart of a processor's time unless a search waits for it,
// because indexing a claim costs about as much as recording it. The further the index is behind, the more it uses:
// one part in less for each kEntriesAPart entries, up to 1/kMostPart. If nothing is recorded, it rests for kQuiet.
constexpr int kLeastPart = 10;
constexpr int kMostPart = 4;
constexpr int64_t kEntriesAPart = 10'000;

// How long the log must stay as it is until nothing counts as being recorded. Writers commit in groups, every few
// milliseconds.
constexpr std::chrono::milliseconds kQuiet{25};

// While more entries wait to be indexed, the thread delays a commit by at most this many intervals, and rests
// for at most this many intervals.
constexpr int kBusyIntervals = 10;

// Gives the calling thread about a third of the time that others get when processors are scarce. Indexing can wait
// longer than recording and reading, but programs that are busy all day must not stop it.
void YieldToOthers() {
  constexpr int kNice = 5;
  // Linux keeps a nice value per thread. A failure is harmless: indexing then competes with other threads.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
}

// Entries between two progress reports of a build.
constexpr int64_t kProgress = 100'000;

// Maximum number of missing entries for which searches wait at the start; catching up takes a second or two.
constexpr int64_t kSoon = 20'000;

// Interval at which a search that waits for entries checks whether its call was abandoned.
constexpr std::chrono::milliseconds kPollInterval{20};

}  // namespace

ClaimIndex::ClaimIndex(registry::Registry& registry, Options options)
    : registry_(registry), options_(std::move(options)), pages_(registry), thread_([this] { Run(); }) {
  registry_.feed().Follow(this, [this] {
    sync::MutexLock lock(mutex_);
    announced_ = true;
  });
}

ClaimIndex::~ClaimIndex() {
  registry_.feed().StopFollowing(this);
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
}

void ClaimIndex::Run() {
  YieldToOthers();
  while (true) {
    absl::Status failed = Follow();
    if (absl::IsDataLoss(failed)) failed = Rebuild(failed);
    bool tell = false;
    {
      sync::MutexLock lock(mutex_);
      if (ending_) return;
      if (failed.ok()) continue;
      tell = std::exchange(state_, State::kUnavailable) != State::kUnavailable;
    }
    if (tell) options_.on_event({Event::Kind::kUnavailable, std::string(failed.message())});
    sync::MutexLock lock(mutex_);
    mutex_.AwaitFor(options_.retry_interval, this, &ClaimIndex::IsEnding);
  }
}

absl::Status ClaimIndex::Rebuild(const absl::Status& why) {
  {
    sync::MutexLock lock(mutex_);
    state_ = State::kStarting;
    index_size_ = 0;
    damaged_ = false;
    ++generation_;
    idle_.clear();
  }
  options_.on_event({Event::Kind::kRebuilding, std::string(why.message())});
  sync::MutexLock lock(commit_mutex_);
  return DeleteIndex(options_.folder);
}

absl::StatusOr<bool> ClaimIndex::BelongsToLog(const IndexPosition& position) {
  if (position.log_size == 0) return true;
  ABSL_ASSIGN_OR_RETURN(int64_t size, registry_.log().Size());
  if (position.log_size > size) return false;
  verbatim::v1::ListEntriesRequest request;
  request.set_first_index(position.log_size - 1);
  request.set_page_size(1);
  request.set_leaves_only(true);
  ABSL_ASSIGN_OR_RETURN(auto last, registry_.log().ListEntries(access::Caller(), request));
  return last.entries_size() == 1 && log::HashLeaf(last.entries(0).leaf()) == position.last_leaf;
}

absl::Status ClaimIndex::Follow() {
  bool compact = false;
  {
    ABSL_ASSIGN_OR_RETURN(IndexWriter writer, IndexWriter::Open(options_.folder));
    ABSL_RETURN_IF_ERROR(FollowWith(writer));
    compact = writer.IsCompactionDue();
  }
  return compact ? CompactFiles() : absl::OkStatus();
}

absl::Status ClaimIndex::FollowWith(IndexWriter& writer) {
  absl::StatusOr<bool> belongs = BelongsToLog(writer.position());
  if (!belongs.ok()) return LogUnreadable(belongs.status());
  if (!*belongs)
    return absl::DataLossError("the index belongs to another log, or to a later state of this one");
  absl::StatusOr<int64_t> goal = registry_.log().Size();
  if (!goal.ok()) return LogUnreadable(goal.status());

  using Clock = std::chrono::steady_clock;
  IndexPosition next = writer.position();
  int64_t reported = next.log_size;
  SetPosition(next.log_size, *goal, reported);
  Clock::time_point last_commit = Clock::now();
  bool quiet = true;
  std::future<absl::StatusOr<LogPages::Page>> ahead;  // the next page, which another thread reads
  while (true) {
    const Clock::time_point start = Clock::now();
    absl::StatusOr<LogPages::Page> page = ahead.valid() ? ahead.get() : pages_.Read(next);
    if (!page.ok()) return page.status();
    const bool more = page->more;
    // Reading and analysing takes about half as long as writing.
    if (more && quiet) {
      ahead = std::async(std::launch::async, [this, from = page->end] {
        YieldToOthers();
        return pages_.Read(from);
      });
    }
    ABSL_RETURN_IF_ERROR(Put(*page, writer));
    next = page->end;
    const int64_t pending = next.log_size - writer.position().log_size;
    bool commit = !more || pending >= kEntriesPerCommit ||
                  Clock::now() - last_commit >= kBusyIntervals * options_.commit_interval;
    {
      sync::MutexLock lock(mutex_);
      if (damaged_) return absl::DataLossError("the index is damaged");
      commit = commit || ending_ || (index_size_ < wanted_ && wanted_ <= next.log_size);
    }
    if (commit && pending > 0) {
      ABSL_RETURN_IF_ERROR(Commit(writer, next));
      last_commit = Clock::now();
      SetPosition(next.log_size, *goal, reported);
    }
    if (more) {
      const auto worked = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
      ABSL_ASSIGN_OR_RETURN(quiet, RestWhileWritten(worked, next.log_size));
    }
    sync::MutexLock lock(mutex_);
    if (ending_) return absl::OkStatus();
    if (more) continue;
    if (writer.IsCompactionDue() && next == writer.position()) return absl::OkStatus();
    mutex_.AwaitFor(options_.commit_interval, this, &ClaimIndex::IsUrgent);
    mutex_.AwaitFor(options_.commit_interval, this, &ClaimIndex::HasWork);
    announced_ = false;
  }
}

absl::StatusOr<bool> ClaimIndex::RestWhileWritten(std::chrono::milliseconds worked, int64_t put) {
  absl::StatusOr<int64_t> size = registry_.log().Size();
  if (!size.ok()) return LogUnreadable(size.status());
  const int64_t part = std::max<int64_t>(kMostPart, kLeastPart - (*size - put) / kEntriesAPart);
  auto left =
      std::min<std::chrono::milliseconds>((part - 1) * worked, kBusyIntervals * options_.commit_interval);
  while (left > std::chrono::milliseconds::zero()) {
    const auto rest = std::min(left, kQuiet);
    {
      sync::MutexLock lock(mutex_);
      mutex_.AwaitFor(rest, this, &ClaimIndex::IsUrgent);
      if (IsUrgent()) return true;
    }
    left -= rest;
    const absl::StatusOr<int64_t> now = registry_.log().Size();
    if (!now.ok()) return LogUnreadable(now.status());
    if (*now == *size) return true;
    size = now;
  }
  return false;
}

void ClaimIndex::SetPosition(int64_t size, int64_t goal, int64_t& reported) {
  State before;
  State after;
  {
    sync::MutexLock lock(mutex_);
    before = state_;
    index_size_ = size;
    if (size >= goal) {
      state_ = State::kReady;
    } else if (state_ == State::kStarting && goal - size > kSoon) {
      state_ = State::kBuilding;
    }
    after = state_;
  }
  if (after == State::kReady && before == State::kBuilding) {
    options_.on_event({Event::Kind::kReady, "", size, goal});
  } else if (after == State::kReady && before == State::kUnavailable) {
    options_.on_event({Event::Kind::kAvailable, "", size, goal});
  } else if (after == State::kBuilding && size - reported >= kProgress) {
    reported = size;
    options_.on_event({Event::Kind::kProgress, "", size, goal});
  }
}

absl::Status ClaimIndex::Commit(IndexWriter& writer, const IndexPosition& position) {
  sync::MutexLock lock(commit_mutex_);
  return writer.Commit(position);
}

absl::Status ClaimIndex::CompactFiles() {
  absl::Status compacted;
  {
    sync::MutexLock lock(commit_mutex_);
    compacted = Compact(options_.folder);
  }
  {
    sync::MutexLock lock(mutex_);
    ++generation_;
    idle_.clear();
  }
  // Until now, searches could read erased words from the old files.
  registry_.caches().EraseAll();
  return compacted;
}

absl::Status ClaimIndex::NotReady(std::string_view why) {
  int64_t index_size = 0;
  {
    sync::MutexLock lock(mutex_);
    index_size = index_size_;
  }
  ABSL_ASSIGN_OR_RETURN(int64_t log_size, registry_.log().Size());
  return IndexNotReady(why, index_size, log_size);
}

bool ClaimIndex::WaitCondition::IsSettled() const {
  switch (index.state_) {
    case State::kStarting:
      return index.ending_;
    case State::kReady:
      return index.index_size_ >= size || index.ending_;
    default:
      return true;
  }
}

absl::Status ClaimIndex::Await(const WaitCondition& condition, const sync::CallContext& context) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + options_.patience;
  while (!condition.IsSettled()) {
    ABSL_RETURN_IF_ERROR(context.Check());
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (left <= std::chrono::milliseconds::zero()) return absl::OkStatus();
    mutex_.AwaitFor(std::min(left, kPollInterval), &condition, &WaitCondition::IsSettled);
  }
  return absl::OkStatus();
}

absl::StatusOr<ClaimIndex::Lease> ClaimIndex::Read(int64_t min_log_size, std::string_view field,
                                                   const sync::CallContext& context) {
  ABSL_RETURN_IF_ERROR(registry_.log().CheckReached(field, min_log_size));
  const sync::ErasableCaches::Epoch epoch = registry_.caches().epoch();
  std::unique_ptr<IndexReader> reader;
  int generation = 0;
  std::string_view not_ready;
  {
    sync::MutexLock lock(mutex_);
    const WaitCondition condition{*this, min_log_size};
    if (index_size_ < min_log_size) {
      wanted_ = std::max(wanted_, min_log_size);
      announced_ = true;
    }
    ABSL_RETURN_IF_ERROR(Await(condition, context));
    if (state_ == State::kUnavailable) {
      not_ready = "is not available";
    } else if (state_ != State::kReady) {
      not_ready = "is being built";
    } else if (index_size_ < min_log_size) {
      not_ready = "is behind";
    } else if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
    generation = generation_;
  }
  if (!not_ready.empty()) return NotReady(not_ready);
  if (reader != nullptr) {
    if (absl::Status status = reader->Reopen(); !status.ok()) return Failed(status);
  } else {
    absl::StatusOr<std::unique_ptr<IndexReader>> opened = OpenReader();
    if (!opened.ok()) return Failed(opened.status());
    reader = *std::move(opened);
  }
  return Lease(*this, std::move(reader), generation, epoch);
}

absl::StatusOr<std::unique_ptr<IndexReader>> ClaimIndex::OpenReader() {
  auto without_commits = [this](const std::function<void()>& read) {
    sync::MutexLock lock(commit_mutex_);
    read();
  };
  auto opened = IndexReader::Open(options_.folder, without_commits);
  if (opened.ok()) return opened;
  // The files may be in the middle of being replaced.
  sync::MutexLock lock(commit_mutex_);
  return IndexReader::Open(options_.folder, without_commits);
}

absl::StatusOr<int64_t> ClaimIndex::AwaitBuilt() {
  sync::MutexLock lock(mutex_);
  mutex_.Await(this, &ClaimIndex::IsBuiltOrFailed);
  if (state_ != State::kReady) return absl::UnavailableError("the index of claims cannot be read or written");
  return index_size_;
}

ClaimIndex::Lease::~Lease() {
  if (reader_ == nullptr) return;
  sync::MutexLock lock(index_->mutex_);
  if (index_->generation_ == generation_) index_->idle_.push_back(std::move(reader_));
}

int64_t ClaimIndex::indexed_entries() const {
  sync::MutexLock lock(mutex_);
  return index_size_;
}

absl::Status ClaimIndex::Failed(const absl::Status& error) {
  if (!absl::IsDataLoss(error)) return NotReady("is not available");
  {
    sync::MutexLock lock(mutex_);
    damaged_ = true;
    announced_ = true;
    state_ = State::kStarting;
  }
  return NotReady("is damaged and is being rebuilt");
}

}  // namespace verbatim::match
