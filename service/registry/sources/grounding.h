#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "registry/sources/revision_texts.h"
#include "text/unicode/span.h"
#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/span.pb.h"

// Promise 1: a citation stands, byte for byte, in the revision that it names, or it is refused.
namespace verbatim::registry {

// Finds the citation's quote in `revision` and fills in all that follows from its place: revision, prefix,
// suffix, span, sentences, quote_sha256. `field` is the citation's path in the request. The citation must
// have passed CheckClaim.
//
// Errors: INVALID_ARGUMENT for a span that is none of this text; QUOTE_NOT_FOUND, with the nearest passage,
// if the quote does not stand there, or not at the span or between the prefix and suffix given;
// QUOTE_AMBIGUOUS, with the places, if it stands in several.
absl::Status Ground(const RevisionText& revision, std::string_view field, verbatim::v1::Citation& citation);

// Fills in a citation of the words at `range`, whatever else stands in the text.
void FillCitation(const RevisionText& revision, text::ByteRange range, verbatim::v1::Citation& citation);

// A passage of the revision, without sentences.
verbatim::v1::Passage MakePassage(const RevisionText& revision, text::ByteRange range, double similarity);

// Names of the sentences that a range lies in.
std::vector<std::string> SentencesOf(const RevisionText& revision, text::ByteRange range);

verbatim::v1::Span ToProto(const text::Span& span);
verbatim::v1::Sentence ToSentence(const RevisionText& revision, size_t index);

}  // namespace verbatim::registry
