#include "interchange/claim_words.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "interchange/claim_review/plain_text.h"
#include "status/status_macros.h"
#include "text/quotes/typography.h"
#include "text/unicode/utf8.h"

namespace verbatim::interchange {
namespace {

// Returns the claim without the quotation marks around it; empty if there are none.
std::string_view WithoutQuotationMarks(std::string_view claim) {
  const std::string_view first = text::FirstCodePoints(claim, 1);
  const std::string_view last = text::LastCodePoints(claim, 1);
  if (first.size() + last.size() >= claim.size()) return "";
  const auto is_mark = [](std::string_view one) {
    const std::string plain = text::PlainTypography(one);
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
  return text::SameTypography(claim, passage);
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
