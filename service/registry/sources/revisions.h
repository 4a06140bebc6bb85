#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "registry/records/entry_builder.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "text/html/html.h"
#include "text/unicode/indexed_text.h"
#include "verbatim/v1/document.pb.h"

// Reads the content of a revision and builds the revision's log entry. Used for the first and for later
// revisions of a document.
namespace verbatim::registry {

// The content of a revision, after extraction of its text.
struct SourceText {
  std::shared_ptr<const text::IndexedText> text;  // what can be quoted
  std::string text_sha256;
  std::string media_type;
  std::string content_sha256;
  std::string content;  // the received bytes; empty if they are the text
  // Revision.omitted and Revision.text_rules of an HTML page.
  std::vector<text::Omission> omitted;
  int text_rules = 0;
  // From an HTML page. Empty if the page has no such value, or if the value is not allowed in a document.
  std::string title;
  std::string language;
};

// Reads content that has passed CheckContent. `language` is the language of the document. If `language` is
// empty, the page's language is used. INVALID_ARGUMENT, naming `content.data`, if the content is not in its
// encoding, or if it is declared as HTML and has no readable text (text::HtmlFault). CANCELLED or
// DEADLINE_EXCEEDED if `call` is abandoned.
absl::StatusOr<SourceText> ReadContent(verbatim::v1::Content content, std::string language,
                                       const sync::CallContext& call = {});

// Makes the revision `name`, created at `now_micros`.
verbatim::v1::Revision MakeRevision(const std::string& name, const SourceText& source, int64_t now_micros);

// Makes the entry that records the revision. CANCELLED or DEADLINE_EXCEEDED if `call` is abandoned.
absl::StatusOr<store::NewEntry> RevisionEntry(const verbatim::v1::Revision& revision, SourceText source,
                                              const WriteContext& context, const sync::CallContext& call);

}  // namespace verbatim::registry
