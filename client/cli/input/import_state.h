#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "absl/status/statusor.h"

namespace verbatim::cli {

// The secret from which an import makes the request ids of its lines, so that a repeated import records no line
// twice. The ids stay in the log permanently. Without the secret nobody can guess a line from its id, for example
// after an erasure. A file keeps the secret as long as the import may have to be repeated. One thread.
class ImportState {
 public:
  // Reads the secret from the file at `path`, or draws one and writes the file, which only its owner can read.
  // An empty `path` draws a secret that is not kept. Errors say why the file cannot be used.
  static absl::StatusOr<ImportState> Open(std::string path);

  // Whether the import can be repeated.
  bool is_kept() const { return !path_.empty(); }
  const std::string& path() const { return path_; }

  // Returns the request id of the next line. It depends on the secret, the document, the line, and the number
  // of earlier calls with the same line.
  std::string RequestId(std::string_view document, std::string_view line);

  // Removes the file: every line is recorded.
  void Remove() const;

 private:
  ImportState(std::string path, std::string secret) : path_(std::move(path)), secret_(std::move(secret)) {}

  std::string path_;
  std::string secret_;
  std::unordered_map<uint64_t, int64_t> repetitions_;
};

}  // namespace verbatim::cli
