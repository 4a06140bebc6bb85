#include "access/policy_reload.h"

#include <utility>

#include "absl/status/statusor.h"
#include "access/policy_file.h"

namespace verbatim::access {

PolicyReload::PolicyReload(Options options, Authenticator& authenticator)
    : options_(std::move(options)),
      authenticator_(authenticator),
      text_(options_.text),
      thread_([this] { Run(); }) {}

PolicyReload::~PolicyReload() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
}

absl::Status PolicyReload::state() const {
  sync::MutexLock lock(mutex_);
  return state_;
}

void PolicyReload::Run() {
  while (true) {
    {
      sync::MutexLock lock(mutex_);
      mutex_.AwaitFor(options_.interval, this, &PolicyReload::ending);
      if (ending_) return;
    }
    Check();
  }
}

// Compares the text, not the times of the file: a file that is written in place may be read half written, and
// is then read again.
void PolicyReload::Check() {
  const absl::StatusOr<std::string> read = ReadPolicyFile(options_.path);
  std::optional<std::string> text;
  if (read.ok()) text = *read;
  if (text == text_) return;
  text_ = std::move(text);
  absl::StatusOr<PolicyFile> file = text_ ? ParsePolicyFile(*text_) : read.status();
  const absl::Status status = file.status();
  if (file.ok()) authenticator_.Replace(Policy(*std::move(file)));
  {
    sync::MutexLock lock(mutex_);
    state_ = status;
  }
  options_.on_change(status);
}

}  // namespace verbatim::access
