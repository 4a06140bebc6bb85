#pragma once

#include <string>
#include <string_view>

// Guesses the language of a text. Any thread.
namespace verbatim::match {

// Returns the language of a text as a primary subtag of BCP 47, such as "de". `declared` is the tag that the text
// or its document came with; only its primary subtag counts.
//
// Without a declared language, the letters decide between scripts, and the common short words of some twenty
// languages decide within a script. If they do not tell, the language is English.
//
// A declared language is replaced if the letters contradict it, as in an English claim on a Russian document, or
// if the text has more common words of English than of the declared language. No other language replaces it,
// because related languages share many words.
//
// Reads the first kilobyte. Takes about 5 µs for a sentence.
struct TextLanguage {
  std::string language;
  bool sure = false;  // declared, or shown by the text; false for what is taken to be English
};
TextLanguage FindLanguage(std::string_view text, std::string_view declared);
std::string LanguageOfText(std::string_view text, std::string_view declared);

// Returns the declared language of a text to be matched, whatever the text says; the same as above without one.
TextLanguage LanguageOfQuery(std::string_view text, std::string_view declared);

// Returns whether two primary subtags name the same language: "nb", "nn" and "no" do.
bool AreOneLanguage(std::string_view a, std::string_view b);

}  // namespace verbatim::match
