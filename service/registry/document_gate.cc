#include "registry/document_gate.h"

#include <algorithm>

#include "registry/errors.h"

namespace verbatim::registry {

DocumentGate::Pass::~Pass() {
  if (gate_ != nullptr) gate_->Leave(*this);
}

const std::string* DocumentGate::Wish::FindClosed() const {
  for (const std::string& document : documents) {
    auto found = gate.states_.find(document);
    if (found != gate.states_.end() && found->second.closed) return &document;
  }
  return nullptr;
}

bool DocumentGate::Wish::NobodyInside() const { return gate.states_.at(documents.front()).inside == 0; }

absl::Status DocumentGate::AwaitOpen(const Wish& wish) {
  if (wish.AllOpen()) return absl::OkStatus();
  if (waiting_ >= most_waiting_)
    return Overloaded("too many calls wait for documents of which a revision is being recorded");
  ++waiting_;
  mutex_.AwaitFor(patience_, &wish, &Wish::AllOpen);
  --waiting_;
  const std::string* closed = wish.FindClosed();
  return closed == nullptr ? absl::OkStatus() : TooContended(*closed);
}

absl::StatusOr<DocumentGate::Pass> DocumentGate::Enter(std::vector<std::string> documents) {
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  const Wish wish{*this, documents};
  sync::MutexLock lock(mutex_);
  if (absl::Status open = AwaitOpen(wish); !open.ok()) return open;
  for (const std::string& document : documents) ++states_[document].inside;
  return Pass(*this, std::move(documents), false);
}

absl::StatusOr<DocumentGate::Pass> DocumentGate::EnterAlone(const std::string& document) {
  std::vector<std::string> documents{document};
  const Wish wish{*this, documents};
  sync::MutexLock lock(mutex_);
  if (absl::Status open = AwaitOpen(wish); !open.ok()) return open;
  states_[document].closed = true;
  // Not for long: who is inside waits for the committer at most.
  mutex_.AwaitFor(patience_, &wish, &Wish::NobodyInside);
  if (!wish.NobodyInside()) {
    states_[document].closed = false;
    return TooContended(document);
  }
  return Pass(*this, std::move(documents), true);
}

void DocumentGate::Leave(const Pass& pass) {
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
