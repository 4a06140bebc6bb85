#include "registry/audit/stored_text.h"

#include <memory>
#include <utility>

#include "text/unicode/indexed_text.h"
#include "text/unicode/utf8.h"

namespace verbatim::registry {

StoredText::StoredText(std::string revision, std::optional<Source> source, std::optional<std::string> bytes,
                       std::optional<std::vector<text::ByteRange>> sentences,
                       const text::ShouldStop& should_stop)
    : has_source_(source.has_value()), has_sentences_(sentences.has_value()) {
  indexed_.name = std::move(revision);
  if (source) indexed_.source = *std::move(source);
  if (!bytes) return;
  if (text::FindInvalidUtf8(*bytes)) {
    ill_formed_ = std::move(bytes);
  } else {
    indexed_.text = std::make_shared<const text::IndexedText>(
        *std::move(bytes), std::move(sentences).value_or(std::vector<text::ByteRange>()), should_stop);
  }
}

const std::string* StoredText::bytes() const {
  if (indexed_.text != nullptr) return &indexed_.text->text();
  return ill_formed_ ? &*ill_formed_ : nullptr;
}

}  // namespace verbatim::registry
