#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "registry/sources/registry_context.h"
#include "sync/call_context.h"
#include "text/quotes/selection.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::registry {

// The words of a citation, as an annotation selects them, instead of its quote, prefix, suffix and span.
struct SelectedCitation {
  text::Selection selection;
  // The names of the revisions to search, in this order. If none of them has the words, the revision of the
  // citation is searched.
  std::vector<std::string> revisions;
};

// Appends what distinguishes the selection from one that only has the citation's quote, prefix and suffix.
// Appends nothing if there is no difference.
void AppendIdParts(const SelectedCitation& selected, std::vector<std::string>& parts);

// Makes the citations of a claim cite the words of the selections, one for each citation. Returns the errors
// of CiteSelection and of RevisionTexts::Read.
absl::Status CiteSelections(const RegistryContext& context, const std::vector<SelectedCitation>& selections,
                            const sync::CallContext& call, verbatim::v1::Claim& claim);

}  // namespace verbatim::registry
