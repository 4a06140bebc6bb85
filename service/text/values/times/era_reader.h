#pragma once

#include <cstddef>
#include <optional>

#include "text/values/times/time_reader.h"
#include "text/values/words/tokens.h"

// Reads years and centuries with their era. Any thread may call these functions.
namespace verbatim::text {

struct EraReading {
  Era era = Era::kAnnoDomini;
  size_t end = 0;
};
// Reads the words of ReadEra.
std::optional<EraReading> ReadEraWords(const Tokens& tokens, size_t at);

// Reads "BC", "BCE", "AD" or "CE" at token `at`, with or without full stops, in capitals. Most tokens fail the
// inline checks.
inline std::optional<EraReading> ReadEra(const Tokens& tokens, size_t at) {
  const Token& token = tokens[at];
  if (token.kind != Token::Kind::kWord) return std::nullopt;
  const bool known = token.word != nullptr && token.word->Has(Role::kEra);
  return known || token.end - token.start == 1 ? ReadEraWords(tokens, at) : std::nullopt;
}

// Reads "1200 BC", "AD 476" or "fifth century BC" from token `at`. Returns nullopt if none begins there.
std::optional<TimeReading> ReadWithEra(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
