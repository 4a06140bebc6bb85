#include "text/quotes/figures.h"

#include <algorithm>

#include "text/unicode/ascii.h"
#include "text/values/values.h"

namespace verbatim::text {

FigureText::FigureText(std::string_view text, const ShouldStop& should_stop) {
  FindValues(
      text, {},
      [&](const TypedValue& value) {
        const bool amount = value.kind == ValueKind::kNumber || value.kind == ValueKind::kPercent ||
                            value.kind == ValueKind::kCurrency || value.kind == ValueKind::kMeasure;
        if (!amount || value.reading != Reading::kStated || value.fraction) return;
        Add(text, value.figure, value.amount.value);
        if (!value.amount.upper.empty()) Add(text, value.upper_figure, value.amount.upper);
      },
      should_stop);
  text_.append(text.substr(read_));
}

void FigureText::Add(std::string_view text, ByteRange source, std::string_view number) {
  if (source.start < read_ || source.end <= source.start || number.empty()) return;
  text_.append(text.substr(read_, source.start - read_));
  // A decrease counts as negative because of its verb, which is in the text anyway: "fell 3%".
  const bool has_sign = !IsAsciiDigit(text[source.start]);
  if (number.starts_with('-') && !has_sign) number.remove_prefix(1);
  const size_t start = text_.size();
  text_.append(number);
  figures_.push_back({source, {start, text_.size()}});
  read_ = source.end;
}

ByteRange FigureText::SourceOf(ByteRange range) const {
  auto map = [this](size_t offset, bool is_end) {
    // Find the last figure that begins before the offset.
    const auto after =
        std::lower_bound(figures_.begin(), figures_.end(), offset,
                         [](const Figure& figure, size_t at) { return figure.written.start < at; });
    if (after == figures_.begin()) return offset;
    const Figure& figure = *(after - 1);
    if (offset < figure.written.end) return is_end ? figure.source.end : figure.source.start;
    return figure.source.end + (offset - figure.written.end);
  };
  return {map(range.start, false), map(range.end, true)};
}

}  // namespace verbatim::text
