#include "access/policy_reload.h"

#include <utility>

#include "absl/status/statusor.h"
#include "access/policy_file.h"

namespace verbatim::access {

PolicyReload::PolicyReload(Options options, Authenticator& authenticator)
    : options_(std::move(options)),
      authenticator_(authenticator),
      text_(options_.text),
      ticker_(options_.interval, [this] { Check(); }) {}

absl::Status PolicyReload::state() const {
  sync::MutexLock lock(mutex_);
  return state_;
}

// Compares the text, not the times of the file: a file that is written in place may be read half written, and
// is then read again.
void PolicyReload::Check() {
  const absl::StatusOr<std::string> read = ReadPolicyFile(options_.path);
  std::optional<std::string> text;
  if (read.ok()) text = *read;
  if (text == text_) return;
  text_ = std::move(text);
  absl::StatusOr<Policy> policy = text_ ? options_.loader->Load(*text_) : read.status();
  const absl::Status status = policy.status();
  if (policy.ok()) authenticator_.Replace(*std::move(policy));
  {
    sync::MutexLock lock(mutex_);
    state_ = status;
  }
  options_.on_change(status);
}

}  // namespace verbatim::access
