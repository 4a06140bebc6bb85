#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace verbatim::cli {

struct Line {
  int64_t number = 0;  // counted from 1
  std::string text;    // without the line feed; empty if the line is too long
  bool too_long = false;
};

// The lines of a file, or of standard input, which may be silent for ever: Ctrl-C ends a wait for it. One
// thread, one reader in a program.
class LineReader {
 public:
  // In JSON a claim takes up to six times its bytes, and a service may allow more than 1 MiB of them.
  static constexpr size_t kMaxLineBytes = 16 << 20;

  // `path` is a file, or - for standard input. From here on the first Ctrl-C stops the reader, and the next
  // one ends the program. Errors: why it cannot be opened.
  static absl::StatusOr<LineReader> Open(const std::string& path);

  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  // The next line; nothing at the end, and once stopped. Errors: why it cannot be read.
  absl::StatusOr<std::optional<Line>> Next();

  // What can be read now, some KiB cut anywhere, instead of lines; empty at the end, and once stopped.
  // Errors: as Next.
  absl::StatusOr<std::string> NextPart();

  // Whether Ctrl-C was pressed.
  static bool Stopped();

  // Bytes of a regular file, 0 if that is not known.
  int64_t size() const { return size_; }

 private:
  LineReader(std::string path, int file) : path_(std::move(path)), file_(file) {}

  // Appends what can be read to the buffer. False at the end, and once stopped.
  absl::StatusOr<bool> Fill();
  absl::Status LastError() const;

  std::string path_;
  int file_;
  int64_t size_ = 0;
  int64_t number_ = 0;
  std::string buffer_;
  size_t taken_ = 0;  // bytes of the buffer that were given out
};

}  // namespace verbatim::cli
