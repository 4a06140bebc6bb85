#include "cli/session.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <system_error>
#include <utility>

#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/time_util.h"

namespace verbatim::cli {
namespace {

// No service takes a larger request; an endless file must not fill the memory.
constexpr size_t kMaxInputBytes = 64 << 20;

}  // namespace

client::Client& Session::client() {
  if (client_ == nullptr) {
    client::Options options;
    options.timeout = std::chrono::milliseconds(static_cast<int64_t>(timeout_seconds * 1000));
    const bool wanted = use_tls || !tls.authorities.empty() || !tls.certificate.empty();
    if (wanted && !server.starts_with("unix:")) options.tls = ReadTls(tls);
    client_ = client::Client::Connect(server, options);
  }
  return *client_;
}

void Session::PrintJson(const google::protobuf::Message& message) const { std::cout << JsonLine(message); }

std::string JsonLine(const google::protobuf::Message& message) {
  std::string line;
  return google::protobuf::util::MessageToJsonString(message, &line).ok() ? line + '\n' : "";
}

std::string WithCollection(const std::string& collection, const std::string& id) {
  return id.rfind(collection + "/", 0) == 0 ? id : collection + "/" + id;
}

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

std::string MediaTypeOf(const std::string& path, const std::string& chosen) {
  if (!chosen.empty()) return chosen;
  return path.ends_with(".html") || path.ends_with(".htm") ? "text/html" : "";
}

bool WriteOutput(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    std::cout << bytes;  // whether that went well is seen at the end
    return true;
  }
  std::string fresh = path + ".new";
  std::FILE* file = std::fopen(fresh.c_str(), "wb");
  bool written = file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  written = written && std::fflush(file) == 0 && fsync(fileno(file)) == 0;
  int error = errno;
  if (file != nullptr) std::fclose(file);
  if (written && std::rename(fresh.c_str(), path.c_str()) == 0) return true;
  if (written) error = errno;
  std::remove(fresh.c_str());
  std::cerr << "verbatim: cannot write " << path << ": " << std::generic_category().message(error) << '\n';
  return false;
}

std::optional<log::VerifierKey> ReadKey(const std::string& text_or_path, const std::string& flag) {
  absl::StatusOr<log::VerifierKey> key = log::VerifierKey::FromText(text_or_path);
  if (key.ok()) return *std::move(key);
  std::ifstream file(text_or_path);
  std::string line;
  if (file.is_open() && std::getline(file, line)) key = log::VerifierKey::FromText(line);
  if (key.ok()) return *std::move(key);
  std::cerr << "verbatim: " << flag
            << " takes a verifier key, name+id+key, or a file that holds one: " << key.status().message()
            << '\n';
  return std::nullopt;
}

bool ParseTime(const std::string& text, const std::string& flag, google::protobuf::Timestamp& time) {
  using google::protobuf::util::TimeUtil;
  if (TimeUtil::FromString(text, &time) || TimeUtil::FromString(text + "T00:00:00Z", &time)) return true;
  std::cerr << "verbatim: " << flag << " takes a date or time as 2025-09-14 or 2025-09-14T09:30:00Z, not \""
            << text << "\"\n";
  return false;
}

bool ParseLabels(const std::vector<std::string>& labels,
                 google::protobuf::Map<std::string, std::string>& map) {
  for (const std::string& label : labels) {
    size_t equals = label.find('=');
    if (equals == std::string::npos) {
      std::cerr << "verbatim: --label takes KEY=VALUE, not \"" << label << "\"\n";
      return false;
    }
    map[label.substr(0, equals)] = label.substr(equals + 1);
  }
  return true;
}

}  // namespace verbatim::cli
