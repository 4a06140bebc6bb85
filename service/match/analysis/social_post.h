#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// Parts of social media posts that are not words. All code points are folded (text/fold.h). Any thread.
namespace verbatim::match {

struct Link {
  size_t end = 0;  // one past its last code point
  bool picture = false;
};

// The link that begins at `at`: http://, https://, www. or pic.twitter.com/. A link may directly follow a
// word, as in copied posts. A short link of t.co or pic.twitter.com ends with its slug, whatever follows; any
// other link ends at white space, a quotation mark or an angle bracket.
std::optional<Link> LinkAt(std::u32string_view folded, size_t at);

// The signature that embedding and copying append to a post: "- Name (@handle) June 3, 2018". The day is
// optional and the name has at most 80 code points. The dash must have a space (or the start of the text)
// before it and a space after it, or be a long dash. `is_long_dash` takes an index.
struct Signature {
  size_t start = 0;  // index of the dash
  size_t day = 0;    // index after the handle's closing bracket
};
template <typename IsLongDash>
std::optional<Signature> FindSignature(std::u32string_view folded, IsLongDash is_long_dash);

// --- implementation

// The index of the handle's "(@" and the index after its ")", if the text ends like a signature.
std::optional<Signature> FindSignatureHandle(std::u32string_view folded);

inline constexpr size_t kMaxSignatureName = 80;

template <typename IsLongDash>
std::optional<Signature> FindSignature(std::u32string_view folded, IsLongDash is_long_dash) {
  auto handle = FindSignatureHandle(folded);
  if (!handle) return std::nullopt;
  // Use the first dash: account names may contain dashes.
  size_t at = handle->start > kMaxSignatureName ? handle->start - kMaxSignatureName : 0;
  for (; at < handle->start; ++at) {
    if (folded[at] != U'-') continue;
    const bool apart =
        (at == 0 || folded[at - 1] == U' ') && at + 1 < folded.size() && folded[at + 1] == U' ';
    if (apart || is_long_dash(at)) return Signature{.start = at, .day = handle->day};
  }
  return std::nullopt;
}

}  // namespace verbatim::match
