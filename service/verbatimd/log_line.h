#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace verbatim::verbatimd {

enum class Severity { kInfo, kWarning, kError };

// Writes one line to standard error: a JSON object with time (RFC 3339, UTC), severity, message and then the
// fields, in the given order. All values are strings. Any thread; lines are never interleaved. Do not pass
// texts of documents or claims.
void LogLine(Severity severity, std::string_view message,
             std::initializer_list<std::pair<std::string_view, std::string>> fields = {});

// Redirects gRPC's logging to LogLine, at most ten lines a second. Logs gRPC's errors as warnings, because
// they concern single connections, such as one with an untrusted certificate.
void RedirectGrpcLog();

}  // namespace verbatim::verbatimd
