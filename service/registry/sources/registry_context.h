#pragma once

#include "registry/commit/commit_queue.h"
#include "registry/commit/document_locks.h"
#include "registry/requests/environment.h"
#include "registry/requests/limits.h"
#include "registry/sources/alignments.h"
#include "registry/sources/refused_quotes.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "sync/erasable_caches.h"

namespace verbatim::registry {

// The objects that the operations on documents, claims and reviews share. Registry (registry.h) owns them.
struct RegistryContext {
  store::Store& store;
  CommitQueue& queue;
  sync::ErasableCaches& caches;
  RevisionTexts& texts;
  Alignments& alignments;
  DocumentLocks& locks;
  RefusedQuotes& refused_quotes;
  const Environment& environment;
  const Limits& limits;
};

}  // namespace verbatim::registry
