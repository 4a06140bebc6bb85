#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "interchange/claim_record.h"
#include "interchange/uris.h"
#include "nlohmann/json.hpp"

// Web Annotation (W3C Recommendation, 23 February 2017) as JSON-LD.
//
//   claim          body, a TextualBody with the claim's `id` and text
//   citation       target: source is the document's uri, or else the revision; state, a TimeState whose
//                  `cached` is the revision; selector, a TextQuoteSelector and a TextPositionSelector, which
//                  counts code points (section 4.2.5)
//   attribution    creator and created
//
// Not included: the claim's statement, labels, claimant, appearance and states; its attribution, except for
// the agent; evidence, reviews and links.
namespace verbatim::interchange {

// Returns one annotation, with a target for each citation that is not erased.
nlohmann::ordered_json ToAnnotation(const ClaimRecord& record, const Uris& uris);

// Return the text before and after the annotations of an AnnotationPage.
std::string AnnotationPageHead(const Uris& uris);
std::string AnnotationPageTail();

// Reads an annotation from any producer. The selected words become citations. The claim is the textual body,
// or the selected words if there is no textual body. Quote, prefix and suffix locate the words. Positions are
// ignored, because they refer to the annotated text, which may differ from the revision.
//
// INVALID_ARGUMENT names the path of the missing part: a target, its source or a text selector.
absl::StatusOr<ExchangedItem> ReadAnnotation(const nlohmann::json& object, const Uris& uris);

}  // namespace verbatim::interchange
