#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "text/quotes/selection.h"
#include "verbatim/v1/citation.pb.h"

namespace verbatim::registry {

// Finds the words that an annotation selects in `revision`, and makes `citation` cite them: sets quote and
// span, with the bytes of the revision, and clears prefix and suffix. Ground then accepts the citation.
// `field` is the citation's path in the request.
//
// Errors: QUOTE_NOT_FOUND, with the nearest passage; QUOTE_AMBIGUOUS, with the places; INVALID_ARGUMENT if
// the selectors select different words; CANCELLED or DEADLINE_EXCEEDED if `call` is abandoned.
absl::Status CiteSelection(store::Store& store, const RevisionText& revision,
                           const text::Selection& selection, std::string_view field,
                           const sync::CallContext& call, verbatim::v1::Citation& citation);

}  // namespace verbatim::registry
