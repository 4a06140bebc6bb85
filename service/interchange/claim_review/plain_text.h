#pragma once

#include <string>
#include <string_view>

// Text as content management systems write it into JSON-LD: with HTML entities, and at times with tags.
namespace verbatim::interchange {

// Returns `text` with its entities decoded and its tags removed, without white space at its ends. A block or
// <br> becomes a line feed. Text without entities and tags stays as it is, but for its ends. `text` must be
// UTF-8.
std::string PlainText(std::string_view text);

// The same, with each run of white space as one space.
std::string PlainLine(std::string_view text);

// Returns `text` without the white space (Unicode White_Space) and the invisible characters at its ends.
std::string_view TrimSpace(std::string_view text);

}  // namespace verbatim::interchange
