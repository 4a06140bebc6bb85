#include "store/damage_log.h"

#include <utility>

namespace verbatim::store {

void DamageLog::Listen(std::function<void(const Finding&)> listener) {
  std::map<std::string, Finding, std::less<>> known;
  {
    sync::MutexLock lock(mutex_);
    listener_ = listener;
    known = findings_;
  }
  for (const auto& [resource, finding] : known) listener(finding);
}

void DamageLog::AddResource(std::string_view resource, int64_t log_index, std::string_view what) {
  Add({std::string(resource), log_index, std::string(what)});
}

void DamageLog::AddLog(std::string_view what) {
  log_damaged_ = true;
  Add({"", 0, std::string(what)});
}

DamageLog::Counts DamageLog::counts() const {
  sync::MutexLock lock(mutex_);
  const bool log = findings_.contains("");
  return {static_cast<int64_t>(findings_.size()) - (log ? 1 : 0), log};
}

void DamageLog::Add(Finding finding) {
  std::function<void(const Finding&)> listener;
  {
    sync::MutexLock lock(mutex_);
    if (findings_.contains(finding.resource)) return;
    if (findings_.size() > kMaxResources && !finding.resource.empty()) return;
    findings_.emplace(finding.resource, finding);
    listener = listener_;
  }
  if (listener) listener(finding);
}

}  // namespace verbatim::store
