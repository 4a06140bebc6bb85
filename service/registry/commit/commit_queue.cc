#include "registry/commit/commit_queue.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "status/errors.h"
#include "sync/mutex.h"

namespace verbatim::registry {
namespace {

// Bounds of one transaction. With more than a few hundred writes, the rows cost more than the synchronous
// commit. A longer transaction then only delays the answer to its first writer.
constexpr size_t kGroupWrites = 1024;
constexpr size_t kGroupBytes = 32 << 20;

// Groups of at least this many writes are answered on the answerer thread. For a smaller group, the handover
// would cost as much as the answers.
constexpr size_t kLargeGroup = 8;

// Interval at which an unavailable store is probed while nothing is written.
constexpr std::chrono::seconds kProbeInterval(1);

size_t BytesOf(const store::Write& write) {
  size_t bytes = 0;
  for (const store::NewEntry& entry : write.entries) {
    bytes += entry.leaf.size() + (entry.payload ? entry.payload->size() : 0);
    for (const std::string& attachment : entry.attachments) bytes += attachment.size();
  }
  return bytes;
}

}  // namespace

CommitQueue::CommitQueue(store::Store& store, const Environment& environment, const Limits& limits,
                         ClockOptions clock, Listeners listeners)
    : store_(store),
      max_writes_(limits.queued_writes),
      max_bytes_(limits.queued_bytes),
      listeners_(std::move(listeners)),
      clock_(environment, std::move(clock)),
      answerer_([this] { RunAnswers(); }),
      committer_([this] { Run(); }) {}

CommitQueue::~CommitQueue() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  committer_.join();
  {
    sync::MutexLock lock(answers_mutex_);
    answers_end_ = true;
  }
  answerer_.join();
}

void CommitQueue::Submit(store::Write write, WhenFull when_full, Done done) {
  Waiting waiting{std::move(write), std::move(done), 0, std::chrono::steady_clock::now(),
                  tracing::ParentScope::Current()};
  waiting.bytes = BytesOf(waiting.write);
  {
    sync::MutexLock lock(mutex_);
    if (when_full == WhenFull::kWait) mutex_.Await(this, &CommitQueue::HasRoom);
    if (HasRoom()) {
      waiting_bytes_ += waiting.bytes;
      waiting_.push_back(std::move(waiting));
      return;
    }
  }
  std::move(waiting.done)(Overloaded("the queue of writes is full"));
}

absl::StatusOr<store::WriteResult> CommitQueue::SubmitAndWait(store::Write write) {
  // Shared, because get() here may return before set_value has returned on the queue's thread.
  auto answer = std::make_shared<std::promise<absl::StatusOr<store::WriteResult>>>();
  Submit(std::move(write), WhenFull::kRefuse,
         [answer](absl::StatusOr<store::WriteResult> result) { answer->set_value(std::move(result)); });
  return answer->get_future().get();
}

CommitQueue::Load CommitQueue::load() {
  sync::MutexLock lock(mutex_);
  return {.writes = waiting_.size(), .bytes = waiting_bytes_};
}

bool CommitQueue::HasRoom() const { return waiting_.size() < max_writes_ && waiting_bytes_ < max_bytes_; }

bool CommitQueue::HasWorkOrEnds() const { return !waiting_.empty() || ending_; }

