#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The parts of URLs. Any thread.
namespace verbatim::http {

enum class Plus { kIsPlus, kIsSpace };

// Replaces each %XX by a byte. Returns nothing if an escape is malformed, or if the result is not UTF-8.
std::optional<std::string> Unescape(std::string_view text, Plus plus = Plus::kIsPlus);

// Escapes all bytes but unreserved ones (RFC 3986, section 2.3).
std::string Escape(std::string_view text);

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Splits and unescapes a query. Returns nothing if an escape is malformed, or if the query has more than
// 2,000 parameters. BatchGetClaims with 1,000 names fits.
std::optional<Parameters> ParseQuery(std::string_view query);

}  // namespace verbatim::http
