#include "http/calls/unary_call.h"

#include <atomic>
#include <utility>

namespace verbatim::http {
namespace {

// Makes the response, which keeps the memory of the result until it is sent.
Response RespondTo(const RespondWith& respond, absl::StatusOr<methods::Response> result) {
  const std::shared_ptr<methods::Reservation> held = result.ok() ? result->held() : nullptr;
  Response response = respond(std::move(result));
  if (held != nullptr) held->Resize(response.body.size());
  response.held = held;
  return response;
}

}  // namespace

void StartUnary(const std::shared_ptr<ApiRequest>& request, const methods::Method& method,
                methods::Incoming incoming, RespondWith respond) {
  if (!request->has_deadline()) {
    request->dispatcher().StartUnary(
        method, request->MakeCall(), std::move(incoming),
        [request, respond = std::move(respond)](absl::StatusOr<methods::Response> result) {
          request->Respond(RespondTo(respond, std::move(result)));
        });
    return;
  }
  struct Once {
    std::atomic<bool> answered{false};
    RespondWith respond;
  };
  auto once = std::make_shared<Once>();
  once->respond = std::move(respond);
  // The method also notices the deadline, but perhaps only after work that cannot be interrupted.
  const std::weak_ptr<ApiRequest> weak = request;
  request->AtDeadline([weak, once] {
    const auto alive = weak.lock();
    if (alive == nullptr || once->answered.exchange(true)) return;
    alive->Respond(once->respond(absl::DeadlineExceededError("the deadline of the call has passed")));
  });
  request->dispatcher().StartUnary(method, request->MakeCall(), std::move(incoming),
                                   [request, once](absl::StatusOr<methods::Response> result) {
                                     if (once->answered.exchange(true)) return;
                                     request->Respond(RespondTo(once->respond, std::move(result)));
                                   });
}

}  // namespace verbatim::http
