#include "registry/alignments.h"

#include <algorithm>

#include "registry/names.h"

namespace verbatim::registry {
namespace {

// Each holds two texts, which the cache of texts mostly holds, too, and some forty bytes a word.
constexpr size_t kKept = 8;

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
  sync::MutexLock lock(mutex_);
  kept_.push_front(made);
  if (kept_.size() > kKept) kept_.pop_back();
  return made;
}

void Alignments::Forget(const std::string& document) {
  sync::MutexLock lock(mutex_);
  kept_.remove_if([&](const auto& kept) { return DocumentOfRevision(kept->before.name) == document; });
}

}  // namespace verbatim::registry
