#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "access/caller.h"
#include "access/method_rules.h"
#include "methods/stream.h"
#include "sync/mutex.h"
#include "sync/ticker.h"

namespace verbatim::methods {

// The right of one open stream to go on. The stream and the checks share it. Any thread.
class StreamRight {
 public:
  StreamRight(std::shared_ptr<Stream> stream, access::Caller caller, const access::MethodRule& rule,
              std::function<access::Caller()> identify_again)
      : stream_(std::move(stream)),
        caller_(std::move(caller)),
        rule_(rule),
        identify_again_(std::move(identify_again)) {}

  // Ends the stream early, with this status.
  void End(absl::Status failure);
  // The status with which the stream was ended early; OK if it was not.
  absl::Status failure() const;

  // Ends the stream if its caller could not begin it now, or has other permissions than then.
  void Check();
  // The call has ended, so that the caller cannot be identified again.
  void Close();

 private:
  const std::shared_ptr<Stream> stream_;
  const access::Caller caller_;
  const access::MethodRule& rule_;
  // Separate from mutex_, because identifying a caller may take long.
  sync::Mutex identify_mutex_;
  std::function<access::Caller()> identify_again_ ABSL_GUARDED_BY(identify_mutex_);  // null after Close
  mutable sync::Mutex mutex_;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

// Checks the rights of open streams at an interval, because a token expires or a policy changes while a stream
// is open. Any thread.
class StreamChecks {
 public:
  explicit StreamChecks(std::chrono::milliseconds interval) : ticker_(interval, [this] { CheckAll(); }) {}

  void Add(std::shared_ptr<StreamRight> right);
  void Remove(const std::shared_ptr<StreamRight>& right);

 private:
  void CheckAll();

  sync::Mutex mutex_;
  std::unordered_set<std::shared_ptr<StreamRight>> rights_ ABSL_GUARDED_BY(mutex_);
  sync::Ticker ticker_;  // last member: uses the others
};

}  // namespace verbatim::methods
