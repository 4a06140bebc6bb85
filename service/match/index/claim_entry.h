#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "match/analysis/words.h"
#include "match/index/index.h"
#include "registry/registry.h"
#include "verbatim/v1/claim.pb.h"

// How a claim is stored in the index and read back.
namespace verbatim::match {

// Analysers by language. One thread at a time.
class Analysers {
 public:
  // `language` is a BCP 47 tag; empty for English.
  const Analyser& Of(const std::string& language);

 private:
  std::map<std::string, Analyser> analysers_;  // by primary subtag
};

// A claim is found by the words of its text, its quotes, its labels' values, its claimant and the names in
// its statement; and for texts in other languages by its marks (across/facts.h). `language` is the tag of the
// claim's first document. The claim's text may be in another language than the document (LanguageOfText); then it
// is analysed in its own.
IndexEntry MakeIndexEntry(const registry::StoredClaim& claim, const std::string& language,
                          Analysers& analysers);

// Returns whether claims of this wording (IndexEntry::wording) are retracted.
bool IsRetractedWording(std::string_view wording);

// Returns a wording without its state: equal for active and retracted claims that say the same.
std::string_view WithoutState(std::string_view wording);
// Returns the wordings of active and of retracted claims.
std::array<std::string, 2> WithStates(std::string_view wording_without_state);

// The languages of a claim, as primary subtags.
struct ClaimLanguages {
  std::string text;
  std::string quotes;
};

// Returns the languages that the data of an entry start with; none if the data cannot be parsed.
ClaimLanguages LanguagesOf(std::string_view data);

// Parses the data of an entry: a claim with its name and the first few KiB of its text and quotes. DATA_LOSS
// if the data cannot be parsed.
absl::StatusOr<verbatim::v1::Claim> ReadIndexData(const std::string& data);

// Returns all quotes of a claim, one per line.
std::string QuotesOf(const verbatim::v1::Claim& claim);

}  // namespace verbatim::match
