#include "cli/output/progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace verbatim::cli {
namespace {

constexpr int kBarColumns = 30;
constexpr std::chrono::milliseconds kInterval(100);

}  // namespace

// The bar appears after 0.3 s, so that short work shows no bar.
Progress::Progress(int64_t total)
    : shown_(isatty(STDERR_FILENO) != 0),
      total_(total),
      next_draw_(std::chrono::steady_clock::now() + 3 * kInterval) {}

void Progress::Update(int64_t done, const std::string& note) {
  auto now = std::chrono::steady_clock::now();
  if (!shown_ || now < next_draw_) return;
  next_draw_ = now + kInterval;
  std::cerr << "\r\033[K";
  if (total_ > 0) {
    auto filled = static_cast<int>(std::min(done, total_) * kBarColumns / total_);
    std::cerr << '[' << std::string(static_cast<size_t>(filled), '#')
              << std::string(static_cast<size_t>(kBarColumns - filled), '.') << "] "
              << std::min(done, total_) * 100 / total_ << "%  ";
  }
  std::cerr << note << std::flush;
  drawn_ = true;
}

void Progress::Clear() {
  if (drawn_) std::cerr << "\r\033[K" << std::flush;
  drawn_ = false;
}

}  // namespace verbatim::cli
