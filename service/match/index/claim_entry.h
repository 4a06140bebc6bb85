#pragma once

#include <map>
#include <string>
#include <string_view>

#include "match/analysis/words.h"
#include "match/index/index.h"
#include "registry/registry.h"
#include "verbatim/v1/claim.pb.h"

// A claim as the index keeps it, and as a search gets it back.
namespace verbatim::match {

// Analysers by language. One thread at a time.
class Analysers {
 public:
  // `language` is a BCP 47 tag; empty for English.
  const Analyser& Of(const std::string& language);

 private:
  std::map<std::string, Analyser> analysers_;  // by primary subtag
};

// The words that a claim is found by are those of its text, its quotes, its labels' values, its claimant and
// the names in its statement. `analyser` is of the language of its first document.
IndexEntry MakeIndexEntry(const registry::StoredClaim& claim, const Analyser& analyser);

// The claim of an entry's data: its name, text and quotes, of which some KiB are kept. DATA_LOSS if it is
// none.
absl::StatusOr<verbatim::v1::Claim> ReadIndexData(const std::string& data);

// All quotes of a claim, one a line.
std::string QuotesOf(const verbatim::v1::Claim& claim);

}  // namespace verbatim::match
