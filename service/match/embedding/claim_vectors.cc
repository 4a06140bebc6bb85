#include "match/embedding/claim_vectors.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "match/embedding/probe.h"
#include "match/embedding/thread_priority.h"
#include "match/embedding/vector_files.h"

namespace verbatim::match::embedding {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

// Maximum number of keys that wait for a vector, some MiB. The source is asked for the rest later.
constexpr size_t kMaxPending = 50'000;

// Maximum number of texts of a session that are remembered because the embedder refuses them.
constexpr size_t kMaxRefused = 10'000;

// A request has at most this many bytes of texts.
constexpr size_t kBatchBytes = 32 << 10;

// A text that is refused is halved until it is this short.
constexpr size_t kMinTextBytes = 128;

constexpr milliseconds kMaxRetryAfter{5 * 60'000};

// Looking for new texts and saving take at most 1/20 and 1/10 of a processor's time.
constexpr int kLookShare = 20;
constexpr int kSaveShare = 10;

// Vectors are saved early if so many are new, and this part of all.
constexpr size_t kManyUnsaved = 1000;
constexpr size_t kUnsavedPart = 10;

// Returns a delay that grows with the number of failures, and varies so that several servers do not retry at
// once.
milliseconds Backoff(int failures, milliseconds first, milliseconds maximum) {
  constexpr int kMaxDoublings = 16;
  const milliseconds delay = std::min(maximum, first * (1 << std::min(failures - 1, kMaxDoublings)));
  thread_local std::mt19937 random{std::random_device{}()};
  return milliseconds(
      std::uniform_int_distribution<milliseconds::rep>(delay.count() * 3 / 4, delay.count())(random));
}

}  // namespace

ClaimVectors::ClaimVectors(TextSource& source, Options options)
    : source_(source),
      options_(std::move(options)),
      embedder_(options_.embedder),
      batch_(kMaxTexts),
      thread_([this] { Run(); }) {}

ClaimVectors::~ClaimVectors() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
}

void ClaimVectors::Run() {
  YieldToOthers();
  Load();
  while (true) {
    const milliseconds wait = Step();
    sync::MutexLock lock(mutex_);
    if (wait > milliseconds::zero()) mutex_.AwaitFor(wait, this, &ClaimVectors::IsEnding);
    if (ending_) break;
  }
  SaveIfDue(true);
}

milliseconds ClaimVectors::Step() {
  CompareWithSource();
  SaveIfDue(false);
  bool available = false;
  Clock::time_point retry_at;
  {
    sync::MutexLock lock(mutex_);
    available = available_;
    retry_at = retry_at_;
  }
  if (!available) {
    const Clock::time_point now = Clock::now();
    if (now < retry_at) {
      return std::min(options_.poll_interval, duration_cast<milliseconds>(retry_at - now) + milliseconds(1));
    }
    return Probe() ? milliseconds::zero() : options_.poll_interval;
  }
  if (pending_.empty()) return options_.poll_interval;
  FeedBatch();
  return milliseconds::zero();
}

void ClaimVectors::Report(Event::Kind kind, std::string detail) {
  size_t vectors = 0;
  {
    sync::MutexLock lock(mutex_);
    if (index_ != nullptr) vectors = index_->size();
  }
  options_.on_event({kind, std::move(detail), static_cast<int64_t>(vectors)});
}

void ClaimVectors::Replace(std::unique_ptr<VectorIndex> index) {
  full_ = false;
  next_look_ = {};
  sync::MutexLock lock(mutex_);
  index_ = std::move(index);
  position_ = -1;
}

void ClaimVectors::Load() {
  absl::StatusOr<StoredVectors> stored = LoadVectors(options_.folder, options_.memory_bytes);
  absl::Status wrong = stored.status();
  if (stored.ok() && stored->model != embedder_.model())
    wrong = absl::DataLossError("--embedder_model names another model");
  if (wrong.ok()) {
    probes_ = std::move(stored->probes);
    Replace(std::move(stored->index));
    return;
  }
  if (absl::IsNotFound(wrong)) return;
  Report(Event::Kind::kRebuilding, std::string(wrong.message()));
  if (absl::Status deleted = DeleteVectors(options_.folder); !deleted.ok())
    Report(Event::Kind::kNotSaved, std::string(deleted.message()));
}

void ClaimVectors::CompareWithSource() {
  const Clock::time_point start = Clock::now();
  if (start < next_look_) return;
  next_look_ = start + options_.poll_interval;
  const absl::StatusOr<int64_t> position = source_.Position();
  if (!position.ok()) return;
  {
    sync::MutexLock lock(mutex_);
    if (*position == position_) return;
  }
  const absl::StatusOr<std::vector<std::string>> keys = source_.Keys();
  if (!keys.ok()) return;
  const bool all_pending = CompareWith(*keys);
  next_look_ = std::max(next_look_, Clock::now() + kLookShare * (Clock::now() - start));
  sync::MutexLock lock(mutex_);
  if (all_pending) position_ = *position;
}

