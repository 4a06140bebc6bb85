#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "match/embedding/embedder.h"
#include "match/embedding/text_source.h"
#include "match/embedding/vector_index.h"
#include "sync/call_context.h"
#include "sync/mutex.h"

namespace verbatim::match::embedding {

// How completely a text was compared by meaning.
enum class Coverage : uint8_t {
  kNone,      // not at all, because the embedder is away
  kPartial,   // some texts of the source have no vector yet
  kComplete,  // with every text
};

// What the embedder says about a text.
struct Meaning {
  Coverage coverage = Coverage::kNone;
  double background = 1;                     // similarity that unrelated texts seldom exceed
  std::vector<Neighbour> nearest;            // most similar texts, most similar first
  std::vector<std::optional<double>> known;  // similarities to the keys that were asked for
};

// Keeps a vector for each text of a source, in files that outlive the process, and compares other texts with
// them. A thread feeds the index: it removes the vectors of texts that are gone, requests those of new texts
// in batches, and saves the files.
//
// The vectors of texts that are gone leave the files even if the embedder is away. If the model or its
// dimension changes, all vectors are replaced.
//
// While the embedder is away, only the thread tries to reach it, at growing intervals; Search returns at
// once. Any thread.
class ClaimVectors {
 public:
  // An event to report to the operator.
  struct Event {
    enum class Kind : uint8_t {
      kRebuilding,   // the vectors are discarded and requested again; `detail` says why
      kUnavailable,  // the embedder is away; `detail` says why
      kAvailable,    // the embedder answers
      kRefused,      // the embedder refuses a text in any length; it is not tried again before a restart
      kFull,         // no memory for further vectors
      kNotSaved,     // the files cannot be written; `detail` says why
    };
    Kind kind;
    std::string detail;
    int64_t vectors = 0;
  };

  struct Options {
    Embedder::Options embedder;
    std::string folder;
    size_t memory_bytes = size_t{1} << 30;  // for vectors; further texts get none
    std::function<void(const Event&)> on_event = [](const Event&) {};
    // How long Search waits for the embedder.
    std::chrono::milliseconds search_timeout{2000};
    // How long the thread waits for the vectors of a batch.
    std::chrono::milliseconds batch_timeout{60'000};
    // Maximum number of searches that wait for the embedder. Further ones do without.
    int max_searches = 8;
    // How often the thread looks for new texts. It looks less often if looking takes long.
    std::chrono::milliseconds poll_interval{500};
    // Delay before the first retry; doubles up to the maximum. A Retry-After replaces it, up to 5 minutes.
    std::chrono::milliseconds first_retry{1000};
    std::chrono::milliseconds max_retry{30'000};
    // New vectors are saved after this time, or earlier if there are many. After a crash, those that were not
    // saved are requested again.
    std::chrono::milliseconds save_interval{10 * 60'000};
  };

  // `source` must outlive this object.
  ClaimVectors(TextSource& source, Options options);
  // Ends waiting requests and saves the files.
  ~ClaimVectors();

  // Compares a text with the vectors: the nearest `count`, and those of `keys`. Blocks for at most
  // `search_timeout`, or until the call is abandoned. Compares the first kMaxTextBytes only. `position` is
  // the position of the source that the caller has read.
  Meaning Search(std::string_view text, size_t count, std::span<const std::string_view> keys,
                 int64_t position, const sync::CallContext& context);

 private:
  using Clock = std::chrono::steady_clock;

  bool IsEnding() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ending_; }

  // The steps of the thread. Step returns how long to wait before the next.
  void Run();
  std::chrono::milliseconds Step();
  void Load();
  // Removes the vectors of texts that are gone, and lists the texts without one.
  void CompareWithSource();
  // Returns whether all texts without a vector are listed.
  bool CompareWith(const std::vector<std::string>& keys);
  // Asks the embedder for the vectors of the probe, and discards all vectors if they are another model's.
  bool Probe();
  void FeedBatch();
  // Adds the vector of one text, which is shortened while the embedder refuses it. Returns false if the
  // embedder is away.
  bool FeedAlone(const std::string& key, std::string text);
  void Add(const std::string& key, const Vector& vector);
  Embedder::Reply Request(std::span<const std::string> texts);
  void AdaptBatch(Clock::duration took);
  void SaveIfDue(bool ending);
  void Replace(std::unique_ptr<VectorIndex> index);
  void Report(Event::Kind kind, std::string detail = {});

  // Marks the embedder as away until the next probe. Any thread.
  void SetAway(const Embedder::Reply& reply);

  TextSource& source_;
  const Options options_;
  Embedder embedder_;

  // Used by `thread_` only.
  std::vector<Vector> probes_;       // of the model that made the vectors
  std::deque<std::string> pending_;  // keys without a vector, at most kMaxPending
  std::unordered_set<std::string> refused_;
  size_t batch_;                   // texts of the next request
  Clock::time_point next_look_{};  // at the source
  Clock::time_point unsaved_since_{};
  Clock::time_point next_save_{};
  size_t unsaved_ = 0;        // vectors added since the last save
  bool has_removed_ = false;  // vectors were removed since the last save
  bool full_ = false;

  mutable sync::Mutex mutex_;
  // Shared, because a search may still use an index that is being replaced. Null until the first probe.
  std::shared_ptr<VectorIndex> index_ ABSL_GUARDED_BY(mutex_);
  double background_ ABSL_GUARDED_BY(mutex_) = 1;
  bool available_ ABSL_GUARDED_BY(mutex_) = false;
  bool reported_away_ ABSL_GUARDED_BY(mutex_) = false;
  int failures_ ABSL_GUARDED_BY(mutex_) = 0;              // in a row
  Clock::time_point retry_at_ ABSL_GUARDED_BY(mutex_){};  // if not available
  int searches_ ABSL_GUARDED_BY(mutex_) = 0;              // that wait for the embedder
  int64_t position_ ABSL_GUARDED_BY(mutex_) = -1;         // of the source, when it was last compared
  size_t missing_ ABSL_GUARDED_BY(mutex_) = 0;            // texts without a vector
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;

  std::thread thread_;  // last member: starts when all others are constructed
};

}  // namespace verbatim::match::embedding
