#include "access/names/printable_name.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "log/utf8.h"

namespace verbatim::access {
namespace {

// Returns whether a character has no width or changes the direction of text, so that two names could look the
// same.
bool IsInvisible(char32_t point) {
  constexpr std::pair<char32_t, char32_t> kRanges[] = {
      {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},   {0x115F, 0x1160}, {0x17B4, 0x17B5},
      {0x180B, 0x180F}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
      {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xE0000, 0xE0FFF}};
  return std::ranges::any_of(
      kRanges, [&](const auto& range) { return range.first <= point && point <= range.second; });
}

}  // namespace

std::string_view ReasonToRejectName(std::string_view name) {
  if (name.empty()) return "it has no name";
  if (name.size() > kMaxNameBytes) return "the name has more than 256 bytes";
  while (!name.empty()) {
    const std::optional<char32_t> point = log::TakeCodePoint(name);
    if (!point) return "the name is not UTF-8";
    if (*point < 0x20 || (*point >= 0x7F && *point < 0xA0)) return "the name has control characters";
    if (IsInvisible(*point)) return "the name has invisible characters";
  }
  return {};
}

}  // namespace verbatim::access
