#pragma once

#include <grpcpp/health_check_service_interface.h>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::rpc {

// What grpc.health.v1 answers: SERVING while the store can be written to and the server does not drain. It
// exists before the server, since the store may go away at any time. Any thread.
class Health {
 public:
  void SetStoreAvailable(bool available) {
    sync::MutexLock lock(mutex_);
    store_available_ = available;
    Publish();
  }

  // `service` is the server's, and must outlive all later calls.
  void Attach(grpc::HealthCheckServiceInterface* service) {
    sync::MutexLock lock(mutex_);
    service_ = service;
    Publish();
  }

  // The server goes: NOT_SERVING from now on, whatever is set.
  void Drain() {
    sync::MutexLock lock(mutex_);
    if (service_ != nullptr) service_->Shutdown();
    service_ = nullptr;
  }

 private:
  void Publish() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (service_ != nullptr) service_->SetServingStatus(store_available_);
  }

  sync::Mutex mutex_;
  grpc::HealthCheckServiceInterface* service_ ABSL_GUARDED_BY(mutex_) = nullptr;
  bool store_available_ ABSL_GUARDED_BY(mutex_) = true;
};

}  // namespace verbatim::rpc
