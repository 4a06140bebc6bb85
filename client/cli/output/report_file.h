#pragma once

#include <string>
#include <string_view>
#include <vector>

// The file that `verbatim report` writes: one HTML file with proof bundles and the program that verifies them in a
// browser (client/web/report).
namespace verbatim::cli {

// A proof bundle of a report.
struct ReportedProof {
  std::string name;    // of the resource that the bundle proves
  std::string bundle;  // serialized
};

struct ReportedClaim {
  ReportedProof claim;
  std::vector<ReportedProof> evidence;
  std::vector<ReportedProof> reviews;
};

struct Report {
  std::string key;   // the log's verifier key
  std::string made;  // RFC 3339
  std::vector<ReportedClaim> claims;
  std::vector<ReportedProof> documents;  // that the claims cite
};

// Whether this build can write reports. It cannot if it was built without npm.
bool HasReport();

// Returns the HTML file. REQUIRES: HasReport().
std::string ReportFile(const Report& report);

}  // namespace verbatim::cli
