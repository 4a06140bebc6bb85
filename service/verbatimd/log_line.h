#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::verbatimd {

enum class Severity { kInfo, kWarning, kError };

// Writes one line to standard error: a JSON object with time (RFC 3339, UTC), severity, message and then the
// fields, in the given order. All values are strings. Any thread; lines are never interleaved. Do not pass
// texts of documents or claims.
void LogLine(Severity severity, std::string_view message,
             std::initializer_list<std::pair<std::string_view, std::string>> fields = {});

// Limits the lines per second about what others can cause, and counts the dropped lines. Any thread.
class LineThrottle {
 public:
  explicit LineThrottle(int lines_per_second) : lines_per_second_(lines_per_second) {}

  // Returns the number of lines dropped since the last one; nothing if this line must also be dropped.
  std::optional<int64_t> Admit();

 private:
  const int lines_per_second_;
  sync::Mutex mutex_;
  int64_t second_ ABSL_GUARDED_BY(mutex_) = 0;
  int admitted_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t dropped_ ABSL_GUARDED_BY(mutex_) = 0;
};

// Redirects gRPC's logging to LogLine, at most ten lines a second. Logs gRPC's errors as warnings, because
// they concern single connections, such as one with an untrusted certificate.
void RedirectGrpcLog();

}  // namespace verbatim::verbatimd
