#include "methods/stream_checks.h"

#include <utility>
#include <vector>

#include "status/errors.h"

namespace verbatim::methods {

void StreamRight::End(absl::Status failure) {
  {
    sync::MutexLock lock(mutex_);
    if (failure_.ok()) failure_ = std::move(failure);
  }
  stream_->OnCancel();
}

absl::Status StreamRight::failure() const {
  sync::MutexLock lock(mutex_);
  return failure_;
}

void StreamRight::Check() {
  access::Caller now;
  {
    sync::MutexLock lock(identify_mutex_);
    if (identify_again_ == nullptr) return;
    now = identify_again_();
  }
  if (now.may_retry) return;  // it is not known yet whether the token is still valid
  if (absl::Status may_begin = access::Authorize(now, rule_); !may_begin.ok())
    return End(std::move(may_begin));
  if (now.principal != caller_.principal || now.permissions != caller_.permissions) End(CallerChanged());
}

void StreamRight::Close() {
  sync::MutexLock lock(identify_mutex_);
  identify_again_ = nullptr;
}

void StreamChecks::Add(std::shared_ptr<StreamRight> right) {
  sync::MutexLock lock(mutex_);
  rights_.insert(std::move(right));
}

void StreamChecks::Remove(const std::shared_ptr<StreamRight>& right) {
  sync::MutexLock lock(mutex_);
  rights_.erase(right);
}

void StreamChecks::CheckAll() {
  std::vector<std::shared_ptr<StreamRight>> rights;
  {
    sync::MutexLock lock(mutex_);
    rights.assign(rights_.begin(), rights_.end());
  }
  for (const std::shared_ptr<StreamRight>& right : rights) right->Check();
}

}  // namespace verbatim::methods
