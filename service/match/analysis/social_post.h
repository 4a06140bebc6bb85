#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "absl/functional/function_ref.h"

// Parts of social media posts that are not words. All code points are folded (text/unicode/fold.h). Any
// thread.
namespace verbatim::match {

struct Link {
  size_t end = 0;  // one past its last code point
  bool picture = false;
};

// Returns the link that begins at `at`: http://, https://, www. or pic.twitter.com/. A link may directly
// follow a word, as in copied posts. A short link of t.co or pic.twitter.com ends with its slug, even if
// other characters follow directly. Any other link ends at white space, a quotation mark or an angle bracket.
std::optional<Link> LinkAt(std::u32string_view folded, size_t at);

// The signature that embedding and copying append to a post: "- Name (@handle) June 3, 2018". The day is
// optional and the name has at most 80 code points. The dash must have a space (or the start of the text)
// before it and a space after it, or be a long dash. Folding turns every dash into a hyphen, so
// `is_long_dash` says whether the character at an index was a long dash.
struct Signature {
  size_t start = 0;  // index of the dash
  size_t day = 0;    // index after the handle's closing bracket
};
std::optional<Signature> FindSignature(std::u32string_view folded,
                                       absl::FunctionRef<bool(size_t)> is_long_dash);

}  // namespace verbatim::match
