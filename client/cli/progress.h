#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace verbatim::cli {

// A bar on standard error for work that takes long, drawn a few times a second; nothing at all if that is no
// terminal. One thread at a time.
class Progress {
 public:
  // `total` units of work; 0 if that is not known, and a count is shown alone.
  explicit Progress(int64_t total);
  ~Progress() { Clear(); }

  // `done` units are done; `note` is shown beside the bar.
  void Update(int64_t done, const std::string& note);

  // Takes the bar away, so that lines can be printed.
  void Clear();

 private:
  const bool shown_;
  const int64_t total_;
  std::chrono::steady_clock::time_point next_draw_;
  bool drawn_ = false;
};

}  // namespace verbatim::cli
