#include "verbatimd/index_events.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {

void LogIndexEvent(const match::ClaimIndex::Event& event) {
  using Kind = match::ClaimIndex::Event::Kind;
  const std::string size = absl::StrCat(event.index_size);
  const std::string log_size = absl::StrCat(event.log_size);
  switch (event.kind) {
    case Kind::kRebuilding:
      return LogLine(Severity::kWarning, "the index of claims is made anew", {{"why", event.detail}});
    case Kind::kProgress:
      return LogLine(Severity::kInfo, "the index of claims is being built",
                     {{"entries", size}, {"of", log_size}});
    case Kind::kReady:
      return LogLine(Severity::kInfo, "the index of claims is built", {{"entries", size}});
    case Kind::kUnavailable:
      return LogLine(Severity::kError, "the index of claims is not available", {{"why", event.detail}});
    case Kind::kAvailable:
      return LogLine(Severity::kInfo, "the index of claims is available again", {{"entries", size}});
  }
}

}  // namespace verbatim::verbatimd