bool ClaimVectors::CompareWith(const std::vector<std::string>& keys) {
  std::shared_ptr<VectorIndex> index;
  {
    sync::MutexLock lock(mutex_);
    index = index_;
  }
  size_t missing = keys.size();
  if (index != nullptr) {
    missing = static_cast<size_t>(std::count_if(
        keys.begin(), keys.end(), [&](const std::string& key) { return !index->Contains(key); }));
    if (index->size() + missing > keys.size()) has_removed_ = index->KeepOnly(keys) || has_removed_;
    full_ = full_ && index->size() >= index->capacity();
  }
  pending_.clear();
  bool all_pending = true;
  for (const std::string& key : keys) {
    if (missing == 0 || full_) break;
    if ((index != nullptr && index->Contains(key)) || refused_.contains(key)) continue;
    all_pending = pending_.size() < kMaxPending;
    if (!all_pending) break;
    pending_.push_back(key);
  }
  sync::MutexLock lock(mutex_);
  missing_ = missing;
  return all_pending;
}

void ClaimVectors::SetAway(const Embedder::Reply& reply) {
  bool report = false;
  {
    sync::MutexLock lock(mutex_);
    // Of several searches that fail at once, the first one counts.
    if (ending_ || (!available_ && Clock::now() < retry_at_)) return;
    available_ = false;
    ++failures_;
    const milliseconds asked = std::min<milliseconds>(reply.retry_after, kMaxRetryAfter);
    retry_at_ =
        Clock::now() +
        (asked > milliseconds::zero() ? asked : Backoff(failures_, options_.first_retry, options_.max_retry));
    report = !std::exchange(reported_away_, true);
  }
  if (report) Report(Event::Kind::kUnavailable, std::string(reply.status.message()));
}

Embedder::Reply ClaimVectors::Request(std::span<const std::string> texts) {
  const Clock::time_point start = Clock::now();
  Embedder::Reply reply = embedder_.Embed(texts, options_.batch_timeout, [this] {
    sync::MutexLock lock(mutex_);
    return ending_;
  });
  AdaptBatch(Clock::now() - start);
  return reply;
}

// A search waits behind the batch that the embedder works on, so a batch takes a fraction of its patience.
void ClaimVectors::AdaptBatch(Clock::duration took) {
  constexpr int kSlow = 4;
  constexpr int kQuick = 16;
  if (took > options_.search_timeout / kSlow) {
    batch_ = std::max<size_t>(1, batch_ / 2);
  } else if (took < options_.search_timeout / kQuick) {
    batch_ = std::min(kMaxTexts, batch_ + 1);
  }
}

bool ClaimVectors::Probe() {
  // In batches, so that the probe succeeds where a batch must be small.
  std::vector<Vector> probes;
  const std::span<const std::string> texts = ProbeTexts();
  for (size_t start = 0; start < texts.size();) {
    const size_t count = std::min(batch_, texts.size() - start);
    Embedder::Reply reply = Request(texts.subspan(start, count));
    if (!reply.status.ok()) {
      SetAway(reply);
      return false;
    }
    std::move(reply.vectors.begin(), reply.vectors.end(), std::back_inserter(probes));
    start += count;
  }
  std::shared_ptr<VectorIndex> index;
  {
    sync::MutexLock lock(mutex_);
    index = index_;
  }
  if (index == nullptr || !IsSameModel(probes_, probes)) {
    const size_t dimension = probes.front().size();
    if (index != nullptr) {
      Report(Event::Kind::kRebuilding, dimension == index->dimension()
                                           ? "the embedder has another model under this name"
                                           : "the model has another dimension");
      has_removed_ = true;
    }
    refused_.clear();
    probes_ = std::move(probes);
    Replace(std::make_unique<VectorIndex>(dimension, options_.memory_bytes));
  }
  bool report = false;
  {
    sync::MutexLock lock(mutex_);
    background_ = BackgroundOf(probes_);
    available_ = true;
    report = std::exchange(reported_away_, false);
  }
  if (report) Report(Event::Kind::kAvailable);
  return true;
}

void ClaimVectors::Add(const std::string& key, const Vector& vector) {
  std::shared_ptr<VectorIndex> index;
  {
    sync::MutexLock lock(mutex_);
    index = index_;
  }
  if (absl::IsInvalidArgument(index->Add(key, vector))) {
    // Another dimension: the next probe replaces the index.
    SetAway({.status = absl::UnavailableError("the model has another dimension")});
    return;
  }
  if (!index->Contains(key)) {
    pending_.clear();
    if (!std::exchange(full_, true)) Report(Event::Kind::kFull);
    return;
  }
  if (unsaved_++ == 0) unsaved_since_ = Clock::now();
  sync::MutexLock lock(mutex_);
  if (missing_ > 0) --missing_;
}

