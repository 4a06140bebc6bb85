#pragma once

#include <string>
#include <string_view>

// Questions about BCP 47 language tags, which are case-insensitive. Any thread.
namespace verbatim::text {

// Returns the language subtag alone, in lower case: "en" for "EN-us". Empty if there is none.
std::string PrimarySubtag(std::string_view tag);

bool IsEnglish(std::string_view tag);

// Returns whether a text with this tag may be English: it is, or its language is unknown (no tag, or "und").
bool MayBeEnglish(std::string_view tag);

}  // namespace verbatim::text
