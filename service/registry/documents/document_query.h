#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "verbatim/v1/document.pb.h"

namespace verbatim::registry {

// Bytes of DocumentFilter.query, as document_service.proto says.
inline constexpr size_t kMaxDocumentQueryBytes = 256;

// The words of DocumentFilter.query. A word is a run of letters, digits and marks; letters are compared
// without case, accents and compatibility forms (text/unicode/fold.h). Immutable: any thread.
class DocumentQuery {
 public:
  // `query` must be UTF-8.
  explicit DocumentQuery(std::string_view query);

  // Whether the query has no words. Such a query matches every document.
  bool empty() const { return words_.empty(); }

  // Whether the title, the publisher and the uri together contain all words. The last word need only be the
  // beginning of a word.
  bool Matches(const verbatim::v1::Document& document) const;

 private:
  std::vector<std::u32string> words_;
};

}  // namespace verbatim::registry
