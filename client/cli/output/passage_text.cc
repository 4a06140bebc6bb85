#include "cli/output/passage_text.h"

#include <algorithm>

#include "cli/output/terminal.h"

namespace verbatim::cli {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::string_view kContinues = "…";
// Code points of a context, unless the text begins or ends before (Passage.prefix).
constexpr std::ptrdiff_t kContextCodePoints = 32;

// Whether the text begins with this prefix, or ends with this suffix.
bool IsWhole(const std::string& context) {
  const auto code_points = std::count_if(context.begin(), context.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // not a continuation byte of UTF-8
  });
  return code_points < kContextCodePoints;
}

// Drops the word that the start of a prefix may cut.
std::string ShownPrefix(const std::string& prefix) {
  if (IsWhole(prefix)) return prefix;
  const size_t space = prefix.find_first_of(kSpaces);
  return std::string(kContinues) + (space == std::string::npos ? "" : prefix.substr(space));
}

// Drops the word that the end of a suffix may cut.
std::string ShownSuffix(const std::string& suffix) {
  if (IsWhole(suffix)) return suffix;
  const size_t space = suffix.find_last_of(kSpaces);
  return (space == std::string::npos ? "" : suffix.substr(0, space + 1)) + std::string(kContinues);
}

}  // namespace

ShownContext ShownContextOf(const v1::Passage& passage) {
  return {ShownPrefix(passage.prefix()), ShownSuffix(passage.suffix())};
}

std::string PassageText(const v1::Passage& passage) {
  const ShownContext context = ShownContextOf(passage);
  return OneLine(context.prefix) + "»" + OneLine(passage.quote()) + "«" + OneLine(context.suffix);
}

}  // namespace verbatim::cli
