#pragma once

#include <string>
#include <string_view>

// Questions about BCP 47 language tags, which are case-insensitive. Any thread.
namespace verbatim::text {

// Returns the language subtag alone, in lower case: "en" for "EN-us". Empty if there is none.
std::string PrimarySubtag(std::string_view tag);

// Returns the macrolanguage (ISO 639-3) of a language subtag where two languages are treated as one: "no" for "nb" and
// "nn". Returns other subtags as they are.
std::string_view MacrolanguageOf(std::string_view subtag);

bool IsEnglish(std::string_view tag);

// Returns whether a text with this tag may be English: it is, or its language is unknown (no tag, or "und").
bool MayBeEnglish(std::string_view tag);

// Whether the language subtag of `tag` exists: a two-letter code of ISO 639, a special code such as "und", or
// a three-letter code that has no two-letter form. BCP 47 requires the shorter form ("en", not "eng"). There is
// no list of the more than 7,000 three-letter codes here, so an unknown one is taken to exist.
bool IsKnownLanguage(std::string_view tag);

// The tag that a caller who wrote `words` probably means: "de" for "German", "Deutsch", "deu" or "at", "en-US"
// for "en_US". Empty if that is not clear.
std::string LikelyLanguage(std::string_view words);

}  // namespace verbatim::text
