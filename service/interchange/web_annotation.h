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
// Not carried: the claim's statement, labels, claimant, appearance and states; of its attribution all but the
// agent; evidence, reviews and links.
namespace verbatim::interchange {

// One annotation with a target for each citation that has not been erased.
nlohmann::ordered_json ToAnnotation(const ClaimRecord& record, const Uris& uris);

// What goes before and after the annotations of an AnnotationPage.
std::string AnnotationPageHead(const Uris& uris);
std::string AnnotationPageTail();

// What an annotation says, whoever made it: the words that it selects are citations, and its textual body the
// claim, or else the words themselves. Positions are not read: they count in the text that the annotation was
// made on, which need not be that of the revision; quote, prefix and suffix say where the words stand.
//
// INVALID_ARGUMENT names, with its path, what is missing: a target, its source, a selector of text.
absl::StatusOr<ExchangedItem> ReadAnnotation(const nlohmann::json& object, const Uris& uris);

}  // namespace verbatim::interchange
