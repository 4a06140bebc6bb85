#pragma once

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/session.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/document.pb.h"

namespace verbatim::cli {

// Sentences of revisions, read page by page as far as they are needed, each page once.
class Sentences {
 public:
  explicit Sentences(client::Client& client) : client_(client) {}

  // The sentences of these names, which are of one revision and follow one another.
  absl::StatusOr<std::vector<v1::Sentence>> Get(const google::protobuf::RepeatedPtrField<std::string>& names);

 private:
  struct Pages {
    std::vector<v1::Sentence> read;
    std::string next_page_token;
    bool complete = false;
  };

  client::Client& client_;
  std::map<std::string, Pages> revisions_;
};

// Prints a claim, and under it each sentence that it rests on with the quote marked.
absl::Status PrintClaim(const v1::Claim& claim, Sentences& sentences, const Session& session,
                        std::ostream& out);

// Prints what of a claim is said in its own words, without its name; and the line that names a citation's
// place.
void PrintClaimFields(const v1::Claim& claim, std::ostream& out);
void PrintSource(const v1::Citation& citation, std::ostream& out);

// Prints which words state the values of the claim's statement, one line a value.
// Where a citation's words stand now: nothing if they are current.
void PrintAnchoring(const v1::Anchoring& anchoring, const Session& session, std::ostream& out);

// Two texts word by word: what was removed in [brackets], what was added in {braces}, in red and green where
// colours are.
void PrintDiff(const google::protobuf::RepeatedPtrField<v1::WordChange>& diff, const Session& session,
               std::ostream& out);

void PrintAttestations(const v1::Citation& citation, std::ostream& out);

// Prints text of a revision that begins at byte `start`, indented and wrapped, with the bytes of `span`
// marked.
void PrintMarked(const std::string& text, int64_t start, const v1::Span& span, const Session& session,
                 std::ostream& out);

// The words of an enum's constant behind its prefix, in lower case, as "claim created" of
// ENTRY_TYPE_CLAIM_CREATED; the number if this version does not know it, and `constant` is empty.
std::string EnumWords(std::string constant, std::string_view prefix, int number);

}  // namespace verbatim::cli
