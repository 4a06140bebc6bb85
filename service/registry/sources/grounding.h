#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "registry/sources/revision_texts.h"
#include "text/unicode/span.h"
#include "verbatim/v1/citation.pb.h"

// Grounding: a citation is accepted only if its quote occurs in the revision that it names, byte for byte or, if
// asked for, in other typography. What is recorded are the bytes of the revision.
namespace verbatim::registry {

// Finds the citation's quote in `revision` and sets all fields that follow from the quote's place: revision,
// quote, prefix, suffix, span, sentences, quote_sha256. If the quote differed from the revision, sets submitted_quote.
// `field` is the citation's path in the request. REQUIRES: the
// citation has passed CheckCitationFields.
//
// Errors: INVALID_ARGUMENT if the span is not a span of this text, or the quote spans more than 1,000
// sentences; QUOTE_NOT_FOUND, with the nearest passage, if the text does not have the quote, or does not have
// it at the given span, prefix and suffix; QUOTE_AMBIGUOUS, with the places, if the quote occurs more than
// once.
absl::Status Ground(const RevisionText& revision, std::string_view field,
                    verbatim::v1::QuoteMatching quote_matching, verbatim::v1::Citation& citation);

// Returns QUOTE_NOT_FOUND for a quote that does not occur at the required place. Names the same words at
// another place, or else the most similar passage.
absl::Status RefuseAsNotFound(const RevisionText& revision, std::string_view field,
                              const verbatim::v1::Citation& citation);

// Returns QUOTE_AMBIGUOUS for a quote that occurs at all of `places`.
absl::Status RefuseAsAmbiguous(const RevisionText& revision, std::string_view field,
                               const std::vector<text::ByteRange>& places);

}  // namespace verbatim::registry
