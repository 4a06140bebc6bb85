#include "registry/document_gate.h"

#include <algorithm>

namespace verbatim::registry {

DocumentGate::Pass::~Pass() {
  if (gate_ != nullptr) gate_->Leave(*this);
}

bool DocumentGate::Wish::AllOpen() const {
  for (const std::string& document : documents) {
    auto found = gate.states_.find(document);
    if (found != gate.states_.end() && found->second.closed) return false;
  }
  return true;
}

bool DocumentGate::Wish::NobodyInside() const { return gate.states_.at(documents.front()).inside == 0; }

std::optional<DocumentGate::Pass> DocumentGate::Enter(std::vector<std::string> documents) {
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  const Wish wish{*this, documents};
  sync::MutexLock lock(mutex_);
  mutex_.AwaitFor(patience_, &wish, &Wish::AllOpen);
  if (!wish.AllOpen()) return std::nullopt;
  for (const std::string& document : documents) ++states_[document].inside;
  return Pass(*this, std::move(documents), false);
}

std::optional<DocumentGate::Pass> DocumentGate::EnterAlone(const std::string& document) {
  std::vector<std::string> documents{document};
  const Wish wish{*this, documents};
  sync::MutexLock lock(mutex_);
  mutex_.AwaitFor(patience_, &wish, &Wish::AllOpen);
  if (!wish.AllOpen()) return std::nullopt;
  states_[document].closed = true;
  mutex_.AwaitFor(patience_, &wish, &Wish::NobodyInside);
  if (!wish.NobodyInside()) {
    states_[document].closed = false;
    return std::nullopt;
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
