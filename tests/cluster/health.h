#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>

namespace verbatim::test {

// What grpc.health.v1.Health/Check answers.
enum class Health { kServing, kNotServing, kNoAnswer };

inline Health CheckHealth(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::GenericStub stub(channel);
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  const grpc::Slice none;
  auto call =
      stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::ByteBuffer(&none, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, &call);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  grpc::Slice bytes;
  if (!status.ok() || !answer.DumpToSingleSlice(&bytes).ok()) return Health::kNoAnswer;
  // Field 1 of HealthCheckResponse is SERVING (1).
  const std::string response(reinterpret_cast<const char*>(bytes.begin()), bytes.size());
  return response == "\x08\x01" ? Health::kServing : Health::kNotServing;
}

}  // namespace verbatim::test
