#pragma once

#include <ostream>

#include "absl/status/status.h"
#include "client/refusal.h"

namespace verbatim::cli {

// What the `verbatim` command ends with; its help documents them, scripts rely on them.
enum ExitCode : int {
  kOk = 0,
  kRefused = 1,      // the service refused it: a quote that does not stand there, a bad field, a conflict,
                     // a message that is too large
  kUsage = 2,        // a wrong flag, a file that cannot be read
  kNotFound = 3,     // no such document or claim
  kUnreachable = 4,  // the service is away, at its limit, or too slow
  kBroken = 5,       // an internal error, or output that cannot be written
  kUntrusted = 6,  // a proof or a check does not hold: a bundle, a checkpoint, a claim, or the log itself is
                   // not to be trusted
  kInterrupted = 130,
};

ExitCode ExitCodeFor(const client::Refusal& refusal);

// Says what is wrong as `verbatim: …`, with every bad field, passage or place that the error names on lines
// of its own.
void PrintRefusal(const client::Refusal& refusal, std::ostream& out);

// Prints the error to standard error and gives the code to end with.
ExitCode Fail(const absl::Status& status);

// Says on standard error why a file of the caller's cannot be read.
ExitCode CannotRead(const absl::Status& status);

}  // namespace verbatim::cli
