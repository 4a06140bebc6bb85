#pragma once

#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "methods/call_record.h"
#include "sync/mutex.h"

namespace verbatim::verbatimd {

// Writes a line for each call (--access_log), in the form of LogLine. A thread writes the lines of 20 ms
// together, because a write for each call would take longer than the read of a claim, and because a call must
// not wait for the reader of the log. Writes what is left when it is destroyed; a killed process loses up to
// 20 ms of lines. Any thread.
class AccessLog {
 public:
  // Writes to this file descriptor, which must outlive the object.
  explicit AccessLog(int file = STDERR_FILENO);
  ~AccessLog();

  // Adds the line of a call. If the lines are read too slowly, drops it, and counts it in a later line.
  void Add(const methods::CallRecord& call) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void AddLine(std::string_view line) ABSL_LOCKS_EXCLUDED(mutex_);
  void Run() ABSL_LOCKS_EXCLUDED(mutex_, end_mutex_);
  bool IsEnding() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(end_mutex_) { return ending_; }

  const int file_;
  sync::Mutex mutex_;
  sync::Condition not_empty_;  // or stopping_; so that the writer sleeps while there are no calls
  std::string lines_ ABSL_GUARDED_BY(mutex_);
  int64_t dropped_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  // For the wait while lines gather. Apart from mutex_, whose Unlock would otherwise wake the writer for each
  // line.
  sync::Mutex end_mutex_;
  bool ending_ ABSL_GUARDED_BY(end_mutex_) = false;
  std::thread writer_;  // last member: starts when all others are constructed
};

}  // namespace verbatim::verbatimd
