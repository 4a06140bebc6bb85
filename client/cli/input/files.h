#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace verbatim::cli {

// The whole file, at most 64 MiB; "-" is standard input. Errors say why the file cannot be read.
absl::StatusOr<std::string> ReadAll(const std::string& path);

// Like ReadAll, but prints the error to standard error and returns nothing.
std::optional<std::string> ReadInput(const std::string& path);

// A file that is replaced as a whole by Commit. Without Commit, the file at `path` stays as it was. "-" is
// standard output. Errors are printed to standard error.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Whether the file could be opened.
  bool ok() const { return file_ != nullptr; }

  bool Write(std::string_view bytes);
  bool Commit();

 private:
  void PrintError() const;

  const std::string path_;
  const std::string temporary_;
  std::FILE* file_;
};

// Replaces a file as a whole. "-" is standard output, whose errors main reports at exit. Prints the error and
// returns false if the file cannot be written.
bool WriteOutput(const std::string& path, std::string_view bytes);

}  // namespace verbatim::cli
