#pragma once

#include <string>

#include "absl/flags/commandlineflag.h"

namespace verbatim::verbatimd {

// Whether a flag is one of verbatimd's, and not one of a library.
bool IsOwnFlag(const absl::CommandLineFlag& flag);

// The answer to --help: the flags in groups, each with the first sentence of its description and its default.
std::string HelpText();

// The answer to --help=man: a manual page in troff, with the whole description of each flag.
std::string ManualPage();

}  // namespace verbatim::verbatimd
