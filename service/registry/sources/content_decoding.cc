#include "registry/sources/content_decoding.h"

#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/requests/media_type.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "text/unicode/encoding.h"
#include "text/unicode/utf8.h"

namespace verbatim::registry {
namespace {

// How an encoding was found.
enum class Origin { kDefault, kDeclared, kMeta };

struct Choice {
  const text::Encoding* encoding;
  Origin origin;

  bool is_utf8() const { return encoding->name == text::kUtf8; }
};

Choice ChooseEncoding(const MediaType& type, bool is_html, std::string_view data) {
  if (is_html || !type.charset.empty()) {
    if (const auto* mark = text::EncodingOfByteOrderMark(data)) return {mark, Origin::kDeclared};
  }
  if (!type.charset.empty()) return {text::FindEncoding(type.charset), Origin::kDeclared};
  if (is_html) {
    if (const auto* meta = text::EncodingOfMeta(data)) return {meta, Origin::kMeta};
  }
  return {text::FindEncoding(text::kUtf8), Origin::kDefault};
}

absl::Status NotInEncoding(const Choice& choice, size_t bad_byte) {
  return InvalidField(
      "content.data",
      absl::StrCat("is not ", choice.is_utf8() ? "UTF-8" : Absl(choice.encoding->name),
                   ": the first invalid byte is at offset ", bad_byte,
                   choice.origin == Origin::kDefault
                       ? "; name another encoding in media_type, for example text/html; charset=windows-1252"
                       : ""));
}

}  // namespace

absl::StatusOr<DecodedContent> DecodeContent(const verbatim::v1::Content& content,
                                             const sync::CallContext& call) {
  const MediaType type = ParseMediaType(content.media_type());
  const std::string& data = content.data();
  DecodedContent decoded;
  decoded.is_html = type.bare == kHtml;
  decoded.media_type = std::string(decoded.is_html ? kHtml : kPlainText);
  const Choice choice = ChooseEncoding(type, decoded.is_html, data);
  const std::optional<size_t> bad_utf8 = text::FindInvalidUtf8(data);
  const bool has_utf8 = !bad_utf8 && text::CountUnits(data).code_points < data.size();
  const bool was_converted = has_utf8 && choice.origin == Origin::kMeta;  // since its <meta> was written
  if ((!choice.is_utf8() && !was_converted) || (bad_utf8 && choice.origin == Origin::kMeta)) {
    const auto bad_bytes =
        choice.origin == Origin::kMeta ? text::BadBytes::kReplace : text::BadBytes::kRefuse;
    text::Decoded converted = text::Decode(data, *choice.encoding, bad_bytes, call.ShouldStop());
    ABSL_RETURN_IF_ERROR(call.Check());
    if (converted.bad_byte) return NotInEncoding(choice, *converted.bad_byte);
    decoded.converted = converted.text != data;  // pages in ASCII name many encodings
    if (decoded.converted) decoded.text = std::move(converted.text);
    if (decoded.converted && !choice.is_utf8())
      absl::StrAppend(&decoded.media_type, "; charset=", Absl(choice.encoding->name));
  } else if (bad_utf8) {
    return NotInEncoding(choice, *bad_utf8);
  }
  const size_t nul = (decoded.converted ? decoded.text : data).find('\0');
  if (nul != std::string::npos) {
    return InvalidField("content.data", absl::StrCat("contains NUL characters, the first at offset ", nul,
                                                     decoded.converted ? " after conversion to UTF-8" : ""));
  }
  return decoded;
}

}  // namespace verbatim::registry
