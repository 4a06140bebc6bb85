#pragma once

#include <grpcpp/health_check_service_interface.h>

#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::rpc {

// Answers the health checks of grpc.health.v1. A client may ask about the whole server (the empty service
// name) or about one service (the service's full name). The status is SERVING while the store can be written
// to, the log is not damaged, and the server accepts calls; otherwise it is NOT_SERVING. Create this object
// before the server, because the store can become unavailable before the server starts. Any thread may call
// the methods.
class Health {
 public:
  void SetStoreAvailable(bool available) {
    sync::MutexLock lock(mutex_);
    store_available_ = available;
    Publish();
  }

  // From now on the status is NOT_SERVING: the log's leaves or hashes are damaged.
  void SetLogDamaged() {
    sync::MutexLock lock(mutex_);
    log_damaged_ = true;
    Publish();
  }

  // The server owns `service`, which must outlive all later calls of this object. `names` are the full names
  // of the server's services.
  void Attach(grpc::HealthCheckServiceInterface* service, const std::vector<std::string>& names) {
    sync::MutexLock lock(mutex_);
    service_ = service;
    for (const std::string& name : names) {
      if (service_ != nullptr) service_->SetServingStatus(name, store_available_ && !log_damaged_);
    }
    Publish();
  }

  // The server is shutting down. From now on the status is NOT_SERVING, even if another status is set later.
  void Drain() {
    sync::MutexLock lock(mutex_);
    if (service_ != nullptr) service_->Shutdown();
    service_ = nullptr;
  }

  // Whether the server as a whole is SERVING.
  bool IsServing() {
    sync::MutexLock lock(mutex_);
    return service_ != nullptr && store_available_ && !log_damaged_;
  }

 private:
  // Sets the status of the server and of all attached services.
  void Publish() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (service_ != nullptr) service_->SetServingStatus(store_available_ && !log_damaged_);
  }

  sync::Mutex mutex_;
  grpc::HealthCheckServiceInterface* service_ ABSL_GUARDED_BY(mutex_) = nullptr;
  bool store_available_ ABSL_GUARDED_BY(mutex_) = true;
  bool log_damaged_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace verbatim::rpc
