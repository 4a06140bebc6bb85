#include "registry/reviews/selected_citations.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "registry/sources/selected_words.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Citation;

// Returns whether the selection has a single quote.
bool IsPlain(const text::Selection& selection) {
  return selection.selectors.size() == 1 && selection.selectors.front().size() == 1 &&
         !selection.selectors.front().front().exact.empty();
}

absl::Status CiteIn(const RegistryContext& context, const SelectedCitation& selected,
                    const std::string& revision, const std::string& field, const sync::CallContext& call,
                    Citation& citation) {
  ABSL_ASSIGN_OR_RETURN(RevisionText text, context.texts.Read(revision, absl::StrCat(field, ".revision")));
  return CiteSelection(context.store, text, selected.selection, field, call, citation);
}

// Cites the words in the first revision that has them.
absl::Status CiteSelected(const RegistryContext& context, const SelectedCitation& selected,
                          const std::string& field, const sync::CallContext& call, Citation& citation) {
  for (const std::string& revision : selected.revisions) {
    Citation found = citation;
    absl::Status cited = CiteIn(context, selected, revision, field, call, found);
    if (cited.ok()) {
      citation = std::move(found);
      citation.set_revision(revision);
    }
    // The words do not occur in this revision, or occur more than once.
    if (!absl::IsFailedPrecondition(cited)) return cited;
  }
  return CiteIn(context, selected, citation.revision(), field, call, citation);
}

}  // namespace

void AppendIdParts(const SelectedCitation& selected, std::vector<std::string>& parts) {
  if (IsPlain(selected.selection)) return;
  for (const text::SelectorChain& chain : selected.selection.selectors) {
    parts.push_back(absl::StrCat(chain.size()));
    for (const text::SelectorStep& step : chain) {
      parts.insert(parts.end(), {step.prefix, step.exact, step.suffix});
      if (step.offsets) parts.push_back(absl::StrCat(step.offsets->start, "-", step.offsets->end));
    }
  }
}

absl::Status CiteSelections(const RegistryContext& context, const std::vector<SelectedCitation>& selections,
                            const sync::CallContext& call, verbatim::v1::Claim& claim) {
  const int count = std::min(claim.citations_size(), static_cast<int>(selections.size()));
  for (int i = 0; i < count; ++i) {
    ABSL_RETURN_IF_ERROR(CiteSelected(context, selections[static_cast<size_t>(i)],
                                      absl::StrCat("claim.citations[", i, "]"), call,
                                      *claim.mutable_citations(i)));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::registry
