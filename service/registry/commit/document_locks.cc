#include "registry/commit/document_locks.h"

#include <algorithm>

#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {

DocumentLocks::Lock::~Lock() {
  if (locks_ != nullptr) locks_->Release(*this);
}

const std::string* DocumentLocks::WaitCondition::FindLocked() const {
  for (const std::string& document : documents) {
    auto found = locks.states_.find(document);
    if (found != locks.states_.end() && found->second.exclusive) return &document;
  }
  return nullptr;
}

bool DocumentLocks::WaitCondition::NoneShared() const {
  return locks.states_.at(documents.front()).shared == 0;
}

absl::Status DocumentLocks::AwaitUnlocked(const WaitCondition& condition) {
  if (condition.NoneLocked()) return absl::OkStatus();
  if (waiting_ >= max_waiting_)
    return Overloaded("too many calls are waiting for documents that are being revised");
  ++waiting_;
  mutex_.AwaitFor(timeout_, &condition, &WaitCondition::NoneLocked);
  --waiting_;
  const std::string* locked = condition.FindLocked();
  return locked == nullptr ? absl::OkStatus() : TooContended(*locked);
}

absl::StatusOr<DocumentLocks::Lock> DocumentLocks::LockShared(std::vector<std::string> documents) {
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  const WaitCondition condition{*this, documents};
  sync::MutexLock lock(mutex_);
  ABSL_RETURN_IF_ERROR(AwaitUnlocked(condition));
  for (const std::string& document : documents) ++states_[document].shared;
  return Lock(*this, std::move(documents), Mode::kShared);
}

absl::StatusOr<DocumentLocks::Lock> DocumentLocks::LockExclusive(const std::string& document) {
  std::vector<std::string> documents{document};
  const WaitCondition condition{*this, documents};
  sync::MutexLock lock(mutex_);
  ABSL_RETURN_IF_ERROR(AwaitUnlocked(condition));
  states_[document].exclusive = true;
  // This wait is short, because holders of shared locks wait only for the committer.
  mutex_.AwaitFor(timeout_, &condition, &WaitCondition::NoneShared);
  if (!condition.NoneShared()) {
    states_[document].exclusive = false;
    return TooContended(document);
  }
  return Lock(*this, std::move(documents), Mode::kExclusive);
}

void DocumentLocks::Release(const Lock& lock) {
  sync::MutexLock mutex_lock(mutex_);
  for (const std::string& document : lock.documents_) {
    auto found = states_.find(document);
    if (lock.mode_ == Mode::kExclusive) {
      found->second.exclusive = false;
    } else {
      --found->second.shared;
    }
    if (!found->second.exclusive && found->second.shared == 0) states_.erase(found);
  }
}

}  // namespace verbatim::registry
