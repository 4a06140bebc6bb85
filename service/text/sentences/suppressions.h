#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verbatim::text {

// The abbreviations of a language, with their full stops, that never end a sentence according to CLDR. ICU
// ships the data. Empty for languages without such data in CLDR.
class Suppressions {
 public:
  // `language` is a BCP 47 tag.
  explicit Suppressions(const std::string& language);

  bool Contains(std::string_view word) const;

 private:
  std::vector<std::string> words_;  // sorted
};

}  // namespace verbatim::text
