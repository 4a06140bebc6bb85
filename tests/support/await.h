#pragma once

#include <future>
#include <utility>

#include "absl/status/statusor.h"

namespace verbatim::test {

// Calls a method that answers through a callback, and waits for the answer:
//
//   auto response = Await<v1::CreateDocumentResponse>(
//       [&](auto done) { registry.documents().Create({}, request, std::move(done)); });
template <typename Response, typename Call>
absl::StatusOr<Response> Await(const Call& call) {
  std::promise<absl::StatusOr<Response>> answer;
  call([&answer](absl::StatusOr<Response> response) { answer.set_value(std::move(response)); });
  return answer.get_future().get();
}

}  // namespace verbatim::test
