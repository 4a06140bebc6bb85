#include "registry/log/log_feed.h"

#include <utility>

#include "registry/records/entry_builder.h"
#include "registry/records/log_entries.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "verbatim/v1/log_service.pb.h"

namespace verbatim::registry {
namespace {

// The feed keeps at most this many entries, with at most this many bytes together, in memory for followers. A
// fast writer appends this many entries in a few seconds.
constexpr size_t kRecentEntries = 8192;
constexpr size_t kRecentBytes = 16 << 20;

// One read from the store returns at most this many entries, with at most this many bytes together. A single
// entry may have more bytes. Memory then holds each entry twice, as stored and as serialized for watchers.
constexpr int64_t kEntriesPerRead = 256;
constexpr int64_t kBytesPerRead = 4 << 20;

absl::StatusOr<std::shared_ptr<const FeedEntry>> MakeFeedEntry(const store::Entry& entry) {
  ABSL_ASSIGN_OR_RETURN(verbatim::v1::LogEntry shown, ToLogEntry(entry, EntryParts::kAll));
  auto made = std::make_shared<FeedEntry>();
  made->subjects = SubjectsOf(shown);
  verbatim::v1::WatchResponse response;
  *response.add_entries() = std::move(shown);
  made->message = response.SerializeAsString();
  response.mutable_entries(0)->clear_payload();
  made->leaf_message = response.SerializeAsString();
  made->entry = std::move(*response.mutable_entries(0));
  return made;
}

}  // namespace

std::string WithoutPrincipals(const std::string& message) {
  verbatim::v1::WatchResponse response;
  response.ParseFromString(message);
  for (verbatim::v1::LogEntry& entry : *response.mutable_entries()) HidePrincipal(entry);
  return response.SerializeAsString();
}

LogFeed::LogFeed(store::Store& store, sync::ErasableCaches& caches, std::chrono::milliseconds tick)
    : store_(store),
      caches_(caches),
      tick_(tick),
      recent_of_caches_(caches, "entries for watchers", [this] { ForgetRecent(); }),
      thread_([this] { Run(); }) {}

LogFeed::~LogFeed() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
}

void LogFeed::Announce() {
  sync::MutexLock lock(mutex_);
  announced_ = true;
}

void LogFeed::Follow(const void* owner, std::function<void()> listener) {
  sync::MutexLock lock(listener_mutex_);
  listeners_[owner] = std::move(listener);
}

void LogFeed::StopFollowing(const void* owner) {
  sync::MutexLock lock(listener_mutex_);
  listeners_.erase(owner);
}

void LogFeed::CountFollower(bool more) {
  sync::MutexLock lock(mutex_);
  followers_ += more ? 1 : -1;
  if (more) announced_ = true;  // earlier commits may not have been read yet
  if (followers_ == 0) {
    recent_.clear();
    recent_bytes_ = 0;
    end_.reset();
  }
}

std::optional<LogFeed::Part> LogFeed::ReadRecent(store::LogIndex first) const {
  sync::MutexLock lock(mutex_);
  if (!end_ || first < *end_ - static_cast<store::LogIndex>(recent_.size())) return std::nullopt;
  Part part{{}, first, false};
  auto begin = *end_ - static_cast<store::LogIndex>(recent_.size());
  for (auto i = static_cast<size_t>(first - begin);
       i < recent_.size() && part.entries.size() < static_cast<size_t>(kEntriesPerRead); ++i) {
    part.entries.push_back(recent_[i]);
    ++part.next;
  }
  part.more = part.next < *end_;
  return part;
}

absl::StatusOr<LogFeed::Part> LogFeed::Read(store::LogIndex first) const {
  auto page = FromStore(store_.ListEntries({first, kEntriesPerRead, kBytesPerRead}));
  if (DamagedResourceOf(page.status())) return ReadDamaged(first, page.status());
  ABSL_RETURN_IF_ERROR(page.status());
  Part part{{}, first, page->more};
  for (const store::Entry& entry : page->entries) {
    ABSL_ASSIGN_OR_RETURN(auto made, MakeFeedEntry(entry));
    part.entries.push_back(std::move(made));
    ++part.next;
  }
  return part;
}

absl::StatusOr<LogFeed::Part> LogFeed::ReadDamaged(store::LogIndex index, const absl::Status& damage) const {
  ABSL_ASSIGN_OR_RETURN(const auto page,
                        FromStore(store_.ListEntries(
                            {.first = index, .limit = 1, .max_bytes = kBytesPerRead, .leaves_only = true})));
  if (page.entries.empty()) return damage;
  // A damaged leaf is an error for all followers.
  ABSL_ASSIGN_OR_RETURN(auto made, MakeFeedEntry(page.entries.front()));
  auto entry = std::make_shared<FeedEntry>(*made);
  entry->message.clear();
  entry->damage = WithNextIndex(damage, index + 1);
  return Part{{std::move(entry)}, index + 1, page.more};
}

void LogFeed::CatchUp() {
  while (true) {
    std::optional<store::LogIndex> from;
    {
      sync::MutexLock lock(mutex_);
      if (followers_ == 0) return;
      from = end_;
    }
    if (!from) {  // the first follower reads the existing entries from the store
      auto size = store_.Size();
      if (!size.ok()) return;  // retried at the next announcement or tick
      sync::MutexLock lock(mutex_);
      if (followers_ > 0) end_ = *size;
      continue;
    }
    const sync::ErasableCaches::Epoch epoch = caches_.epoch();
    absl::StatusOr<Part> part = Read(*from);
    if (!part.ok() || part->entries.empty()) return;
    sync::MutexLock lock(mutex_);
    // Reads again if all followers left during the read, or if something was erased.
    if (end_ != from || !recent_of_caches_.IsCurrent(epoch)) continue;
    for (auto& entry : part->entries) {
      recent_bytes_ += entry->message.size() + entry->leaf_message.size();
      recent_.push_back(std::move(entry));
    }
    end_ = part->next;
    while (recent_.size() > kRecentEntries || recent_bytes_ > kRecentBytes) {
      recent_bytes_ -= recent_.front()->message.size() + recent_.front()->leaf_message.size();
      recent_.pop_front();
    }
    if (!part->more) return;
  }
}

void LogFeed::ForgetRecent() {
  sync::MutexLock lock(mutex_);
  recent_.clear();
  recent_bytes_ = 0;
}

void LogFeed::Run() {
  while (true) {
    {
      sync::MutexLock lock(mutex_);
      mutex_.AwaitFor(tick_, this, &LogFeed::HasWork);
      if (ending_) return;
      announced_ = false;
    }
    CatchUp();
    sync::MutexLock lock(listener_mutex_);
    for (const auto& [owner, listener] : listeners_) listener();
  }
}

}  // namespace verbatim::registry
