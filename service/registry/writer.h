#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "registry/alignments.h"
#include "registry/commit_queue.h"
#include "registry/document_gate.h"
#include "registry/ids.h"
#include "registry/limits.h"
#include "registry/request.h"
#include "registry/revision_texts.h"
#include "store/store.h"

namespace verbatim::registry {

// What documents and claims share; registry.h owns it.
struct Parts {
  store::Store& store;
  CommitQueue& queue;
  RevisionTexts& texts;
  Alignments& alignments;
  DocumentGate& gate;
  const Sources& sources;
  const Limits& limits;
};

// The record of a resource that must exist; NOT_FOUND says that `field` of the request named it.
absl::StatusOr<store::Record> ReadOne(store::Store& store, const std::string& name, std::string_view field);

// The same from memory, if it is kept there (Store::Recall).
absl::StatusOr<std::shared_ptr<const store::Record>> Recall(store::Store& store, const std::string& name,
                                                            std::string_view field);

// The entries that a repeated request appended when it was committed.
absl::StatusOr<std::vector<store::Entry>> ReadCommitted(store::Store& store,
                                                        const store::WriteResult& result);

// The error of a write that the store refused: any outcome but kCommitted and kRepeated.
absl::Status RefusalOf(const store::WriteResult& result, const std::optional<store::RequestKey>& request);

// For a request that is about to be refused: if it was committed before under its request_id, where. A retry
// must get the first answer also where the state that allowed it is gone.
std::optional<store::WriteResult> FindRepeated(store::Store& store,
                                               const std::optional<store::RequestKey>& request);

}  // namespace verbatim::registry
