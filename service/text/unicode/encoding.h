#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "text/unicode/stop.h"

// Encodings of text other than UTF-8, by the WHATWG Encoding Standard (https://encoding.spec.whatwg.org), which
// browsers follow: the label `latin1`, for example, names windows-1252. ICU converts.
namespace verbatim::text {

// An encoding of the standard. The members have static storage.
struct Encoding {
  std::string_view name;       // as in the standard, in lower case: windows-1252
  std::string_view converter;  // ICU's name for it
};

inline constexpr std::string_view kUtf8 = "utf-8";

// Returns the encoding that a label names, ignoring ASCII case and surrounding white space. Null if the standard
// has no such label or forbids its encoding (labels of `replacement`, such as ISO-2022-KR), or if ICU lacks it
// (ISO-8859-16).
const Encoding* FindEncoding(std::string_view label);

// Returns the encoding of a byte order mark: UTF-8, UTF-16LE or UTF-16BE. Null if `bytes` has none.
const Encoding* EncodingOfByteOrderMark(std::string_view bytes);

// Returns the encoding that a <meta> in the first kMetaBytes of a page names, otherwise the one that an XML
// declaration at the start names, otherwise null (HTML Standard, 13.2.3.2). UTF-16 counts as UTF-8, because the
// declaration was readable as ASCII.
inline constexpr size_t kMetaBytes = size_t{64} << 10;  // the standard asks for 1,024; many pages need more
const Encoding* EncodingOfMeta(std::string_view html);

// What to do with bytes that are not valid in an encoding.
enum class BadBytes { kRefuse, kReplace };  // kReplace: by U+FFFD, as browsers do

// A text converted to UTF-8.
struct Decoded {
  std::string text;                // without a byte order mark
  std::optional<size_t> bad_byte;  // kRefuse: offset of the first sequence that is not valid in the encoding
};

// Converts `bytes` to UTF-8. Linear. If `should_stop` ends the work, the result must not be used. Any thread.
Decoded Decode(std::string_view bytes, const Encoding& encoding, BadBytes bad_bytes,
               const ShouldStop& should_stop = {});

}  // namespace verbatim::text
