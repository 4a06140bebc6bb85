#include "methods/import_claims.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "sync/mutex.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::methods {
namespace {

using registry::SerializedMessage;

// Limits of the requests that were read and have no written response yet. The committer takes this many
// requests at once.
constexpr Session::Window kWindow{.messages = 1024, .bytes = 8 << 20};

// Pause of a stream that met a limit of the server, such as too many calls that wait for one document.
constexpr std::chrono::milliseconds kPause{20};

// Makes the response to request number `index`. Its claim is the claim in `created`, byte for byte.
Response ResponseTo(int64_t index,
                    const absl::StatusOr<SerializedMessage<v1::CreateClaimResponse>>& created) {
  v1::ImportClaimsResponse response;
  response.set_index(index);
  if (!created.ok()) {
    *response.mutable_error() = ToRpcStatus(created.status());
    return response;
  }
  std::string bytes = response.SerializeAsString();
  registry::wire::AppendRenumbered(v1::CreateClaimResponse::kClaimFieldNumber,
                                   v1::ImportClaimsResponse::kClaimFieldNumber, created->bytes, bytes);
  return Response(std::move(bytes));
}

class ImportClaims final : public Session {
 public:
  ImportClaims(registry::Claims& claims, Call call) : claims_(claims), call_(std::move(call)) {}

  void Begin(SessionWork& work) override { work_ = &work; }

  absl::Status Take(Incoming message) override {
    int64_t index = 0;
    const Request* request = nullptr;
    {
      sync::MutexLock lock(mutex_);
      index = first_index_ + static_cast<int64_t>(requests_.size());
      request = &requests_.emplace_back(std::move(message));
    }
    Create(index, *request);
    return absl::OkStatus();
  }

  absl::Status End() override { return absl::OkStatus(); }

  absl::StatusOr<Progress> Next() override {
    for (const auto& [index, request] : TakeRefused()) Create(index, *request);
    sync::MutexLock lock(mutex_);
    return Progress{.more = !refused_.empty()};
  }

  std::optional<Window> window() const override { return kWindow; }

  std::optional<std::chrono::milliseconds> TakePause() override {
    sync::MutexLock lock(mutex_);
    return std::exchange(pause_, std::nullopt);
  }

 private:
  struct Request {
    explicit Request(Incoming incoming) : message(std::move(incoming)) {}

    Incoming message;
    std::optional<Response> response;
  };

  // Answers the request now or later, on any thread. A request stays in its place until it is answered.
  void Create(int64_t index, const Request& request) {
    if (absl::Status admitted = AdmitWrite(); !admitted.ok()) {
      const std::optional<absl::Duration> wait = RetryDelayOf(admitted);
      if (!wait) return Answer(index, ResponseTo(index, admitted));  // a retry would be refused, too
      return TryAgainLater(index, absl::ToChronoMilliseconds(*wait));
    }
    v1::ImportClaimsRequest message;
    if (absl::Status parsed = request.message.Parse(message); !parsed.ok())
      return Answer(index, ResponseTo(index, parsed));
    work_->Started();
    claims_.Create(call_.caller, std::move(*message.mutable_request()), registry::WhenFull::kWait,
                   [this, index](const absl::StatusOr<SerializedMessage<v1::CreateClaimResponse>>& created) {
                     const bool refused = absl::IsResourceExhausted(created.status());
                     if (refused) {
                       TryAgainLater(index, kPause);
                     } else {
                       Answer(index, ResponseTo(index, created));
                     }
                     work_->Ended(/*more=*/refused);
                   });
  }

  // Passes on the responses in the order of the requests.
  void Answer(int64_t index, Response response) {
    sync::MutexLock lock(mutex_);
    requests_[static_cast<size_t>(index - first_index_)].response = std::move(response);
    while (!requests_.empty() && requests_.front().response) {
      work_->Respond(*std::move(requests_.front().response));
      requests_.pop_front();
      ++first_index_;
    }
  }

  absl::Status AdmitWrite() { return call_.meter == nullptr ? absl::OkStatus() : call_.meter->AdmitWrite(); }

  void TryAgainLater(int64_t index, std::chrono::milliseconds pause) {
    sync::MutexLock lock(mutex_);
    refused_.push_back(index);
    pause_ = std::max(pause_.value_or(pause), pause);
  }

  // Takes the requests to retry; none before the pause is over.
  std::deque<std::pair<int64_t, const Request*>> TakeRefused() {
    std::deque<std::pair<int64_t, const Request*>> refused;
    sync::MutexLock lock(mutex_);
    if (pause_) return refused;
    for (int64_t index : std::exchange(refused_, {}))
      refused.emplace_back(index, &requests_[static_cast<size_t>(index - first_index_)]);
    return refused;
  }

  registry::Claims& claims_;
  const Call call_;
  SessionWork* work_ = nullptr;

  sync::Mutex mutex_;
  int64_t first_index_ ABSL_GUARDED_BY(mutex_) = 0;                         // index of the first of requests_
  std::deque<Request> requests_ ABSL_GUARDED_BY(mutex_);                    // unanswered requests, in order
  std::deque<int64_t> refused_ ABSL_GUARDED_BY(mutex_);                     // requests that met a limit
  std::optional<std::chrono::milliseconds> pause_ ABSL_GUARDED_BY(mutex_);  // before the next try
};

}  // namespace

std::unique_ptr<Session> MakeImportClaims(registry::Claims& claims, Call call) {
  return std::make_unique<ImportClaims>(claims, std::move(call));
}

}  // namespace verbatim::methods