bool ClaimVectors::FeedAlone(const std::string& key, std::string text) {
  while (true) {
    const Embedder::Reply reply = Request(std::span(&text, 1));
    if (reply.status.ok()) {
      Add(key, reply.vectors.front());
      return true;
    }
    if (!absl::IsInvalidArgument(reply.status)) {
      SetAway(reply);
      return false;
    }
    if (text.size() < kMinTextBytes) break;
    text = CutText(text, text.size() / 2);
  }
  if (refused_.empty()) Report(Event::Kind::kRefused);
  if (refused_.size() < kMaxRefused) refused_.insert(key);
  return true;
}

void ClaimVectors::FeedBatch() {
  const size_t count = std::min(batch_, pending_.size());
  std::vector<std::string> keys(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
  absl::StatusOr<std::vector<std::string>> found = source_.Texts(keys);
  if (!found.ok()) {
    pending_.clear();  // the source is asked again
    sync::MutexLock lock(mutex_);
    position_ = -1;
    return;
  }
  std::vector<std::string> texts;
  std::vector<std::string> of;  // their keys
  size_t bytes = 0;
  size_t taken = 0;
  for (; taken < count && bytes + kMaxTextBytes <= kBatchBytes; ++taken) {
    std::string text = CutText((*found)[taken]);
    if (text.empty()) continue;
    bytes += text.size();
    texts.push_back(std::move(text));
    of.push_back(keys[taken]);
  }
  if (!texts.empty()) {
    const Embedder::Reply reply = Request(texts);
    if (absl::IsInvalidArgument(reply.status)) {
      for (size_t i = 0; i < texts.size(); ++i) {
        if (!FeedAlone(of[i], std::move(texts[i]))) return;
      }
    } else if (!reply.status.ok()) {
      SetAway(reply);
      return;
    }
    for (size_t i = 0; i < reply.vectors.size(); ++i) Add(of[i], reply.vectors[i]);
  }
  taken = std::min(taken, pending_.size());  // a full index empties the queue
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(taken));
}

void ClaimVectors::SaveIfDue(bool ending) {
  std::shared_ptr<VectorIndex> index;
  {
    sync::MutexLock lock(mutex_);
    index = index_;
  }
  if (index == nullptr || (unsaved_ == 0 && !has_removed_)) return;
  const Clock::time_point start = Clock::now();
  const bool many = unsaved_ >= kManyUnsaved && unsaved_ >= index->size() / kUnsavedPart;
  const bool late = unsaved_ > 0 && start - unsaved_since_ >= options_.save_interval;
  if (!ending && (start < next_save_ || !(has_removed_ || many || late))) return;
  const absl::Status saved = SaveVectors(options_.folder, embedder_.model(), probes_, *index);
  const Clock::time_point now = Clock::now();
  if (!saved.ok()) {
    next_save_ = now + options_.max_retry;
    return Report(Event::Kind::kNotSaved, std::string(saved.message()));
  }
  next_save_ = now + kSaveShare * (now - start);
  unsaved_ = 0;
  has_removed_ = false;
}

Meaning ClaimVectors::Search(std::string_view text, size_t count, std::span<const std::string_view> keys,
                             int64_t position, const sync::CallContext& context) {
  {
    sync::MutexLock lock(mutex_);
    if (!available_ || searches_ >= options_.max_searches) return {};
    ++searches_;
  }
  const std::string start = CutText(text);
  Embedder::Reply reply =
      embedder_.Embed(std::span(&start, 1), options_.search_timeout, context.ShouldStop());
  std::shared_ptr<VectorIndex> index;
  Meaning meaning;
  {
    sync::MutexLock lock(mutex_);
    --searches_;
    index = index_;
    meaning.background = background_;
    meaning.coverage = missing_ == 0 && position_ >= position ? Coverage::kComplete : Coverage::kPartial;
  }
  if (absl::IsCancelled(reply.status) || absl::IsInvalidArgument(reply.status)) return {};
  if (reply.status.ok() && reply.vectors.front().size() != index->dimension())
    reply.status = absl::UnavailableError("the model has another dimension");
  if (!reply.status.ok()) {
    SetAway(reply);
    return {};
  }
  {
    sync::MutexLock lock(mutex_);
    failures_ = 0;
  }
  const Vector& vector = reply.vectors.front();
  meaning.nearest = index->Nearest(vector, count);
  for (std::string_view key : keys) meaning.known.push_back(index->Similarity(vector, key));
  return meaning;
}

}  // namespace verbatim::match::embedding
