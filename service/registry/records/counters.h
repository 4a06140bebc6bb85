#pragma once

#include <string>
#include <string_view>
#include <vector>

// Names of the counters that the store maintains. They are stored: a changed spelling needs a migration.
namespace verbatim::registry {

// The counters behind Document.claim_count: for each document, the claims that cite it or ever cited it.
std::vector<std::string> ClaimCounters(const std::vector<std::string>& documents);

// Counts the evidence that cites a document.
std::string EvidenceCounter(std::string_view document);

// 1 once a document is erased.
std::string ErasureCounter(std::string_view document);

// Counts the revisions of a document after the first.
std::string RevisionCounter(std::string_view document);
bool IsRevisionCounter(std::string_view counter);

}  // namespace verbatim::registry
