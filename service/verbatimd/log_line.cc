#include "verbatimd/log_line.h"

#include <grpc/support/log.h>
#include <unistd.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"

namespace verbatim::verbatimd {
namespace {

std::string_view NameOf(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "INFO";
    case Severity::kWarning:
      return "WARNING";
    case Severity::kError:
      return "ERROR";
  }
  return "ERROR";
}

// Bound on gRPC's own lines per second, since every connection can make gRPC log.
constexpr int kGrpcLinesPerSecond = 10;

}  // namespace

std::optional<int64_t> LineThrottle::Admit() {
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  sync::MutexLock lock(mutex_);
  if (now != second_) {
    second_ = now;
    admitted_ = 0;
  }
  if (admitted_ == lines_per_second_) {
    ++dropped_;
    return std::nullopt;
  }
  ++admitted_;
  return std::exchange(dropped_, 0);
}

void LogLine(Severity severity, std::string_view message,
             std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  nlohmann::ordered_json line = {
      {"time", absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone())},
      {"severity", NameOf(severity)},
      {"message", message}};
  for (const auto& [key, value] : fields) line[std::string(key)] = value;
  // Replaces bytes that are not UTF-8, such as in a path or a subject's name.
  const std::string json = line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
  // One write per line keeps lines whole. An error is ignored: the service works without its log.
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, json.data(), json.size());
}

void RedirectGrpcLog() {
  gpr_set_log_function([](gpr_log_func_args* said) {
    static auto* const throttle = new LineThrottle(kGrpcLinesPerSecond);  // gRPC's threads may outlive main
    const std::optional<int64_t> dropped = throttle->Admit();
    if (!dropped) return;
    if (*dropped > 0) {
      LogLine(Severity::kWarning, "dropped log lines of gRPC", {{"lines", absl::StrCat(*dropped)}});
    }
    LogLine(said->severity == GPR_LOG_SEVERITY_ERROR ? Severity::kWarning : Severity::kInfo, said->message,
            {{"by", "gRPC"}, {"at", absl::StrCat(said->file, ":", said->line)}});
  });
}

}  // namespace verbatim::verbatimd
