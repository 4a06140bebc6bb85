#pragma once

#include <string>
#include <string_view>

// What is asked of BCP 47 tags, in which case means nothing. Any thread.
namespace verbatim::text {

// The language alone, in lower case: en of EN-us. Empty if there is none.
std::string PrimarySubtag(std::string_view tag);

bool IsEnglish(std::string_view tag);

// Whether a text can be taken for English: it is, or nobody knows its language (no tag, or und).
bool MayBeEnglish(std::string_view tag);

}  // namespace verbatim::text
