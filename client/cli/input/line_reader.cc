#include "cli/input/line_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace verbatim::cli {
namespace {

constexpr size_t kReadBytes = 64 << 10;

// The signal handler makes this descriptor readable, so that poll notices a signal that arrives before the
// wait.
int stop_event = -1;

void StopOnInterrupt() {
  stop_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  struct sigaction action {};
  action.sa_handler = [](int) { eventfd_write(stop_event, 1); };
  action.sa_flags = SA_RESETHAND | SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
}

}  // namespace

absl::StatusOr<LineReader> LineReader::Open(const std::string& path) {
  LineReader reader(path, path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (reader.file_ < 0 || fstat(reader.file_, &status) != 0) return reader.LastError();
  if (S_ISDIR(status.st_mode)) {
    errno = EISDIR;  // fail before anything is sent, not at the first read
    return reader.LastError();
  }
  if (S_ISREG(status.st_mode)) reader.size_ = status.st_size;
  StopOnInterrupt();
  return reader;
}

LineReader::LineReader(LineReader&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      size_(other.size_),
      number_(other.number_),
      buffer_(std::move(other.buffer_)),
      taken_(other.taken_) {}

LineReader::~LineReader() {
  if (file_ > STDIN_FILENO) close(file_);
}

absl::StatusOr<std::optional<Line>> LineReader::Next() {
  if (Stopped()) return std::nullopt;
  Line line{++number_, "", false};
  size_t searched = taken_;
  while (true) {
    size_t end = buffer_.find('\n', searched);
    bool found = end != std::string::npos;
    if (!found) end = buffer_.size();
    line.too_long = line.too_long || end - taken_ > kMaxLineBytes;
    if (found) {
      if (!line.too_long) line.text = buffer_.substr(taken_, end - taken_);
      taken_ = end + 1;
      return line;
    }
    if (line.too_long) taken_ = end;  // discard the rest of the line
    buffer_.erase(0, std::exchange(taken_, 0));
    searched = buffer_.size();
    absl::StatusOr<bool> more = Fill();
    if (!more.ok()) return more.status();
    if (*more) continue;
    // The last line may lack a line feed, but a line that Ctrl-C cut off is not a line.
    if (Stopped() || (buffer_.empty() && !line.too_long)) return std::nullopt;
    line.text = std::exchange(buffer_, "");
    return line;
  }
}

absl::StatusOr<std::string> LineReader::NextPart() {
  buffer_.clear();
  if (Stopped()) return "";
  absl::StatusOr<bool> more = Fill();
  if (!more.ok()) return more.status();
  return std::move(buffer_);
}

bool LineReader::Stopped() {
  pollfd stop{stop_event, POLLIN, 0};
  return poll(&stop, 1, 0) > 0;
}

absl::StatusOr<bool> LineReader::Fill() {
  while (true) {
    std::array<pollfd, 2> waits{{{file_, POLLIN, 0}, {stop_event, POLLIN, 0}}};
    if (poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return LastError();
    if (Stopped()) return false;
    std::array<char, kReadBytes> bytes;
    ssize_t count = read(file_, bytes.data(), bytes.size());
    if (count > 0) buffer_.append(bytes.data(), static_cast<size_t>(count));
    if (count >= 0) return count > 0;
    if (errno != EINTR && errno != EAGAIN) return LastError();
  }
}

absl::Status LineReader::LastError() const { return absl::ErrnoToStatus(errno, "cannot read " + path_); }

}  // namespace verbatim::cli
