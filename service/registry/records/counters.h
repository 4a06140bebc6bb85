#pragma once

#include <string>
#include <string_view>
#include <vector>

// Names of the counters that the store maintains. They are stored: a changed spelling needs a migration.
namespace verbatim::registry {

// Names of the counters behind Document.claim_count: each counts the claims that cite or ever cited the
// document.
std::vector<std::string> ClaimCounters(const std::vector<std::string>& documents);

// Name of the counter of the evidence that cites a document.
std::string EvidenceCounter(std::string_view document);

// Name of the counter that is 1 once a document or a claim is erased.
std::string ErasureCounter(std::string_view resource);
// The resource of such a counter; empty for other counters.
std::string_view ResourceOfErasureCounter(std::string_view counter);

// Name of the counter of a document's revisions after the first.
std::string RevisionCounter(std::string_view document);
bool IsRevisionCounter(std::string_view counter);

}  // namespace verbatim::registry
