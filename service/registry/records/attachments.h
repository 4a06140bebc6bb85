#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "text/unicode/indexed_text.h"
#include "text/unicode/span.h"
#include "verbatim/v1/log_entry.pb.h"

// The attachments of a revision's entry: stored beside the payload, not in it.
namespace verbatim::registry {

inline constexpr int64_t kTextAttachment = 0;
inline constexpr int64_t kSentencesAttachment = 1;
inline constexpr int64_t kContentAttachment = 2;  // absent if the content is the text

// Encodes the sentences attachment. For each sentence, it holds the distance from the end of the previous
// sentence, and the sentence's length, as base 128 varints.
std::string EncodeRanges(const std::vector<text::ByteRange>& ranges);

// `text_bytes` is the length of the text. DATA_LOSS if `bytes` is not a result of EncodeRanges for such a
// text.
absl::StatusOr<std::vector<text::ByteRange>> DecodeRanges(std::string_view bytes, size_t text_bytes);

// Returns the text of a revision, from its payload and attachments. DATA_LOSS if an attachment does not match
// its digest in the payload.
absl::StatusOr<text::IndexedText> DecodeText(const verbatim::v1::EntryPayload& payload, std::string text,
                                             std::string_view sentences);

}  // namespace verbatim::registry
