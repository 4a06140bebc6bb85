#include "registry/records/counters.h"

#include "absl/strings/str_cat.h"
#include "status/absl_view.h"

namespace verbatim::registry {
namespace {

// Names of counters are stored; they must not change.
constexpr std::string_view kErasureCounter = "erasures of ";
constexpr std::string_view kRevisionCounter = "later revisions of ";

}  // namespace

std::vector<std::string> ClaimCounters(const std::vector<std::string>& documents) {
  std::vector<std::string> counters;
  for (const std::string& document : documents) counters.push_back("claims of " + document);
  return counters;
}

std::string EvidenceCounter(std::string_view document) {
  return absl::StrCat("evidence of ", Absl(document));
}

std::string ErasureCounter(std::string_view resource) {
  return absl::StrCat(Absl(kErasureCounter), Absl(resource));
}

std::string_view ResourceOfErasureCounter(std::string_view counter) {
  if (!counter.starts_with(kErasureCounter)) return "";
  return counter.substr(kErasureCounter.size());
}

std::string RevisionCounter(std::string_view document) {
  return absl::StrCat(Absl(kRevisionCounter), Absl(document));
}

bool IsRevisionCounter(std::string_view counter) { return counter.starts_with(kRevisionCounter); }

}  // namespace verbatim::registry
