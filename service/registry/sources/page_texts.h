#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "text/unicode/indexed_text.h"

namespace verbatim::registry {

// Returns the text of the HTML page of a revision, as annotation tools see it (text/html/page_text.h).
// Nothing if the revision has no page: it is plain text, or its document was erased. NOT_FOUND if the
// revision does not exist; DATA_LOSS if the page is damaged; CANCELLED or DEADLINE_EXCEEDED if `call` is
// abandoned.
absl::StatusOr<std::optional<std::string>> ReadPageText(store::Store& store, const std::string& revision,
                                                        const sync::CallContext& call = {});

// The text of a revision, and the text of the page from which it was extracted.
struct RevisionPage {
  std::string revision;
  std::shared_ptr<const text::IndexedText> text;
  std::optional<std::string> page;  // nothing if the revision has no page
};

// Reads pages for users of the registry. Any thread.
class RevisionPages {
 public:
  RevisionPages(store::Store& store, RevisionTexts& texts) : store_(store), texts_(texts) {}

  // Returns the errors of ReadPageText and of RevisionTexts::Read.
  absl::StatusOr<RevisionPage> Read(const std::string& revision, const sync::CallContext& call = {});

 private:
  store::Store& store_;
  RevisionTexts& texts_;
};

}  // namespace verbatim::registry
