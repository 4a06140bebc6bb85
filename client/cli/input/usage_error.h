#pragma once

#include <string>
#include <vector>

#include "CLI/CLI.hpp"

namespace verbatim::cli {

// Explains why arguments cannot be parsed: a misspelled or missing command, or a misspelled option, with what
// was probably meant and what there is. Returns an empty string for other mistakes, which CLI11 explains.
std::string ExplainUsage(const CLI::App& app, const std::vector<std::string>& arguments);

// Returns CLI11's message about a value that an option does not accept, with what it accepts and what was
// probably meant. Other messages stay as they are.
std::string ExplainValue(const std::string& message);

}  // namespace verbatim::cli
