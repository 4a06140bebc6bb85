#include "cli/connection/token.h"

#include <cstdlib>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "cli/input/files.h"

namespace verbatim::cli {
namespace {

// Returns the only word of a text; empty if there is none, or more than one, or a character that is not printable
// ASCII, which gRPC would not send.
std::string OnlyWordOf(const std::string& text) {
  std::string word(absl::StripAsciiWhitespace(text));
  for (const char c : word) {
    if (c <= ' ' || c > '~') return "";
  }
  return word;
}

}  // namespace

std::string ReadToken(const std::string& path) {
  if (path.empty()) {
    const char* given = std::getenv("VERBATIM_TOKEN");
    if (given == nullptr || *given == '\0') return "";
    std::string token = OnlyWordOf(given);
    if (token.empty()) throw CLI::ValidationError("VERBATIM_TOKEN", "must be one word of printable ASCII");
    return token;
  }
  const absl::StatusOr<std::string> text = ReadAll(path);
  if (!text.ok()) throw CLI::ValidationError("--token-file", std::string(text.status().message()));
  std::string token = OnlyWordOf(*text);
  if (token.empty())
    throw CLI::ValidationError("--token-file", path + " must have one word of printable ASCII");
  return token;
}

}  // namespace verbatim::cli
