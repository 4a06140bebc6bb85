#include "text/unicode/language.h"

#include "text/unicode/ascii.h"

namespace verbatim::text {

std::string PrimarySubtag(std::string_view tag) {
  std::string primary(tag.substr(0, tag.find_first_of("-_")));
  for (char& c : primary) c = ToAsciiLower(c);
  return primary;
}

bool IsEnglish(std::string_view tag) { return PrimarySubtag(tag) == "en"; }

bool MayBeEnglish(std::string_view tag) {
  const std::string primary = PrimarySubtag(tag);
  return primary.empty() || primary == "und" || primary == "en";
}

}  // namespace verbatim::text
