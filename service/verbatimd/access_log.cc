#include "verbatimd/access_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {
namespace {

// Lines of so long are written together.
constexpr std::chrono::milliseconds kTogether(20);

// Bound on the lines in memory: some ten thousand, which is half a second of the fastest reads.
constexpr size_t kMaxBytes = 4 << 20;

// Lines without rare characters and with at most so many bytes are formatted on the stack.
constexpr size_t kUsualBytes = 1024;
// What such a line has besides the values of a call's text fields: names of fields, time and numbers.
constexpr size_t kFixedBytes = 384;
constexpr size_t kMaxDigits = 20;

// Writes to a buffer that is long enough. A line costs nine hundred instructions in this way, and four thousand
// with a string that grows and with formatting functions. The read of a claim takes a hundred thousand in all.
class UsualLine {
 public:
  template <size_t kSize>
  void Add(const char (&literal)[kSize]) {
    std::memcpy(end_, literal, kSize - 1);
    end_ += kSize - 1;
  }
  // `text` needs no escapes.
  void AddValue(std::string_view text) {
    std::memcpy(end_, text.data(), text.size());
    end_ += text.size();
  }
  void AddNumber(uint64_t number) { end_ = std::to_chars(end_, end_ + kMaxDigits, number).ptr; }

  std::string_view text() const { return {bytes_, static_cast<size_t>(end_ - bytes_)}; }

 private:
  char bytes_[kUsualBytes];  // not initialized: only what was written is read
  char* end_ = bytes_;
};

// Takes everything.
class RareLine {
 public:
  template <size_t kSize>
  void Add(const char (&literal)[kSize]) {
    text_.append(literal, kSize - 1);
  }
  void AddValue(std::string_view text) {
    // Replaces bytes that are not UTF-8.
    const std::string quoted =
        nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    text_.append(quoted, 1, quoted.size() - 2);
  }
  void AddNumber(uint64_t number) { absl::StrAppend(&text_, number); }

  std::string_view text() const { return text_; }

 private:
  std::string text_;
};

// The time as LogLine writes it.
class Timestamp {
 public:
  std::string_view Now() {
    const auto now =
        std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    int64_t micros = std::max<int64_t>(0, now.time_since_epoch().count());
    // Formats the date and the seconds once a second for each thread.
    if (micros / kMicros != second_) {
      second_ = micros / kMicros;
      const std::string text =
          absl::FormatTime("%Y-%m-%dT%H:%M:%S.000000Z", absl::FromUnixSeconds(second_), absl::UTCTimeZone());
      std::memcpy(text_, text.data(), std::min(text.size(), sizeof text_));
    }
    micros %= kMicros;
    for (char* digit = text_ + sizeof text_ - 2; *digit != '.'; --digit) {
      *digit = static_cast<char>('0' + micros % 10);
      micros /= 10;
    }
    return {text_, sizeof text_};
  }

 private:
  static constexpr int64_t kMicros = 1'000'000;
  int64_t second_ = -1;
  char text_[27] = {};  // 2026-01-31T12:00:00.000000Z
};

// absl::StatusCodeToString makes a string for each call.
std::string_view CodeName(absl::StatusCode code) {
  static const auto* const names = [] {
    constexpr int kCodes = 17;
    auto* all = new std::array<std::string, kCodes>;
    for (int i = 0; i < kCodes; ++i)
      (*all)[static_cast<size_t>(i)] = absl::StatusCodeToString(static_cast<absl::StatusCode>(i));
    return all;
  }();
  const auto number = static_cast<size_t>(code);
  return (*names)[number < names->size() ? number : static_cast<size_t>(absl::StatusCode::kUnknown)];
}

// tracing::HexOf makes a string for each call.
class HexDigits {
 public:
  explicit HexDigits(const tracing::TraceId& id) {
    char* next = digits_;
    for (const uint8_t byte : id) {
      *next++ = kDigits[byte >> 4];
      *next++ = kDigits[byte & 15];
    }
  }
  std::string_view text() const { return {digits_, sizeof digits_}; }

 private:
  static constexpr std::string_view kDigits = "0123456789abcdef";
  char digits_[2 * sizeof(tracing::TraceId)];
};

template <typename Line>
void Write(const methods::CallRecord& call, Line& line) {
  thread_local Timestamp timestamp;
  line.Add(R"({"time":")");
  line.AddValue(timestamp.Now());
  line.Add(R"(","severity":"INFO","message":"call","method":")");
  line.AddValue(call.method.full_name());
  line.Add(R"(","principal":")");
  line.AddValue(call.caller.principal);
  line.Add(R"(","name":")");
  line.AddValue(call.caller.display_name);
  line.Add(R"(","code":")");
  line.AddValue(CodeName(call.status.code()));
  line.Add(R"(","rejection":")");
  line.AddValue(call.caller.rejection);
  // All values are strings, as in other lines.
  line.Add(R"(","microseconds":")");
  line.AddNumber(static_cast<uint64_t>(std::max<int64_t>(0, call.duration.count())));
  line.Add(R"(","request_bytes":")");
  line.AddNumber(call.request_bytes);
  line.Add(R"(","response_bytes":")");
  line.AddNumber(call.response_bytes);
  line.Add(R"(","request_id":")");
  line.AddValue(call.tags.request_id);
  line.Add(R"(","trace_id":")");
  if (call.tags.trace.IsValid()) line.AddValue(HexDigits(call.tags.trace.trace_id).text());
  line.Add("\"}\n");
}

bool IsPlain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

// Whether UsualLine can take the line of a call. Names of methods and codes are plain.
bool IsUsual(const methods::CallRecord& call) {
  size_t bytes = kFixedBytes + call.method.full_name().size();
  for (const std::string_view value :
       {std::string_view(call.caller.principal), std::string_view(call.caller.display_name),
        std::string_view(call.caller.rejection), std::string_view(call.tags.request_id)}) {
    bytes += value.size();
    if (bytes > kUsualBytes || !IsPlain(value)) return false;
  }
  return true;
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
  if (IsUsual(call)) {
    UsualLine line;
    Write(call, line);
    return AddLine(line.text());
  }
  RareLine line;
  Write(call, line);
  AddLine(line.text());
}

void AccessLog::AddLine(std::string_view line) {
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
