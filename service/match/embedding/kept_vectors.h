#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "match/embedding/text_source.h"
#include "sync/mutex.h"

namespace verbatim::match::embedding {

// The vectors of earlier starts, while the server has no embedder. They stay in their files, so that a later
// start with the same model need not request them again. A thread removes the vectors of texts that are gone,
// as ClaimVectors does. It keeps only the keys in memory, and reads the vectors when one must be removed.
//
// Vectors that cannot be read are deleted, because their texts cannot be removed from them.
class KeptVectors {
 public:
  // An event to report to the operator.
  struct Event {
    enum class Kind {
      kKept,       // vectors are kept
      kDiscarded,  // the vectors are deleted; `detail` says why
      kNotSaved,   // the files cannot be written; `detail` says why. Tried again
    };
    Kind kind;
    std::string detail;
    int64_t vectors = 0;
  };

  struct Options {
    std::string folder;
    std::function<void(const Event&)> on_event = [](const Event&) {};
    // How often the thread looks for texts that are gone. It looks less often if looking takes long.
    std::chrono::milliseconds poll_interval{500};
    // Delay before the files are written again after a failure.
    std::chrono::milliseconds retry_interval{30'000};
  };

  // `source` must outlive this object. Starts no thread if there are no vectors.
  KeptVectors(TextSource& source, Options options);
  ~KeptVectors();

 private:
  using Clock = std::chrono::steady_clock;

  bool IsEnding() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ending_; }
  void Run();
  // Removes the vectors of texts that are gone. Returns how long to wait before the next look.
  std::chrono::milliseconds Look();
  // Removes all vectors but those of `keys` from the files.
  absl::Status KeepOnly(const std::vector<std::string>& keys);
  void Discard(const absl::Status& why);

  TextSource& source_;
  const Options options_;

  // Used by the thread, once it runs.
  std::vector<std::string> keys_;  // of the vectors
  int64_t position_ = -1;          // of the source, when the keys were last compared

  sync::Mutex mutex_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last member: starts when all others are constructed
};

}  // namespace verbatim::match::embedding
