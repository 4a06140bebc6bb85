#include "registry/sources/alignments.h"

#include <algorithm>

#include "status/names.h"

namespace verbatim::registry {
namespace {

size_t MemoryUse(const RevisionAlignment& words) {
  return words.alignment.MemoryUse() + words.before.text->MemoryUse() + words.after.text->MemoryUse();
}

}  // namespace

std::shared_ptr<const RevisionAlignment> Alignments::Get(const RevisionText& before,
                                                         const RevisionText& after) {
  {
    sync::MutexLock lock(mutex_);
    auto found = std::find_if(kept_.begin(), kept_.end(), [&](const auto& kept) {
      return kept->before.name == before.name && kept->after.name == after.name;
    });
    if (found != kept_.end()) {
      kept_.splice(kept_.begin(), kept_, found);
      return kept_.front();
    }
  }
  auto made = std::make_shared<const RevisionAlignment>(before, after);
  const size_t bytes = MemoryUse(*made);
  sync::MutexLock lock(mutex_);
  if (erased_.contains(std::string(DocumentOfRevision(before.name)))) return made;
  kept_.push_front(made);
  bytes_ += bytes;
  while (bytes_ > capacity_bytes_ && kept_.size() > 1) {
    bytes_ -= MemoryUse(*kept_.back());
    kept_.pop_back();
  }
  return made;
}

void Alignments::Forget(const std::string& document) {
  sync::MutexLock lock(mutex_);
  erased_.insert(document);
  for (auto kept = kept_.begin(); kept != kept_.end();) {
    if (DocumentOfRevision((*kept)->before.name) != document) {
      ++kept;
      continue;
    }
    bytes_ -= MemoryUse(**kept);
    kept = kept_.erase(kept);
  }
}

}  // namespace verbatim::registry
