#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "access/authenticator.h"
#include "access/policy_loader.h"
#include "sync/mutex.h"
#include "sync/ticker.h"

namespace verbatim::access {

// Puts a policy file in force again whenever it changes. A file with mistakes changes nothing. Any thread.
class PolicyReload {
 public:
  struct Options {
    std::string path = {};
    // Makes the policies. Used by the thread of this object alone.
    std::shared_ptr<PolicyLoader> loader = nullptr;
    std::string text = {};  // the text that is in force at first
    std::chrono::milliseconds interval{10'000};
    // Called on a thread of this object when the file changes: OK if the file is in force, otherwise why it
    // is not.
    std::function<void(const absl::Status&)> on_change = [](const absl::Status&) {};
  };

  // `authenticator` must outlive this object.
  PolicyReload(Options options, Authenticator& authenticator);

  // OK if the file, as last read, is in force. Otherwise why it is not.
  absl::Status state() const;

 private:
  void Check();

  const Options options_;
  Authenticator& authenticator_;
  std::optional<std::string>
      text_;  // as last read; nothing if it could not be read; used by the ticker's thread alone
  mutable sync::Mutex mutex_;
  absl::Status state_ ABSL_GUARDED_BY(mutex_);
  sync::Ticker ticker_;  // last member: uses the others
};

}  // namespace verbatim::access
