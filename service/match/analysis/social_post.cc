#include "match/analysis/social_post.h"

#include <unicode/uchar.h>

namespace verbatim::match {
namespace {

// Slugs of t.co have ten characters. Older slugs have fewer.
constexpr size_t kMaxSlug = 10;
// "September 30, 2018" has 18 characters.
constexpr size_t kMaxDay = 24;
constexpr size_t kMaxHandle = 20;
constexpr size_t kMaxSignatureName = 80;

bool IsAsciiWord(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'_'; }

bool Is(std::u32string_view folded, size_t at, std::u32string_view what) {
  return folded.substr(at, what.size()) == what;
}

size_t EndOfSlug(std::u32string_view folded, size_t at) {
  size_t end = at;
  while (end < folded.size() && end - at < kMaxSlug && IsAsciiWord(folded[end])) ++end;
  return end;
}

bool EndsLikePicture(std::u32string_view link) {
  for (std::u32string_view suffix : {U".jpg", U".jpeg", U".png", U".gif", U".mp4"}) {
    if (link.ends_with(suffix)) return true;
  }
  return false;
}

struct Handle {
  size_t open = 0;  // index of its "(@"
  size_t end = 0;   // index after its ")"
};

// Returns the handle at the end of the text. A day may follow the handle.
std::optional<Handle> FindFinalHandle(std::u32string_view folded) {
  const size_t close = folded.rfind(U')');
  if (close == std::u32string_view::npos || folded.size() - close - 1 > kMaxDay) return std::nullopt;
  const size_t open = folded.rfind(U"(@", close);
  if (open == std::u32string_view::npos || close - open < 3 || close - open - 2 > kMaxHandle) {
    return std::nullopt;
  }
  for (size_t i = open + 2; i < close; ++i) {
    if (!IsAsciiWord(folded[i])) return std::nullopt;
  }
  // Only a day may follow: one word, then digits.
  bool digits = false;
  for (size_t i = close + 1; i < folded.size(); ++i) {
    const char32_t c = folded[i];
    if (c >= U'0' && c <= U'9')
      digits = true;
    else if (c != U' ' && c != U',' && c != U'.' && (digits || !u_isalpha(static_cast<UChar32>(c))))
      return std::nullopt;
  }
  if (!digits && close + 1 < folded.size()) return std::nullopt;
  return Handle{.open = open, .end = close + 1};
}

}  // namespace

std::optional<Link> LinkAt(std::u32string_view folded, size_t at) {
  const char32_t first = at < folded.size() ? folded[at] : 0;
  if (first != U'h' && first != U'w' && first != U'p') return std::nullopt;
  constexpr std::u32string_view kPicture = U"pic.twitter.com/";
  if (Is(folded, at, kPicture)) return Link{EndOfSlug(folded, at + kPicture.size()), true};
  size_t host = at;
  if (Is(folded, at, U"http://")) host += 7;
  if (Is(folded, at, U"https://")) host += 8;
  if (host == at) {
    const bool apart = at == 0 || !u_isalnum(static_cast<UChar32>(folded[at - 1]));
    if (!apart || !Is(folded, at, U"www.")) return std::nullopt;
  }
  if (Is(folded, host, kPicture)) return Link{EndOfSlug(folded, host + kPicture.size()), true};
  if (Is(folded, host, U"t.co/")) return Link{EndOfSlug(folded, host + 5), false};
  size_t end = host;
  while (end < folded.size() && folded[end] != U' ' && folded[end] != U'"' && folded[end] != U'<' &&
         folded[end] != U'>') {
    ++end;
  }
  return Link{end, EndsLikePicture(folded.substr(at, end - at))};
}

std::optional<Signature> FindSignature(std::u32string_view folded,
                                       absl::FunctionRef<bool(size_t)> is_long_dash) {
  const std::optional<Handle> handle = FindFinalHandle(folded);
  if (!handle) return std::nullopt;
  // Use the first dash: account names may contain dashes.
  size_t at = handle->open > kMaxSignatureName ? handle->open - kMaxSignatureName : 0;
  for (; at < handle->open; ++at) {
    if (folded[at] != U'-') continue;
    const bool apart =
        (at == 0 || folded[at - 1] == U' ') && at + 1 < folded.size() && folded[at + 1] == U' ';
    if (apart || is_long_dash(at)) return Signature{.start = at, .day = handle->end};
  }
  return std::nullopt;
}

}  // namespace verbatim::match
