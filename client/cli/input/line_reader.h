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
  int64_t number = 0;  // starts at 1
  std::string text;    // without the line feed; empty if the line is too long
  bool too_long = false;
};

// Reads a file or standard input by lines. Ctrl-C ends a wait for input. Not thread-safe; at most one reader
// per program.
class LineReader {
 public:
  // In JSON, a claim can have six times the size of its binary form. A service may also allow claims over the
  // default of 1 MiB.
  static constexpr size_t kMaxLineBytes = 16 << 20;

  // `path` is a file, or - for standard input. From now on the first Ctrl-C stops the reader, and the second
  // one ends the program.
  static absl::StatusOr<LineReader> Open(const std::string& path);

  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  // Returns the next line, or nothing at the end of the file and after Ctrl-C.
  absl::StatusOr<std::optional<Line>> Next();

  // Returns the available bytes, at most 64 KiB, which may end inside a character. Returns an empty string at
  // the end of the file and after Ctrl-C. Do not mix calls of this function and of Next.
  absl::StatusOr<std::string> NextPart();

  // Whether Ctrl-C was pressed.
  static bool Stopped();

  // Size of a regular file in bytes. 0 if unknown.
  int64_t size() const { return size_; }

 private:
  LineReader(std::string path, int file) : path_(std::move(path)), file_(file) {}

  // Appends available bytes to the buffer. Returns false at the end of the file and after Ctrl-C.
  absl::StatusOr<bool> Fill();
  absl::Status LastError() const;

  std::string path_;
  int file_;
  int64_t size_ = 0;
  int64_t number_ = 0;
  std::string buffer_;
  size_t taken_ = 0;  // bytes of the buffer that were returned
};

}  // namespace verbatim::cli
