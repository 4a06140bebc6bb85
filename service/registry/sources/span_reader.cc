#include "registry/sources/span_reader.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "text/unicode/utf8.h"

namespace verbatim::registry {
namespace {

class SpanReader {
 public:
  SpanReader(const text::IndexedText& text, std::string field) : text_(text), field_(std::move(field)) {}

  absl::StatusOr<std::optional<text::ByteRange>> Read(const verbatim::v1::Span& span) {
    Take("byte", span.byte_start(), span.byte_end(), [this](size_t offset) -> std::optional<size_t> {
      if (offset > text_.text().size() || !text::IsCodePointBoundary(text_.text(), offset))
        return std::nullopt;
      return offset;
    });
    Take("code_point", span.code_point_start(), span.code_point_end(),
         [this](size_t offset) { return text_.ByteOfCodePoint(offset); });
    Take("utf16", span.utf16_start(), span.utf16_end(),
         [this](size_t offset) { return text_.ByteOfUtf16(offset); });
    ABSL_RETURN_IF_ERROR(violations_.ToStatus());
    return range_;
  }

 private:
  template <typename ToByte>
  void Take(std::string_view unit, int64_t start, int64_t end, ToByte to_byte) {
    if (start == 0 && end == 0) return;
    if (start < 0 || end <= start) {
      violations_.Add(absl::StrCat(field_, ".", Absl(unit), "_end"),
                      "must be greater than the start of the span, and the start must not be negative");
      return;
    }
    std::optional<size_t> first = Convert(absl::StrCat(field_, ".", Absl(unit), "_start"), start, to_byte);
    std::optional<size_t> last = Convert(absl::StrCat(field_, ".", Absl(unit), "_end"), end, to_byte);
    if (!first || !last) return;
    text::ByteRange range{*first, *last};
    if (range_ && *range_ != range) {
      violations_.Add(field_, "byte, code point and UTF-16 offsets do not agree");
    }
    range_ = range;
  }

  template <typename ToByte>
  std::optional<size_t> Convert(std::string_view field, int64_t offset, ToByte to_byte) {
    std::optional<size_t> byte = to_byte(static_cast<size_t>(offset));
    if (!byte)
      violations_.Add(field, absl::StrCat(offset, " is past the end of the text or inside a code point"));
    return byte;
  }

  const text::IndexedText& text_;
  const std::string field_;
  Violations violations_;
  std::optional<text::ByteRange> range_;
};

}  // namespace

absl::StatusOr<std::optional<text::ByteRange>> ReadSpan(const text::IndexedText& text, std::string_view field,
                                                        const verbatim::v1::Span& span) {
  return SpanReader(text, std::string(field)).Read(span);
}

}  // namespace verbatim::registry
