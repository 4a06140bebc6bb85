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
      return LogLine(Severity::kWarning, "rebuilding the claim index", {{"reason", event.detail}});
    case Kind::kProgress:
      return LogLine(Severity::kInfo, "building the claim index", {{"entries", size}, {"of", log_size}});
    case Kind::kReady:
      return LogLine(Severity::kInfo, "the claim index is ready", {{"entries", size}});
    case Kind::kUnavailable:
      return LogLine(Severity::kError, "the claim index is unavailable", {{"reason", event.detail}});
    case Kind::kAvailable:
      return LogLine(Severity::kInfo, "the claim index is available again", {{"entries", size}});
  }
}

void LogEmbedderEvent(const match::embedding::ClaimVectors::Event& event) {
  using Kind = match::embedding::ClaimVectors::Event::Kind;
  const std::string vectors = absl::StrCat(event.vectors);
  switch (event.kind) {
    case Kind::kRebuilding:
      return LogLine(Severity::kWarning, "requesting all vectors again",
                     {{"reason", event.detail}, {"discarded", vectors}});
    case Kind::kUnavailable:
      return LogLine(Severity::kWarning, "the embedder is unavailable, matching by words",
                     {{"reason", event.detail}});
    case Kind::kAvailable:
      return LogLine(Severity::kInfo, "the embedder is available again", {{"vectors", vectors}});
    case Kind::kRefused:
      return LogLine(Severity::kWarning, "the embedder refuses the text of a claim", {{"vectors", vectors}});
    case Kind::kFull:
      return LogLine(Severity::kWarning, "no memory for vectors of further claims, see --embedder_memory_mib",
                     {{"vectors", vectors}});
    case Kind::kNotSaved:
      return LogLine(Severity::kError, "cannot save the vectors", {{"reason", event.detail}});
  }
}

void LogKeptVectorsEvent(const match::embedding::KeptVectors::Event& event) {
  using Kind = match::embedding::KeptVectors::Event::Kind;
  switch (event.kind) {
    case Kind::kKept:
      return LogLine(Severity::kInfo, "keeping the vectors of claims for a start with --embedder_url",
                     {{"vectors", absl::StrCat(event.vectors)}, {"folder", event.detail}});
    case Kind::kDiscarded:
      return LogLine(Severity::kWarning, "discarded the vectors of claims", {{"reason", event.detail}});
    case Kind::kNotSaved:
      return LogLine(Severity::kError, "cannot remove vectors of texts that are gone",
                     {{"reason", event.detail}});
  }
}

}  // namespace verbatim::verbatimd
