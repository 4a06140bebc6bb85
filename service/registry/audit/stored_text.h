#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/sources/revision_texts.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::registry {

// The text of a revision as it is stored now, for checks that do not trust it.
class StoredText {
 public:
  // `source` is unset if the document cannot be read, and `bytes` if the text is missing. `sentences` is
  // unset if they are missing, cannot be parsed, or are not those that were recorded. Indexes the text; if
  // `should_stop` ends the work, the object must not be used.
  StoredText(std::string revision, std::optional<Source> source, std::optional<std::string> bytes,
             std::optional<std::vector<text::ByteRange>> sentences, const text::ShouldStop& should_stop = {});

  const std::string& revision() const { return indexed_.name; }
  // Null if the text is missing.
  const std::string* bytes() const;
  // Null unless the text is UTF-8. In any other text only bytes can be counted.
  const RevisionText* indexed() const { return indexed_.text != nullptr ? &indexed_ : nullptr; }
  // Whether indexed() has the recorded sentences.
  bool has_sentences() const { return has_sentences_; }
  // Whether indexed() has its source, which the meaning of some words depends on.
  bool has_source() const { return has_source_; }

 private:
  RevisionText indexed_;
  std::optional<std::string> ill_formed_;
  const bool has_source_;
  const bool has_sentences_;
};

}  // namespace verbatim::registry
