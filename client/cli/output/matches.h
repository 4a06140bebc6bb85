#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "cli/connection/session.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/match.pb.h"
#include "verbatim/v1/match_service.pb.h"

// Options and output that `match` and `check` share.
namespace verbatim::cli {

struct MatchFlags {
  int limit = 0;  // 0: the service's default
  double min_score = 0;
  std::string document, state, claimant, language;
  std::vector<std::string> labels;
  std::optional<int64_t> min_log_size;
  bool all = false;  // do not fold claims that say the same
};

// Adds the options. `flags` must outlive the command.
void AddMatchOptions(CLI::App& command, MatchFlags& flags);

// Sets the filter from the flags. Prints the error and returns false if a label is malformed.
bool FillFilter(const MatchFlags& flags, v1::ClaimFilter& filter);

// Names the fields of MatchClaimsRequest and CheckTextOptions by their flags.
void NameMatchFields(FieldNames& names);

// Returns the min_log_size for a search. Without --min-log-size, it is the current size of the log, so that
// the search finds everything that was recorded earlier. If the index does not reach that size within a few
// seconds, prints a note and returns 0. Returns the errors of the service.
absl::StatusOr<int64_t> MinLogSize(Session& session, const MatchFlags& flags);

// Prints a note, once in the life of the process, if the service's embedder did not answer.
void NoteMeaningSearch(v1::MeaningSearch meaning_search);

// Prints score, relation, claim, conflicting values and reasons of a match. Each line starts with `indent`.
void PrintMatch(const v1::Match& match, const std::string& indent, std::ostream& out);

}  // namespace verbatim::cli
