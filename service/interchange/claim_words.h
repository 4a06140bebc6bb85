#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "registry/registry.h"
#include "sync/call_context.h"

namespace verbatim::interchange {

// Finds the words of a claim in a document or revision, for a review that does not quote its source. The
// words may differ in typography (text/quotes/typography.h). Quotation marks around the claim and a full stop at its end may be missing in
// the document.
//
// Returns the bytes of the document. Nothing if the words do not occur, or occur at several places with
// different bytes. Errors are those of LocateQuote.
absl::StatusOr<std::optional<std::string>> FindClaimWords(registry::Registry& registry,
                                                          const std::string& document, std::string_view claim,
                                                          const sync::CallContext& context);

// Returns whether the words differ only in what FindClaimWords allows.
bool HasSameWords(std::string_view claim, std::string_view passage);

}  // namespace verbatim::interchange