std::vector<CommitQueue::Waiting> CommitQueue::TakeGroup(bool store_available, bool& ends) {
  std::vector<Waiting> group;
  size_t bytes = 0;
  sync::MutexLock lock(mutex_);
  if (store_available) {
    mutex_.Await(this, &CommitQueue::HasWorkOrEnds);
  } else {
    mutex_.AwaitFor(kProbeInterval, this, &CommitQueue::HasWorkOrEnds);
  }
  while (!waiting_.empty() && group.size() < kGroupWrites && bytes < kGroupBytes) {
    bytes += waiting_.front().bytes;
    group.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  waiting_bytes_ -= bytes;
  ends = ending_ && group.empty();
  return group;
}

void CommitQueue::Run() {
  bool available = true;
  while (true) {
    bool ends = false;
    std::vector<Waiting> group = TakeGroup(available, ends);
    if (ends) return;
    // An empty group is a probe of an unavailable store.
    bool now_available = CommitGroup(std::move(group));
    if (now_available != available && listeners_.on_availability) listeners_.on_availability(now_available);
    available = now_available;
  }
}

bool CommitQueue::CommitGroup(std::vector<Waiting> group) {
  std::vector<store::Write> writes;
  writes.reserve(group.size());
  const auto start = std::chrono::steady_clock::now();
  for (Waiting& waiting : group) {
    metrics_.wait_seconds.Observe(start - waiting.arrived);
    writes.push_back(std::move(waiting.write));
  }
  if (absl::Status usable = writes.empty() ? absl::OkStatus() : clock_.Check(); !usable.ok()) {
    for (Waiting& waiting : group) std::move(waiting.done)(usable);
    return true;
  }
  // Writers read the clock before they queue, in any order, and the clock may be set back. The store orders the
  // times.
  auto results = store_.Commit(writes, store::Times::kInOrder);
  if (!group.empty()) {
    const auto end = std::chrono::steady_clock::now();
    metrics_.group_writes.Observe(group.size());
    metrics_.commit_seconds.Observe(end - start);
    Trace(group, start, end, !results.ok());
  }
  if (results.ok()) {
    Committed committed{std::move(group), *std::move(results)};
    const bool wrote = !committed.group.empty();
    if (committed.group.size() < kLargeGroup) {
      AnswerAll(std::move(committed));
    } else {
      sync::MutexLock lock(answers_mutex_);
      answers_mutex_.Await(this, &CommitQueue::HasNoneToAnswer);
      to_answer_ = std::move(committed);
    }
    // Runs after the answers, because callers wait for the answers.
    if (listeners_.on_commit && wrote) listeners_.on_commit();
    return true;
  }
  if (absl::IsUnavailable(results.status()) || group.size() <= 1) {
    for (Waiting& waiting : group) std::move(waiting.done)(FromStore(results.status()));
    return !absl::IsUnavailable(results.status());
  }
  // One write may be at fault, so commit each write alone. Then a bad write does not make other writes fail.
  bool available = true;
  for (size_t i = 0; i < group.size(); ++i) {
    auto alone = store_.Commit(std::span(&writes[i], 1), store::Times::kInOrder);
    available = available && !absl::IsUnavailable(alone.status());
    if (alone.ok()) {
      std::move(group[i].done)(std::move(alone->front()));
      if (listeners_.on_commit) listeners_.on_commit();
    } else {
      std::move(group[i].done)(FromStore(alone.status()));
    }
  }
  return available;
}

void CommitQueue::Trace(const std::vector<Waiting>& group, std::chrono::steady_clock::time_point start,
                        std::chrono::steady_clock::time_point end, bool failed) {
  using tracing::SpanKind;
  if (std::ranges::none_of(group, [](const Waiting& waiting) { return static_cast<bool>(waiting.span); }))
    return;
  // Spans have times of the wall clock, and the queue measures by the steady one.
  const tracing::Clock::time_point now = tracing::Clock::now();
  const auto wall = [&](std::chrono::steady_clock::time_point time) {
    return now - std::chrono::duration_cast<tracing::Clock::duration>(end - time);
  };
  for (const Waiting& waiting : group) {
    if (!waiting.span) continue;
    waiting.span.Record("commit.wait", SpanKind::kInternal, wall(waiting.arrived), wall(start),
                        /*failed=*/false, {});
    waiting.span.Record("store.commit", SpanKind::kClient, wall(start), now, failed,
                        {{"verbatim.group_writes", static_cast<int64_t>(group.size())}});
  }
}

void CommitQueue::AnswerAll(Committed committed) {
  for (size_t i = 0; i < committed.group.size(); ++i) {
    std::move(committed.group[i].done)(std::move(committed.results[i]));
  }
}

bool CommitQueue::HasNoneToAnswer() const { return !to_answer_; }

bool CommitQueue::HasAnyToAnswerOrEnds() const { return to_answer_ || answers_end_; }

void CommitQueue::RunAnswers() {
  while (true) {
    std::optional<Committed> committed;
    {
      sync::MutexLock lock(answers_mutex_);
      answers_mutex_.Await(this, &CommitQueue::HasAnyToAnswerOrEnds);
      if (!to_answer_) return;
      committed.swap(to_answer_);
    }
    AnswerAll(*std::move(committed));
  }
}

}  // namespace verbatim::registry
