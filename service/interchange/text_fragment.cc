#include "interchange/text_fragment.h"

#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace verbatim::interchange {
namespace {

constexpr std::string_view kDirective = "#:~:text=";

// Quotes that are longer are named by their ends.
constexpr size_t kWholeQuoteBytes = 300;
constexpr size_t kEndBytes = 60;

// All but unreserved characters, and of these not the hyphen, which has a meaning in the directive.
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

}  // namespace

std::string WithTextFragment(std::string_view uri, std::string_view quote, std::string_view prefix,
                             std::string_view suffix) {
  std::string with(uri);
  if (with.empty() || with.find('#') != std::string::npos || quote.empty()) return with;
  with.append(kDirective);
  if (!prefix.empty()) absl::StrAppend(&with, Encode(prefix), "-,");
  // A match begins and ends with whole words.
  const size_t start = quote.find(' ', kEndBytes);
  const size_t end = quote.size() > kEndBytes ? quote.rfind(' ', quote.size() - kEndBytes) : quote.npos;
  if (quote.size() > kWholeQuoteBytes && start != quote.npos && end != quote.npos && start < end) {
    absl::StrAppend(&with, Encode(quote.substr(0, start)), ",", Encode(quote.substr(end + 1)));
  } else {
    with.append(Encode(quote));
  }
  if (!suffix.empty()) absl::StrAppend(&with, ",-", Encode(suffix));
  return with;
}

TextContext ReadTextFragment(std::string_view uri) {
  TextContext context;
  const size_t directive = uri.find(":~:text=");
  if (directive == uri.npos) return context;
  std::string text(uri.substr(directive + kDirective.size() - 1));
  text = text.substr(0, text.find('&'));
  std::vector<std::string> parts = absl::StrSplit(text, ',');
  if (parts.size() > 1 && parts.front().ends_with('-')) {
    parts.front().pop_back();
    context.prefix = Decode(parts.front());
  }
  if (parts.size() > 1 && parts.back().starts_with('-')) context.suffix = Decode(parts.back().substr(1));
  return context;
}

}  // namespace verbatim::interchange
