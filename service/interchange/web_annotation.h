#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "interchange/claim_record.h"
#include "interchange/uris.h"
#include "nlohmann/json.hpp"

// Web Annotation (W3C Recommendation, 23 February 2017) as JSON-LD.
//
//   claim          body, a TextualBody with the claim's `id` and text
//   label          body with the purpose `tagging`, if the label is a tag (web_annotation/bodies.h)
//   citation       target: source is the document's uri, or else the revision; state, a TimeState whose
//                  `cached` is the revision, and whose sourceDate is when it was retrieved; selector, a
//                  TextQuoteSelector and a TextPositionSelector, which counts code points (section 4.2.5)
//   attribution    creator is the agent; created is end_time, or else when the claim was recorded
//
// The selectors of a citation of an HTML page have the words and offsets of the page's DOM, if they can be
// found there for certain. Otherwise there is no TextPositionSelector, and prefix and suffix end at line
// breaks.
//
// Not included: the claim's statement, claimant, appearance and states; other labels; its attribution, except
// for the agent's kind, id and name, and end_time; evidence, reviews and links.
namespace verbatim::interchange {

// Returns one annotation, with a target for each citation that is not erased.
nlohmann::ordered_json ToAnnotation(const ClaimRecord& record, const Uris& uris);

// Return the text before and after the annotations of an AnnotationPage.
std::string AnnotationPageHead(const Uris& uris);
std::string AnnotationPageTail();

// Returns whether the object is a Web Annotation, or an annotation of Hypothesis.
bool IsAnnotation(const nlohmann::json& object);

// Reads an annotation from any producer, or an annotation in the JSON of Hypothesis' API and client. The
// selected words become citations (web_annotation/selectors.h). The claim is the text of the bodies
// (web_annotation/bodies.h), or the selected words if the bodies have no text. The first creator becomes the
// agent of the claim's attribution, and `created` is when the agent ended.
//
// INVALID_ARGUMENT names the path of each missing or unreadable part: a body, a target, its source or its
// selector.
absl::StatusOr<ExchangedItem> ReadAnnotation(const nlohmann::json& object, const Uris& uris);

}  // namespace verbatim::interchange
