#include "methods/catch_up.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::methods {
namespace {

using Clock = std::chrono::steady_clock;

class CurrentSession final : public Session {
 public:
  CurrentSession(std::unique_ptr<Session> session, registry::Registry& registry, std::string min_log_size)
      : session_(std::move(session)), registry_(registry), min_log_size_(std::move(min_log_size)) {}

  void Begin(SessionWork& work) override { session_->Begin(work); }

  absl::Status Take(Incoming message) override {
    if (message.arrival >= caught_up_) {
      caught_up_ = Clock::now();
      ABSL_RETURN_IF_ERROR(CatchUp(registry_, min_log_size_));
    }
    return session_->Take(std::move(message));
  }

  absl::Status End() override { return session_->End(); }
  absl::StatusOr<Progress> Next() override { return session_->Next(); }
  std::optional<Window> window() const override { return session_->window(); }
  std::optional<std::chrono::milliseconds> TakePause() override { return session_->TakePause(); }

 private:
  const std::unique_ptr<Session> session_;
  registry::Registry& registry_;
  const std::string min_log_size_;
  Clock::time_point caught_up_;  // when it began to catch up
};

}  // namespace

absl::Status CatchUp(registry::Registry& registry, const std::string& min_log_size) {
  if (min_log_size.empty()) return registry.CatchUp(std::nullopt);
  int64_t size = 0;
  if (!absl::SimpleAtoi(min_log_size, &size) || size < 0)
    return InvalidField("verbatim-min-log-size", "must be a number of log entries");
  return registry.CatchUp(size);
}

std::unique_ptr<Session> MakeCurrent(std::unique_ptr<Session> session, registry::Registry& registry,
                                     std::string min_log_size) {
  return std::make_unique<CurrentSession>(std::move(session), registry, std::move(min_log_size));
}

}  // namespace verbatim::methods
