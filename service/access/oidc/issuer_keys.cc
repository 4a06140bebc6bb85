#include "access/oidc/issuer_keys.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace verbatim::access::oidc {

absl::StatusOr<LoadedKeys> LoadedKeys::Parse(const absl::StatusOr<std::string>& json) {
  if (!json.ok()) return json.status();
  absl::StatusOr<KeySet> keys = KeySet::Parse(*json);
  if (!keys.ok()) return keys.status();
  return LoadedKeys{*std::move(keys), log::Sha256(*json)};
}

absl::StatusOr<IssuerKeys::Version> IssuerKeys::Current(absl::Time now) const {
  sync::MutexLock lock(mutex_);
  if (keys_ == nullptr)
    return absl::UnavailableError(absl::StrCat("the keys of ", issuer_, " have not been loaded yet"));
  if (absl::ToUnixNanos(now) >= valid_until_.load(std::memory_order_relaxed))
    return absl::UnavailableError(absl::StrCat("the keys of ", issuer_, " were loaded too long ago"));
  return Version{keys_, version_.load(std::memory_order_relaxed)};
}

std::string IssuerKeys::Update(absl::StatusOr<LoadedKeys> loaded, absl::Time now) {
  sync::MutexLock lock(mutex_);
  if (!loaded.ok()) return UpdateFailed(loaded.status(), now);
  const bool had_failed = !last_load_.ok();
  last_load_ = absl::OkStatus();
  told_too_old_ = false;
  valid_until_.store(absl::ToUnixNanos(now + keep_), std::memory_order_release);
  if (digest_ == loaded->digest)
    return had_failed ? absl::StrCat("the keys of ", issuer_, " can be loaded again") : "";
  digest_ = loaded->digest;
  keys_ = std::make_shared<const KeySet>(std::move(loaded->keys));
  version_.fetch_add(1, std::memory_order_release);
  std::string line = absl::StrCat("loaded ", keys_->size(), " keys of ", issuer_);
  if (!keys_->left_out().empty()) absl::StrAppend(&line, "; ", absl::StrJoin(keys_->left_out(), "; "));
  return line;
}

std::string IssuerKeys::UpdateFailed(const absl::Status& problem, absl::Time now) {
  const bool is_new = problem != last_load_;
  last_load_ = problem;
  const bool too_old =
      keys_ != nullptr && absl::ToUnixNanos(now) >= valid_until_.load(std::memory_order_relaxed);
  if (too_old && !told_too_old_) {
    told_too_old_ = true;
    return absl::StrCat("the keys of ", issuer_,
                        " were loaded too long ago, so its tokens are refused: ", problem.message());
  }
  if (!is_new) return "";
  return absl::StrCat("cannot load the keys of ", issuer_, ": ", problem.message());
}

absl::Status IssuerKeys::last_load() const {
  sync::MutexLock lock(mutex_);
  return last_load_;
}

}  // namespace verbatim::access::oidc
