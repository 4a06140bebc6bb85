#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verbatim::cli {

// Returns the candidate that `word` is most likely a misspelling of; empty if none is near.
std::string NearestWord(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace verbatim::cli
