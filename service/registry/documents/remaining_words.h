#pragma once

#include <string>

#include "registry/sources/registry_context.h"
#include "verbatim/v1/document.pb.h"

namespace verbatim::registry {

// Finds the claims, evidence, reviews and links that will still have words of a document once it is erased:
// EraseDocumentResponse.remaining. Call this before the erasure. Reads at most 100,000 resources, first those
// of claims that cite or ever cited the document; a second or two of work. What cannot be read makes the
// result incomplete, because it must not prevent the erasure. Any thread; may block on the store.
verbatim::v1::RemainingWords FindRemainingWords(const RegistryContext& context, const std::string& document);

}  // namespace verbatim::registry
