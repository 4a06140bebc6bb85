#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace verbatim::cli {

// A progress bar on standard error, redrawn up to ten times a second. Draws nothing if standard error is not
// a terminal. Not thread-safe.
class Progress {
 public:
  // `total` units of work. 0 if unknown: shows the note without a bar.
  explicit Progress(int64_t total);
  ~Progress() { Clear(); }

  // `note` is shown beside the bar.
  void Update(int64_t done, const std::string& note);

  // Removes the bar, so that lines can be printed.
  void Clear();

 private:
  const bool shown_;
  const int64_t total_;
  std::chrono::steady_clock::time_point next_draw_;
  bool drawn_ = false;
};

}  // namespace verbatim::cli
