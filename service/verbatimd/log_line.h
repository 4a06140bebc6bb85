#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace verbatim::verbatimd {

enum class Severity { kInfo, kWarning, kError };

// Writes one line to standard error: a JSON object with time (RFC 3339, UTC), severity, message and the
// fields, whose values are strings. Whole lines, from any thread. Never pass texts of documents or claims.
void LogLine(Severity severity, std::string_view message,
             std::initializer_list<std::pair<std::string_view, std::string>> fields = {});

// From here on gRPC, which logs lines of a form of its own, logs by LogLine, its errors as warnings: they are
// about connections, as of callers whom no authority vouches for. At most ten lines a second.
void LogWhatGrpcLogs();

}  // namespace verbatim::verbatimd
