#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "cli/session.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/match.pb.h"

// Options and output that `match` and `check` share.
namespace verbatim::cli {

struct MatchFlags {
  int limit = 0;  // 0: the service's default
  double min_score = 0;
  std::string document, state, claimant, language;
  std::vector<std::string> labels;
  int64_t min_log_size = 0;
};

// Adds the options. `flags` must outlive the command.
void AddMatchOptions(CLI::App& command, MatchFlags& flags);

// Sets the filter from the flags. Prints the error and returns false if a label is malformed.
bool FillFilter(const MatchFlags& flags, v1::ClaimFilter& filter);

// Prints score, relation, claim, conflicting values and reasons of a match. Each line starts with `indent`.
void PrintMatch(const v1::Match& match, const std::string& indent, std::ostream& out);

}  // namespace verbatim::cli
