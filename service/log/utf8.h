#pragma once

#include <optional>
#include <string_view>

namespace verbatim::log {

// Removes and returns the first code point of `bytes`, which must not be empty. If the bytes there are not
// UTF-8 (RFC 3629), returns nothing and removes nothing.
std::optional<char32_t> TakeCodePoint(std::string_view& bytes);

// Unicode's property White_Space (PropList.txt), which is stable.
bool IsWhiteSpace(char32_t point);

}  // namespace verbatim::log
