#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "sync/call_context.h"
#include "verbatim/v1/document.pb.h"

namespace verbatim::registry {

// Content as text in UTF-8.
struct DecodedContent {
  // The text. Empty if the content is UTF-8 itself: then the content's own bytes are the text.
  std::string text;
  bool converted = false;
  bool is_html = false;
  // The media type to record: text/plain or text/html, with a charset parameter if the encoding is not UTF-8.
  std::string media_type;
};

// Decodes content that has passed CheckContent. The first of these names the encoding, as in the HTML standard
// (13.2.3.2): the byte order mark, the charset parameter, the page's <meta> (HTML only). Without them, and for
// text/plain without a charset parameter, the encoding is UTF-8.
//
// A page that only its <meta> declares as something else, but that is UTF-8 beyond ASCII, is read as UTF-8: many
// programs convert a page when they save it and leave its <meta> as it is. Bytes of another encoding are hardly
// ever UTF-8 by chance.
//
// INVALID_ARGUMENT, naming `content.data`, for bytes that are not valid in the encoding, and for NUL characters.
// Bytes that are not valid in the encoding of a <meta> become U+FFFD instead, as in browsers. CANCELLED or
// DEADLINE_EXCEEDED if `call` is abandoned.
absl::StatusOr<DecodedContent> DecodeContent(const verbatim::v1::Content& content,
                                             const sync::CallContext& call);

}  // namespace verbatim::registry
