#include "match/embedding/kept_vectors.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "match/embedding/thread_priority.h"
#include "match/embedding/vector_files.h"
#include "status/status_macros.h"

namespace verbatim::match::embedding {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

// Looking takes at most 1/20 of a processor's time.
constexpr int kPauseShare = 20;

}  // namespace

KeptVectors::KeptVectors(TextSource& source, Options options)
    : source_(source), options_(std::move(options)) {
  absl::StatusOr<std::vector<std::string>> keys = LoadKeys(options_.folder);
  if (absl::IsNotFound(keys.status())) return;
  if (!keys.ok()) {
    Discard(keys.status());
    return;
  }
  keys_ = *std::move(keys);
  options_.on_event({Event::Kind::kKept, options_.folder, static_cast<int64_t>(keys_.size())});
  thread_ = std::thread([this] { Run(); });
}

KeptVectors::~KeptVectors() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

void KeptVectors::Run() {
  YieldToOthers();
  while (!keys_.empty()) {
    const milliseconds wait = Look();
    sync::MutexLock lock(mutex_);
    mutex_.AwaitFor(wait, this, &KeptVectors::IsEnding);
    if (ending_) return;
  }
}

milliseconds KeptVectors::Look() {
  const Clock::time_point start = Clock::now();
  const absl::StatusOr<int64_t> position = source_.Position();
  if (!position.ok() || *position == position_) return options_.poll_interval;
  const absl::StatusOr<std::vector<std::string>> wanted = source_.Keys();
  if (!wanted.ok()) return options_.poll_interval;
  if (absl::Status kept = KeepOnly(*wanted); absl::IsUnavailable(kept)) {
    options_.on_event({Event::Kind::kNotSaved, std::string(kept.message()), 0});
    return options_.retry_interval;
  } else if (!kept.ok()) {
    Discard(kept);
  }
  position_ = *position;
  return std::max(options_.poll_interval, duration_cast<milliseconds>(kPauseShare * (Clock::now() - start)));
}

absl::Status KeptVectors::KeepOnly(const std::vector<std::string>& keys) {
  const std::unordered_set<std::string_view> wanted(keys.begin(), keys.end());
  if (std::ranges::all_of(keys_, [&](const std::string& key) { return wanted.contains(key); }))
    return absl::OkStatus();
  // The files hold no more vectors than an earlier start had memory for.
  ABSL_ASSIGN_OR_RETURN(const StoredVectors stored,
                        LoadVectors(options_.folder, std::numeric_limits<size_t>::max()));
  stored.index->KeepOnly(keys);
  ABSL_RETURN_IF_ERROR(SaveVectors(options_.folder, stored.model, stored.probes, *stored.index));
  keys_ = stored.index->Keys();
  std::erase(keys_, std::string());
  return absl::OkStatus();
}

void KeptVectors::Discard(const absl::Status& why) {
  keys_.clear();
  if (const absl::Status deleted = DeleteVectors(options_.folder); !deleted.ok())
    return options_.on_event({Event::Kind::kNotSaved, std::string(deleted.message()), 0});
  options_.on_event({Event::Kind::kDiscarded, std::string(why.message()), 0});
}

}  // namespace verbatim::match::embedding
