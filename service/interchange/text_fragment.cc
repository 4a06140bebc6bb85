#include "interchange/text_fragment.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace verbatim::interchange {
namespace {

constexpr std::string_view kDelimiter = ":~:";
constexpr std::string_view kText = "text=";
constexpr std::string_view kSpaces = " \t\n\v\f\r";

// For a longer quote, the fragment has only its first and last words.
constexpr size_t kWholeQuoteBytes = 300;
constexpr size_t kEndBytes = 60;

// Encodes all characters except unreserved ones. Also encodes the hyphen, which has a meaning in the
// directive.
std::string Encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '.' || c == '_' || c == '~') {
      encoded.push_back(c);
    } else {
      encoded.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return encoded;
}

std::optional<int> Digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char upper = absl::ascii_toupper(static_cast<unsigned char>(c));
  if (upper >= 'A' && upper <= 'F') return upper - 'A' + 10;
  return std::nullopt;
}

std::string Decode(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    std::optional<int> high = text[i] == '%' && i + 2 < text.size() ? Digit(text[i + 1]) : std::nullopt;
    std::optional<int> low = high ? Digit(text[i + 2]) : std::nullopt;
    if (low) {
      decoded.push_back(static_cast<char>(*high * 16 + *low));
      i += 2;
    } else {
      decoded.push_back(text[i]);
    }
  }
  return decoded;
}

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(kSpaces);
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(kSpaces) + 1 - first);
}

std::string_view FirstWords(std::string_view line) { return Trim(line.substr(0, line.find(' ', kEndBytes))); }

std::string_view LastWords(std::string_view line) {
  const size_t space = line.size() > kEndBytes ? line.rfind(' ', line.size() - kEndBytes) : line.npos;
  return Trim(space == line.npos ? line : line.substr(space));
}

// Returns `start`, or `start,end`. Browsers search for `start` and for `end`, each within one block. A block
// is a line of a revision's text.
std::string EncodeQuote(std::string_view quote) {
  const bool one_line = quote.find('\n') == quote.npos;
  if (one_line && quote.size() <= kWholeQuoteBytes) return Encode(quote);
  const std::string_view start = FirstWords(quote.substr(0, quote.find('\n')));
  const std::string_view end = LastWords(one_line ? quote : quote.substr(quote.rfind('\n') + 1));
  if (start.data() + start.size() >= end.data()) return Encode(quote);  // one line of few words
  return absl::StrCat(Encode(start), ",", Encode(end));
}

std::string EncodeDirective(std::string_view prefix, std::string_view quote, std::string_view suffix) {
  return absl::StrCat("text=", Encode(prefix), prefix.empty() ? "" : "-,", EncodeQuote(quote),
                      suffix.empty() ? "" : ",-", Encode(suffix));
}

// Returns the part of a prefix on the line where the quote begins. Omits a word that was cut off, and the
// surrounding white space, which browsers skip.
std::string_view PrefixInSight(std::string_view prefix) {
  const size_t line_feed = prefix.rfind('\n');
  const size_t boundary = line_feed != prefix.npos ? line_feed : prefix.find_first_of(kSpaces);
  return boundary == prefix.npos ? "" : Trim(prefix.substr(boundary));
}

// Returns the part of a suffix on the line where the quote ends. Omits a word that was cut off, and the
// surrounding white space, which browsers skip.
std::string_view SuffixInSight(std::string_view suffix) {
  const size_t line_feed = suffix.find('\n');
  const size_t boundary = line_feed != suffix.npos ? line_feed : suffix.find_last_of(kSpaces);
  return boundary == suffix.npos ? "" : Trim(suffix.substr(0, boundary));
}

bool IsWordByte(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || (c & 0x80) != 0; }

// Returns the part of `prefix` that belongs to the word with which `quote` begins.
std::string_view CutBefore(std::string_view prefix, std::string_view quote) {
  size_t start = prefix.size();
  if (!quote.empty() && !IsWordByte(quote.front())) return prefix.substr(start);
  while (start > 0 && IsWordByte(prefix[start - 1])) --start;
  return prefix.substr(start);
}

// Returns the part of `suffix` that belongs to the word with which `quote` ends.
std::string_view CutAfter(std::string_view quote, std::string_view suffix) {
  size_t end = 0;
  if (!quote.empty() && !IsWordByte(quote.back())) return suffix.substr(0, 0);
  while (end < suffix.size() && IsWordByte(suffix[end])) ++end;
  return suffix.substr(0, end);
}

struct Directive {
  std::string_view words;  // start, or start and end, encoded
  TextContext context;
};

Directive ParseDirective(std::string_view text) {
  Directive directive;
  size_t comma = text.find(',');
  if (comma != text.npos && text.substr(0, comma).ends_with('-')) {
    directive.context.prefix = Decode(text.substr(0, comma - 1));
    text.remove_prefix(comma + 1);
  }
  comma = text.rfind(',');
  if (comma != text.npos && text.substr(comma + 1).starts_with('-')) {
    directive.context.suffix = Decode(text.substr(comma + 2));
    text = text.substr(0, comma);
  }
  directive.words = text;
  return directive;
}

}  // namespace

std::string WithTextFragment(std::string_view uri, std::string_view quote, std::string_view prefix,
                             std::string_view suffix) {
  std::string with(uri);
  quote = Trim(quote);
  if (with.empty() || with.find('#') != std::string::npos || quote.empty()) return with;
  // Browsers find whole words only, so the first directive completes the words that the quote cuts. If the
  // context ends in such a word, its rest is unknown, and the word stays as it is.
  std::string_view before = CutBefore(prefix, quote);
  std::string_view after = CutAfter(quote, suffix);
  if (before.size() == prefix.size()) before = {};
  if (after.size() == suffix.size()) after = {};
  const std::string whole = absl::StrCat(std::string(before), std::string(quote), std::string(after));
  const std::string_view near_prefix = PrefixInSight(prefix.substr(0, prefix.size() - before.size()));
  const std::string_view near_suffix = SuffixInSight(suffix.substr(after.size()));
  with.append("#").append(kDelimiter).append(EncodeDirective(near_prefix, whole, near_suffix));
  if (near_prefix != prefix || near_suffix != suffix) {
    with.append("&").append(EncodeDirective(prefix, quote, suffix));
  }
  return with;
}

TextContext ReadTextFragment(std::string_view uri) {
  const size_t delimiter = uri.find(kDelimiter);
  if (delimiter == uri.npos) return {};
  std::optional<Directive> read;
  for (size_t at = delimiter + kDelimiter.size(); at <= uri.size();) {
    const size_t end = std::min(uri.find('&', at), uri.size());
    const std::string_view part = uri.substr(at, end - at);
    at = end + 1;
    if (!part.starts_with(kText)) continue;
    Directive directive = ParseDirective(part.substr(kText.size()));
    // The second directive has the words of the first one, or the part of them that was quoted.
    if (!read || read->words.find(directive.words) != std::string_view::npos) read = std::move(directive);
  }
  return read ? std::move(read->context) : TextContext();
}

}  // namespace verbatim::interchange
