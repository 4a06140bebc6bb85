#pragma once

#include <ostream>
#include <string>

#include "cli/connection/session.h"
#include "verbatim/v1/log.pb.h"

namespace verbatim::cli {

// Prints what a log entry changed, indented: the words and figures that a new revision edited, the reason of
// a retraction, a verdict. Prints nothing for an entry whose payload was erased or left out.
void PrintEntryChange(const v1::LogEntry& entry, const Session& session, std::ostream& out);

// The entry as one line of JSON. `decoded` is the payload as JSON; `payload` has the bytes that the leaf
// commits to.
std::string EntryJsonLine(const v1::LogEntry& entry);

}  // namespace verbatim::cli
