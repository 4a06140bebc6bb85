#include "registry/sources/alignments.h"

#include <algorithm>
#include <utility>

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
  if (auto cached = cache_.Find(key)) return *std::move(cached);
  auto alignment = std::make_shared<const RevisionAlignment>(before, after, call.ShouldStop());
  ABSL_RETURN_IF_ERROR(call.Check());
  cache_.Put(std::move(key), alignment, MemoryUse(*alignment), std::min(before.epoch, after.epoch));
  return alignment;
}

}  // namespace verbatim::registry
