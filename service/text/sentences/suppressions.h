#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verbatim::text {

// The abbreviations of a language, with their full stops, after which CLDR lets no sentence end. ICU ships
// the data. Empty for languages that CLDR has no such data for.
class Suppressions {
 public:
  // `language` is a BCP 47 tag.
  explicit Suppressions(const std::string& language);

  bool Contains(std::string_view word) const;

 private:
  std::vector<std::string> words_;  // sorted
};

}  // namespace verbatim::text
