#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "access/authenticator.h"
#include "sync/mutex.h"

namespace verbatim::access {

// Puts a policy file in force again whenever it changes. A file with mistakes changes nothing. Any thread.
class PolicyReload {
 public:
  struct Options {
    std::string path = {};
    std::string text = {};  // the text that is in force at first
    std::chrono::milliseconds interval{10'000};
    // Called on a thread of this object when the file changes: OK if the file is in force, otherwise why it
    // is not.
    std::function<void(const absl::Status&)> on_change = [](const absl::Status&) {};
  };

  // `authenticator` must outlive this object.
  PolicyReload(Options options, Authenticator& authenticator);
  ~PolicyReload();

  // OK if the file, as last read, is in force. Otherwise why it is not.
  absl::Status state() const;

 private:
  bool ending() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ending_; }
  void Run();
  void Check();

  const Options options_;
  Authenticator& authenticator_;
  std::optional<std::string>
      text_;  // as last read; nothing if it could not be read; used by the thread alone
  mutable sync::Mutex mutex_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status state_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;  // last member: starts when all others are constructed
};

}  // namespace verbatim::access
