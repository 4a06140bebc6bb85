#pragma once

#include <string>

namespace verbatim::cli {

// Returns the token in a file, or in VERBATIM_TOKEN if `path` is empty; empty if there is neither. Throws
// CLI::ValidationError, which names the source, if the file cannot be read or does not have exactly one word.
std::string ReadToken(const std::string& path);

}  // namespace verbatim::cli
