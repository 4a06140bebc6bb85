#include "cli/input/files.h"

#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <system_error>
#include <utility>

#include "cli/output/exit_code.h"
#include "cli/output/terminal.h"

namespace verbatim::cli {
namespace {

// No service accepts a larger request. The bound keeps an endless file from filling the memory.
constexpr size_t kMaxInputBytes = 64 << 20;

}  // namespace

absl::StatusOr<std::string> ReadAll(const std::string& path) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  std::string bytes;
  bool failed = file == nullptr;
  char buffer[1 << 16];
  for (size_t count;
       !failed && bytes.size() <= kMaxInputBytes && (count = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
    bytes.append(buffer, count);
  failed = failed || std::ferror(file) != 0;
  const std::string why = std::generic_category().message(errno);
  if (file != nullptr && file != stdin) std::fclose(file);
  if (failed) return absl::UnknownError("cannot read " + path + ": " + why);
  if (bytes.size() > kMaxInputBytes)
    return absl::OutOfRangeError(path + " has more than " + std::to_string(kMaxInputBytes) + " bytes");
  return bytes;
}

std::optional<std::string> ReadInput(const std::string& path) {
  absl::StatusOr<std::string> bytes = ReadAll(path);
  if (bytes.ok()) return *std::move(bytes);
  CannotRead(bytes.status());
  return std::nullopt;
}

OutputFile::OutputFile(std::string path) : path_(std::move(path)), temporary_(path_ + ".new") {
  file_ = path_ == "-" ? stdout : std::fopen(temporary_.c_str(), "wb");
  if (file_ == nullptr) PrintError();
}

OutputFile::~OutputFile() {
  if (path_ == "-" || file_ == nullptr) return;
  std::fclose(file_);
  std::remove(temporary_.c_str());
}

bool OutputFile::Write(std::string_view bytes) {
  if (path_ == "-" && IsTerminal()) {  // std::cout filters what may control a terminal
    std::cout << bytes << std::flush;
    return true;
  }
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size()) return true;
  PrintError();
  return false;
}

bool OutputFile::Commit() {
  if (path_ == "-") {
    if (std::fflush(stdout) == 0) return true;
    PrintError();
    return false;
  }
  const bool written = std::fflush(file_) == 0 && fsync(fileno(file_)) == 0;
  if (!written) PrintError();
  std::fclose(std::exchange(file_, nullptr));
  if (written && std::rename(temporary_.c_str(), path_.c_str()) == 0) return true;
  if (written) PrintError();
  std::remove(temporary_.c_str());
  return false;
}

void OutputFile::PrintError() const {
  const int error = errno;
  std::cerr << "verbatim: cannot write " << (path_ == "-" ? "to standard output" : path_) << ": "
            << std::generic_category().message(error) << '\n';
}

bool WriteOutput(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    std::cout << bytes;
    return true;
  }
  OutputFile file(path);
  return file.ok() && file.Write(bytes) && file.Commit();
}

}  // namespace verbatim::cli
