#pragma once

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "cli/input/field_names.h"
#include "client/refusal.h"

namespace verbatim::cli {

// Exit codes of the `verbatim` command. Scripts depend on them; --help documents them.
enum ExitCode : int {
  kOk = 0,
  kRefused = 1,      // the service refused the request: a quote that is not in the source, an invalid field,
                     // a conflict, a message that is too large
  kUsage = 2,        // a wrong flag, a file that cannot be read
  kNotFound = 3,     // no such document or claim
  kUnreachable = 4,  // the service is unavailable, overloaded or too slow
  kBroken = 5,       // an internal error, or output that cannot be written
  kUntrusted = 6,    // a proof or a check failed: the bundle, checkpoint, claim or log cannot be trusted
  kNotShown = 7,     // the bundle proves an entry, but does not contain what the entry records
  kNewer = 8,        // a newer version made the bundle, and this version cannot judge it
  kInterrupted = 130,
};

ExitCode ExitCodeFor(const client::Refusal& refusal);

// Prints the error, with one line for each invalid field, passage or place that the error names. Names fields
// as the user did.
void PrintRefusal(const client::Refusal& refusal, const FieldNames& names, std::ostream& out);

// Prints the error of a call to `server`, with a hint for connection errors. Returns the exit code.
ExitCode PrintFailure(const client::Refusal& refusal, const FieldNames& names, const std::string& server,
                      std::ostream& out);

// Returns the error as a JSON object: code, reason, message, and the details that it has: fields, resource,
// citation (the nearest passages) and values. Fields are named as the user named them.
std::string RefusalJson(const client::Refusal& refusal, const FieldNames& names);

// Prints to standard error why a file cannot be read. Returns kUsage.
ExitCode CannotRead(const absl::Status& status);

}  // namespace verbatim::cli
