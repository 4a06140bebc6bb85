#include "registry/sources/alignments.h"

#include <utility>

#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

size_t MemoryUse(const RevisionAlignment& words) {
  return words.alignment.MemoryUse() + words.before.text->MemoryUse() + words.after.text->MemoryUse();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const RevisionAlignment>> Alignments::Get(const RevisionText& before,
                                                                         const RevisionText& after,
                                                                         const sync::CallContext& call) {
  std::pair key(before.name, after.name);
  {
    sync::MutexLock lock(mutex_);
    if (const auto* cached = cache_.Find(key)) return *cached;
  }
  auto alignment = std::make_shared<const RevisionAlignment>(before, after, call.ShouldStop());
  ABSL_RETURN_IF_ERROR(call.Check());
  sync::MutexLock lock(mutex_);
  if (!erased_.contains(std::string(DocumentOfRevision(before.name)))) {
    cache_.Put(std::move(key), alignment, MemoryUse(*alignment));
  }
  return alignment;
}

void Alignments::Forget(const std::string& document) {
  sync::MutexLock lock(mutex_);
  erased_.insert(document);
  cache_.EraseIf([&](const auto& key, const auto&) { return DocumentOfRevision(key.first) == document; });
}

}  // namespace verbatim::registry
