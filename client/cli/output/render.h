#pragma once

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/connection/session.h"
#include "client/pages.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/document.pb.h"

namespace verbatim::cli {

// A cache of the sentences of revisions. Fetches pages as they are needed, each page once.
class Sentences {
 public:
  explicit Sentences(client::Client& client) : client_(client) {}

  // The sentences of these names, which must be consecutive sentences of one revision.
  absl::StatusOr<std::vector<v1::Sentence>> Get(const google::protobuf::RepeatedPtrField<std::string>& names);

 private:
  struct Revision {
    Revision(client::Client& client, const v1::ListSentencesRequest& request)
        : pages(client, &client::Client::ListSentences, request) {}

    client::Pages<v1::ListSentencesRequest, v1::ListSentencesResponse> pages;
    std::vector<v1::Sentence> read;
  };

  client::Client& client_;
  std::map<std::string, Revision> revisions_;
};

// Prints a claim, then each sentence that it cites with the quote marked.
absl::Status PrintClaim(const v1::Claim& claim, Sentences& sentences, const Session& session,
                        std::ostream& out);

// Prints text, claimant, state and labels of a claim.
void PrintClaimFields(const v1::Claim& claim, std::ostream& out);

// Prints the line with a citation's revision and byte range.
void PrintSource(const v1::Citation& citation, std::ostream& out);

// Prints where the words of a citation are now, and how the words changed. Prints nothing if the words are
// current.
void PrintAnchoring(const v1::Anchoring& anchoring, const Session& session, std::ostream& out);

// Prints the difference between two texts by words: removed words in [brackets] and added words in {braces},
// or in red and green if the session uses color.
void PrintDiff(const google::protobuf::RepeatedPtrField<v1::WordChange>& diff, const Session& session,
               std::ostream& out);

// Prints which words of the quote state or contradict the values of the claim's statement, one line per
// value.
void PrintAttestations(const v1::Citation& citation, std::ostream& out);

// Prints text that begins at byte `start` of a revision, indented and wrapped, with the bytes of `span`
// marked.
void PrintMarked(const std::string& text, int64_t start, const v1::Span& span, const Session& session,
                 std::ostream& out);

// An enum constant in words, without its prefix: "claim created" for ENTRY_TYPE_CLAIM_CREATED. Returns
// `number` if this version does not know the constant and `constant` is empty.
std::string EnumWords(std::string constant, std::string_view prefix, int number);

}  // namespace verbatim::cli
