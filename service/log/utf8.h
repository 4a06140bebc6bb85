#pragma once

#include <optional>
#include <string_view>

namespace verbatim::log {

// Takes the first code point off `bytes`, which must not be empty; nothing, and takes none, if it is not
// UTF-8 (RFC 3629).
std::optional<char32_t> TakeCodePoint(std::string_view& bytes);

// Unicode's property White_Space (PropList.txt), which does not change any more.
bool IsWhiteSpace(char32_t point);

}  // namespace verbatim::log
