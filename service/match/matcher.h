#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "match/claim_analyses.h"
#include "match/claim_index.h"
#include "match/embedding/claim_vectors.h"
#include "match/findings.h"
#include "registry/registry.h"
#include "sync/call_context.h"
#include "text/sentences/sentence_stream.h"
#include "verbatim/v1/match_service.pb.h"

namespace verbatim::match {

// Options of a search, from a validated request.
struct MatchOptions {
  size_t limit = 0;
  double min_score = 0;
  std::vector<std::string> filters;
  std::string language;
  bool fold_duplicates = false;
};

class TextCheck;

// The logic of MatchService. The service's comments in the proto specify each method and its errors; methods
// also return CANCELLED or DEADLINE_EXCEEDED if the call is abandoned. Any thread; methods may block on the
// store and the index.
class Matcher {
 public:
  // All must outlive this object. `vectors` is null without an embedder.
  Matcher(registry::Registry& registry, ClaimIndex& index, embedding::ClaimVectors* vectors = nullptr);

  absl::StatusOr<verbatim::v1::MatchClaimsResponse> Match(const verbatim::v1::MatchClaimsRequest& request,
                                                          const sync::CallContext& context = {});

  // Starts a CheckText. The matcher must outlive the result.
  absl::StatusOr<std::unique_ptr<TextCheck>> Check(const verbatim::v1::CheckTextOptions& options,
                                                   const sync::CallContext& context = {});

 private:
  friend class TextCheck;

  struct Found {
    std::vector<verbatim::v1::Match> matches;  // best first, with their claims in their current state
    verbatim::v1::MeaningSearch meaning_search = verbatim::v1::MEANING_SEARCH_UNSPECIFIED;
  };

  // Returns the best matches of a text.
  absl::StatusOr<Found> Find(ClaimIndex::Lease& lease, std::string_view text, const MatchOptions& options,
                             const sync::CallContext& context);
  // Returns the first matches, with their claims.
  absl::StatusOr<std::vector<verbatim::v1::Match>> ToMatches(std::vector<Finding> findings, size_t limit,
                                                             const sync::CallContext& context);
  // Returns a claim in its current state. The index must contain the claim.
  absl::StatusOr<verbatim::v1::Claim> ReadCurrent(const std::string& name);

  registry::Registry& registry_;
  ClaimIndex& index_;
  embedding::ClaimVectors* const vectors_;
  ClaimAnalyses analyses_;
};

// Checks one text while it arrives. One thread at a time.
class TextCheck {
 public:
  // Append adds the next bytes of the text. End marks its end.
  void Append(std::string_view bytes) { stream_.Append(bytes); }
  void End() { stream_.End(); }

  struct Checked {
    std::optional<verbatim::v1::CheckTextResponse> answer;  // response to send, if any
    bool more = false;                                      // whether received text may still be unchecked
  };

  // Checks the next sentence of the received text. INVALID_ARGUMENT at the first byte that is not UTF-8;
  // otherwise the errors of Matcher::Match. After CANCELLED or DEADLINE_EXCEEDED, do not use the object any
  // more.
  absl::StatusOr<Checked> Next(const sync::CallContext& context = {});

 private:
  friend class Matcher;
  TextCheck(Matcher& matcher, MatchOptions options, std::string language)
      : matcher_(matcher), options_(std::move(options)), stream_(std::move(language)) {}

  // Returns a response with the current progress, if one is due: after every kProgressBytes, and at the end.
  std::optional<verbatim::v1::CheckTextResponse> Progress(bool end);

  verbatim::v1::MeaningSearch TakeMeaningSearch() {
    return std::exchange(meaning_search_, verbatim::v1::MEANING_SEARCH_UNSPECIFIED);
  }

  Matcher& matcher_;
  const MatchOptions options_;
  text::SentenceStream stream_;
  int64_t reported_bytes_ = 0;  // checked_bytes of the last answer
  bool reported_end_ = false;
  // The worst of the sentences since the last answer.
  verbatim::v1::MeaningSearch meaning_search_ = verbatim::v1::MEANING_SEARCH_UNSPECIFIED;
};

}  // namespace verbatim::match
