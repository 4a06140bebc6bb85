#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// What posts of social media carry besides their words. Code points are folded ones (text/fold.h). Any
// thread.
namespace verbatim::match {

struct Link {
  size_t end = 0;  // behind its last code point
  bool picture = false;
};

// The link that begins at `at`: http://, https://, www. or pic.twitter.com/, also glued to a word as copied
// posts have them. A short link of t.co or pic.twitter.com ends with its slug, whatever is glued behind it;
// any other at white space, a quotation mark or an angle bracket.
std::optional<Link> LinkAt(std::u32string_view folded, size_t at);

// The signature at the end of a post, as embedding and copying write it: "- Name (@handle) June 3, 2018", the
// day optional, the name at most 80 code points. The dash must stand apart from a word, or be a long one,
// which `is_long_dash` tells by index.
struct Signature {
  size_t start = 0;  // the dash
  size_t day = 0;    // behind the handle's bracket
};
template <typename IsLongDash>
std::optional<Signature> FindSignature(std::u32string_view folded, IsLongDash is_long_dash);

// --- implementation

// Where the handle's "(@" begins and what is behind its ")", if the text ends like a signature.
std::optional<Signature> FindSignatureHandle(std::u32string_view folded);

inline constexpr size_t kMaxSignatureName = 80;

template <typename IsLongDash>
std::optional<Signature> FindSignature(std::u32string_view folded, IsLongDash is_long_dash) {
  auto handle = FindSignatureHandle(folded);
  if (!handle) return std::nullopt;
  // The first dash, since names of accounts have dashes, too.
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
