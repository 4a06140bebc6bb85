#include "registry/commit/document_locks.h"

#include <algorithm>

#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {

DocumentLocks::Lock::~Lock() {
  if (gate_ != nullptr) gate_->Leave(*this);
}

const std::string* DocumentLocks::WaitCondition::FindClosed() const {
  for (const std::string& document : documents) {
    auto found = gate.states_.find(document);
    if (found != gate.states_.end() && found->second.closed) return &document;
  }
  return nullptr;
}

bool DocumentLocks::WaitCondition::NobodyInside() const {
  return gate.states_.at(documents.front()).inside == 0;
}

absl::Status DocumentLocks::AwaitOpen(const WaitCondition& wish) {
  if (wish.AllOpen()) return absl::OkStatus();
  if (waiting_ >= most_waiting_)
    return Overloaded("too many calls are waiting for documents while revisions of them are being recorded");
  ++waiting_;
  mutex_.AwaitFor(patience_, &wish, &WaitCondition::AllOpen);
  --waiting_;
  const std::string* closed = wish.FindClosed();
  return closed == nullptr ? absl::OkStatus() : TooContended(*closed);
}

absl::StatusOr<DocumentLocks::Lock> DocumentLocks::LockShared(std::vector<std::string> documents) {
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  const WaitCondition wish{*this, documents};
  sync::MutexLock lock(mutex_);
  ABSL_RETURN_IF_ERROR(AwaitOpen(wish));
  for (const std::string& document : documents) ++states_[document].inside;
  return Lock(*this, std::move(documents), false);
}

absl::StatusOr<DocumentLocks::Lock> DocumentLocks::LockExclusive(const std::string& document) {
  std::vector<std::string> documents{document};
  const WaitCondition wish{*this, documents};
  sync::MutexLock lock(mutex_);
  ABSL_RETURN_IF_ERROR(AwaitOpen(wish));
  states_[document].closed = true;
  // A short wait: holders of shared locks wait for nothing but the committer.
  mutex_.AwaitFor(patience_, &wish, &WaitCondition::NobodyInside);
  if (!wish.NobodyInside()) {
    states_[document].closed = false;
    return TooContended(document);
  }
  return Lock(*this, std::move(documents), true);
}

void DocumentLocks::Leave(const Lock& pass) {
  sync::MutexLock lock(mutex_);
  for (const std::string& document : pass.documents_) {
    auto found = states_.find(document);
    if (pass.alone_) {
      found->second.closed = false;
    } else {
      --found->second.inside;
    }
    if (!found->second.closed && found->second.inside == 0) states_.erase(found);
  }
}

}  // namespace verbatim::registry
