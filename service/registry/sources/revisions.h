#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "registry/records/entry_builder.h"
#include "store/store.h"
#include "text/unicode/indexed_text.h"
#include "verbatim/v1/document.pb.h"

// What is recorded of a revision, be it a document's first or a later one.
namespace verbatim::registry {

// A source's content, read.
struct SourceText {
  std::shared_ptr<const text::IndexedText> text;  // what is quoted
  std::string media_type;
  std::string content_sha256;
  std::string content;  // the bytes as they came; empty if they are the text
  // What the page says of itself, where that is what a document may have; empty otherwise.
  std::string title;
  std::string language;
};

// Reads content that has passed CheckContent. `language` is that of the document; if it is empty, that of the
// page. INVALID_ARGUMENT, naming `content.data`, for HTML that is none or cannot be read.
absl::StatusOr<SourceText> ReadContent(verbatim::v1::Content content, std::string language);

// The revision `name`, recorded at `now_micros`.
verbatim::v1::Revision MakeRevision(const std::string& name, const SourceText& source, int64_t now_micros);

// The entry that records it.
store::NewEntry RevisionEntry(const verbatim::v1::Revision& revision, SourceText source,
                              const WriteContext& context);

}  // namespace verbatim::registry
