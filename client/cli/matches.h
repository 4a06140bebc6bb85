#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "cli/session.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/match.pb.h"

// What the commands that look for recorded claims share.
namespace verbatim::cli {

// Which matches are wanted.
struct MatchFlags {
  int limit = 0;  // 0: the service's own
  double min_score = 0;
  std::string document, state, claimant, language;
  std::vector<std::string> labels;
  int64_t min_log_size = 0;
};

// Adds the options; their values are in `flags` once the command runs.
void AddMatchOptions(CLI::App& command, MatchFlags& flags);

// The filter that they ask for. Says what is wrong with a label that is none.
bool FillFilter(const MatchFlags& flags, v1::ClaimFilter& filter);

// Prints a match in a few lines: how likely and what it is, the claim, which values conflict, and why.
// `indent` begins each line.
void PrintMatch(const v1::Match& match, const std::string& indent, std::ostream& out);

}  // namespace verbatim::cli
