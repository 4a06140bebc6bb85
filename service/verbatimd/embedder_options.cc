#include "verbatimd/embedder_options.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "match/embedding/embedder.h"
#include "outbound/http_client.h"

namespace verbatim::verbatimd {

absl::StatusOr<std::optional<match::embedding::ClaimVectors::Options>> EmbedderOptions(
    EmbedderFlags flags, const std::string& folder, int threads) {
  if (flags.url.empty()) {
    if (flags.model.empty() && flags.key_file.empty() && flags.ca_file.empty()) return std::nullopt;
    return absl::InvalidArgumentError(
        "--embedder_model, --embedder_key_file and --embedder_ca require --embedder_url");
  }
  if (!outbound::IsHttpUrl(flags.url))
    return absl::InvalidArgumentError(
        "--embedder_url must be an http or https URL without credentials and query, such as "
        "http://127.0.0.1:8080");
  if (flags.model.empty()) return absl::InvalidArgumentError("--embedder_url requires --embedder_model");
  if (!flags.key_file.empty()) {
    const auto key = match::embedding::ReadKey(flags.key_file);
    if (!key.ok())
      return absl::InvalidArgumentError(absl::StrCat("--embedder_key_file: ", key.status().message()));
  }
  if (!flags.ca_file.empty() && ::access(flags.ca_file.c_str(), R_OK) != 0)
    return absl::InvalidArgumentError(absl::StrCat("--embedder_ca: cannot read ", flags.ca_file));
  if (flags.timeout < absl::Milliseconds(10) || flags.timeout > absl::Minutes(1))
    return absl::InvalidArgumentError("--embedder_timeout must be between 10ms and 1m");
  if (flags.memory_mib < 1)
    return absl::InvalidArgumentError(
        absl::StrCat("--embedder_memory_mib must be at least 1, not ", flags.memory_mib));
  match::embedding::ClaimVectors::Options options;
  options.embedder = {.url = std::move(flags.url),
                      .model = std::move(flags.model),
                      .key_file = std::move(flags.key_file),
                      .ca_file = std::move(flags.ca_file)};
  options.folder = folder;
  options.memory_bytes = static_cast<size_t>(flags.memory_mib) << 20;
  options.search_timeout = absl::ToChronoMilliseconds(flags.timeout);
  // The other half of the threads remains for calls that do not wait for the embedder.
  options.max_searches = std::max(1, threads / 2);
  return options;
}

}  // namespace verbatim::verbatimd
