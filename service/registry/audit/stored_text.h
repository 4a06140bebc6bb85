#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/sources/revision_texts.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::registry {

// The text of a revision as stored now, for checks that do not trust the stored text.
class StoredText {
 public:
  // `source` is unset if the document cannot be read, and `bytes` is unset if the text is missing.
  // `sentences` is unset if the sentences are missing, cannot be parsed, or differ from the recorded ones.
  // Indexes the text; if `should_stop` ends the indexing, the object must not be used.
  StoredText(std::string revision, std::optional<Source> source, std::optional<std::string> bytes,
             std::optional<std::vector<text::ByteRange>> sentences, const text::ShouldStop& should_stop = {});

  const std::string& revision() const { return indexed_.name; }
  // Null if the text is missing.
  const std::string* bytes() const;
  // Null unless the text is UTF-8. In any other text only bytes can be counted.
  const RevisionText* indexed() const { return indexed_.text != nullptr ? &indexed_ : nullptr; }
  // Whether indexed() has the recorded sentences.
  bool has_sentences() const { return has_sentences_; }
  // Whether indexed() has the source of the text. The meaning of some words depends on the source.
  bool has_source() const { return has_source_; }

 private:
  RevisionText indexed_;
  std::optional<std::string> ill_formed_;
  const bool has_source_;
  const bool has_sentences_;
};

}  // namespace verbatim::registry
