#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "registry/sources/revision_texts.h"
#include "text/unicode/span.h"
#include "text/values/values.h"
#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/span.pb.h"
#include "verbatim/v1/statement.pb.h"

// Makes the messages for spans, values, sentences, passages and citations that were found in a text.
namespace verbatim::registry {

verbatim::v1::Span ToProto(const text::Span& span);

// `words` are the words that state the value.
verbatim::v1::Value ToProto(const text::TypedValue& value, std::string_view words);

// Returns the names of the sentences that a range overlaps.
std::vector<std::string> SentencesOf(const RevisionText& revision, text::ByteRange range);

// REQUIRES: there is a sentence `index`.
verbatim::v1::Sentence ToSentence(const RevisionText& revision, size_t index);

// Makes the passage at `range`, without sentences.
verbatim::v1::Passage MakePassage(const RevisionText& revision, text::ByteRange range, double similarity);

// Makes `citation` cite the words at `range`. Does not check whether the words also occur elsewhere.
void FillCitation(const RevisionText& revision, text::ByteRange range, verbatim::v1::Citation& citation);

}  // namespace verbatim::registry
