#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "sync/call_context.h"
#include "verbatim/v1/document.pb.h"

namespace verbatim::registry {

// Content as text in UTF-8.
struct DecodedContent {
  // The converted text. Empty if the content is already UTF-8; its bytes are then the text.
  std::string text;
  bool converted = false;
  bool is_html = false;
  // The media type to record: text/plain or text/html, with a charset parameter if the encoding is not UTF-8.
  std::string media_type;
};

// Decodes content that has passed CheckContent. The first of these that is present names the encoding, as in
// the HTML standard (13.2.3.2): the byte order mark, the charset parameter, and the page's <meta> (HTML
// only). If none is present, the encoding is UTF-8. text/plain without a charset parameter is always read as
// UTF-8.
//
// If only the <meta> names another encoding, but the page is valid UTF-8 with characters beyond ASCII, the
// page is read as UTF-8. Many programs convert a page to UTF-8 when they save it, and do not change the
// <meta>. Text in another encoding is hardly ever valid UTF-8 by chance.
//
// INVALID_ARGUMENT, naming `content.data`, for bytes that are not valid in the encoding, and for NUL characters.
// Bytes that are not valid in the encoding of a <meta> become U+FFFD instead, as in browsers. CANCELLED or
// DEADLINE_EXCEEDED if `call` is abandoned.
absl::StatusOr<DecodedContent> DecodeContent(const verbatim::v1::Content& content,
                                             const sync::CallContext& call);

}  // namespace verbatim::registry
