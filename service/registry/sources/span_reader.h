#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "text/unicode/indexed_text.h"
#include "text/unicode/span.h"
#include "verbatim/v1/span.pb.h"

namespace verbatim::registry {

// Converts the span of a citation, in any of its units, to bytes of the text. Empty if the span is unset.
// INVALID_ARGUMENT if the span is not a span of the text, or if its units do not agree. `field` is the path
// of the span in the request.
absl::StatusOr<std::optional<text::ByteRange>> ReadSpan(const text::IndexedText& text, std::string_view field,
                                                        const verbatim::v1::Span& span);

}  // namespace verbatim::registry
