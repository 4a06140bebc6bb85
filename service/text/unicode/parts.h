#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace verbatim::text {

// Calls `take` for each part of `list` between separators, in their order. Skips empty parts. For lists in the source:
// absl::StrSplit does not take a std::string_view where Abseil has a type of its own for it.
template <typename Take>
void ForEachPart(std::string_view list, char separator, const Take& take) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(separator), list.size());
    if (end > 0) take(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

}  // namespace verbatim::text
