#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <memory>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::rpc {

// The method grpc.reflection.v1.ServerReflection/ServerReflectionInfo, by the server's own v1alpha, which is all
// that gRPC has before 1.54. The messages of both versions have the same bytes, so this class passes each message
// on without parsing it. Any other method is UNIMPLEMENTED. Any thread.
class ReflectionV1 final : public grpc::CallbackGenericService {
 public:
  // Begins to answer. `channel` leads to the server with v1alpha.
  void Attach(const std::shared_ptr<grpc::Channel>& channel);
  // Answers no new calls, and lets go of the channel once the calls under way have ended.
  void Detach();

  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

 private:
  sync::Mutex mutex_;
  std::shared_ptr<grpc::GenericStub> stub_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::rpc
