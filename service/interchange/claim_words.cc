#include "interchange/claim_words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "interchange/claim_review/plain_text.h"
#include "status/status_macros.h"
#include "text/unicode/utf8.h"

namespace verbatim::interchange {
namespace {

bool IsInvisible(UChar32 c) {
  constexpr UChar32 kSoftHyphen = 0xAD;
  return c == kSoftHyphen || u_charType(c) == U_FORMAT_CHAR;
}

// Returns the plain form of a quotation mark, dash or ellipsis; otherwise empty.
std::string_view PlainSign(UChar32 c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
    case 0x2039:
    case 0x203A:
    case '`':
    case 0xB4:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
      return "\"";
    case 0x2026:
      return "...";
    default:
      return u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212 ? "-" : "";
  }
}

// Returns the words in plain typography, without white space at the ends, and with the first letter in lower
// case.
std::string PlainWords(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  std::string plain;
  bool space = false;
  for (int64_t at = 0; at < size;) {
    const int64_t start = at;
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    if (u_isUWhiteSpace(c)) {
      space = true;
      continue;
    }
    if (IsInvisible(c)) continue;
    if (std::exchange(space, false) && !plain.empty()) plain += ' ';
    if (const std::string_view sign = PlainSign(c); !sign.empty()) {
      plain += sign;
    } else if (plain.empty()) {
      c = u_tolower(c);
      char lower[U8_MAX_LENGTH];
      int32_t length = 0;
      U8_APPEND_UNSAFE(lower, length, c);
      plain.append(lower, static_cast<size_t>(length));
    } else {
      plain += text.substr(static_cast<size_t>(start), static_cast<size_t>(at - start));
    }
  }
  return plain;
}

// Returns the claim without the quotation marks around it; empty if there are none.
std::string_view WithoutQuotationMarks(std::string_view claim) {
  const std::string_view first = text::FirstCodePoints(claim, 1);
  const std::string_view last = text::LastCodePoints(claim, 1);
  if (first.size() + last.size() >= claim.size()) return "";
  const auto is_mark = [](std::string_view one) {
    const std::string plain = PlainWords(one);
    return plain == "\"" || plain == "'" || one == "「" || one == "」" || one == "『" || one == "』";
  };
  if (!is_mark(first) || !is_mark(last)) return "";
  claim.remove_prefix(first.size());
  claim.remove_suffix(last.size());
  return TrimSpace(claim);
}

// Returns the forms of the claim to search for, the closest first.
std::vector<std::string_view> FormsOf(std::string_view claim) {
  std::vector<std::string_view> forms = {claim};
  if (const std::string_view inner = WithoutQuotationMarks(claim); !inner.empty()) forms.push_back(inner);
  const std::string_view last = forms.back();
  for (const std::string_view stop : {".", "。", "।"}) {
    if (last.size() > stop.size() && last.ends_with(stop) && !last.ends_with(".."))
      forms.push_back(last.substr(0, last.size() - stop.size()));
  }
  return forms;
}

}  // namespace

bool HasSameWords(std::string_view claim, std::string_view passage) {
  return PlainWords(claim) == PlainWords(passage);
}

absl::StatusOr<std::optional<std::string>> FindClaimWords(registry::Registry& registry,
                                                          const std::string& document, std::string_view claim,
                                                          const sync::CallContext& context) {
  for (const std::string_view form : FormsOf(claim)) {
    verbatim::v1::LocateQuoteRequest request;
    request.set_parent(document);
    request.set_quote(std::string(form));
    // Passages of similarity 1 are all that LocateQuote then returns. Several are told apart below.
    constexpr int kPassages = 5;
    request.set_limit(kPassages);
    request.set_min_similarity(1);
    if (request.quote().size() > registry.limits().quote_bytes) continue;
    ABSL_ASSIGN_OR_RETURN(const auto located, registry.documents().LocateQuote(request, context));
    std::optional<std::string> found;
    for (const auto& passage : located.passages()) {
      if (!HasSameWords(form, passage.quote())) continue;
      // Recording refuses a quote that occurs twice, and names the places.
      if (found && *found != passage.quote()) return std::nullopt;
      found = passage.quote();
    }
    if (found) return found;
  }
  return std::nullopt;
}

}  // namespace verbatim::interchange
