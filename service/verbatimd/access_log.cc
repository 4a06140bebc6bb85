#include "verbatimd/access_log.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {
namespace {

// Lines of so long are written together.
constexpr std::chrono::milliseconds kTogether(20);

// Bound on the lines in memory: some ten thousand, which is half a second of the fastest reads.
constexpr size_t kMaxBytes = 4 << 20;

void AppendString(std::string& out, std::string_view text) {
  const bool plain =
      std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
  if (plain) {
    absl::StrAppend(&out, "\"", absl::string_view(text.data(), text.size()), "\"");
  } else {
    out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
}

// Appends the time as LogLine writes it. Formats the date and the seconds once a second for each thread.
void AppendNow(std::string& out) {
  thread_local int64_t second = -1;
  thread_local std::string prefix;
  const int64_t micros = absl::ToUnixMicros(absl::Now());
  if (micros / 1'000'000 != second) {
    second = micros / 1'000'000;
    prefix = absl::FormatTime("%Y-%m-%dT%H:%M:%S.", absl::FromUnixSeconds(second), absl::UTCTimeZone());
  }
  absl::StrAppend(&out, prefix, absl::Dec(micros % 1'000'000, absl::kZeroPad6), "Z");
}

std::string LineOf(const methods::CallRecord& call) {
  std::string line;
  line.reserve(512);
  line += R"({"time":")";
  AppendNow(line);
  line += R"(","severity":"INFO","message":"call","method":)";
  AppendString(line, call.method.full_name());
  line += R"(,"principal":)";
  AppendString(line, call.caller.principal);
  line += R"(,"name":)";
  AppendString(line, call.caller.display_name);
  line += R"(,"code":)";
  AppendString(line, absl::StatusCodeToString(call.status.code()));
  line += R"(,"rejection":)";
  AppendString(line, call.caller.rejection);
  // All values are strings, as in other lines.
  absl::StrAppend(&line, R"(,"microseconds":")", call.duration.count(), R"(","request_bytes":")",
                  call.request_bytes, R"(","response_bytes":")", call.response_bytes, R"(","request_id":)");
  AppendString(line, call.tags.request_id);
  line += R"(,"trace_id":)";
  AppendString(line, call.tags.trace_id);
  line += "}\n";
  return line;
}

// Writes whole lines. An error is ignored: the service works without its log.
void WriteLines(int file, std::string_view lines) {
  while (!lines.empty()) {
    const ssize_t written = write(file, lines.data(), lines.size());
    if (written <= 0) return;
    lines.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

AccessLog::AccessLog(int file) : file_(file), writer_([this] { Run(); }) {}

AccessLog::~AccessLog() {
  {
    sync::MutexLock lock(mutex_);
    stopping_ = true;
    not_empty_.WakeOne();
  }
  {
    sync::MutexLock lock(end_mutex_);
    ending_ = true;
  }
  writer_.join();
}

void AccessLog::Add(const methods::CallRecord& call) {
  const std::string line = LineOf(call);
  sync::MutexLock lock(mutex_);
  if (lines_.size() + line.size() > kMaxBytes) {
    ++dropped_;
    return;
  }
  const bool was_empty = lines_.empty();
  lines_ += line;
  if (was_empty) not_empty_.WakeOne();
}

void AccessLog::Run() {
  std::string lines;  // keeps its memory
  bool ending = false;
  while (!ending) {
    {
      sync::MutexLock lock(mutex_);
      while (lines_.empty() && !stopping_) not_empty_.Wait(mutex_);
    }
    {
      sync::MutexLock lock(end_mutex_);
      end_mutex_.AwaitFor(kTogether, this, &AccessLog::IsEnding);
      ending = ending_;
    }
    int64_t dropped = 0;
    {
      sync::MutexLock lock(mutex_);
      lines.swap(lines_);
      dropped = std::exchange(dropped_, 0);
    }
    WriteLines(file_, lines);
    lines.clear();
    if (dropped > 0)
      LogLine(Severity::kWarning, "dropped lines of calls", {{"lines", absl::StrCat(dropped)}});
  }
}

}  // namespace verbatim::verbatimd
