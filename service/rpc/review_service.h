#pragma once

#include <grpcpp/grpcpp.h>

#include "registry/registry.h"
#include "sync/executor.h"
#include "verbatim/v1/review_service.grpc.pb.h"

namespace verbatim::rpc {

// Every method takes bytes (parsing.h).
using RawReviewService = v1::ReviewService::WithRawCallbackMethod_CreateEvidence<
    v1::ReviewService::WithRawCallbackMethod_ListEvidence<
        v1::ReviewService::WithRawCallbackMethod_CreateReview<
            v1::ReviewService::WithRawCallbackMethod_ListReviews<
                v1::ReviewService::WithRawCallbackMethod_RetractReview<
                    v1::ReviewService::WithRawCallbackMethod_CreateLink<
                        v1::ReviewService::WithRawCallbackMethod_ListLinks<v1::ReviewService::Service>>>>>>>;

// ReviewService over gRPC: translates, and decides nothing. `reviews` and `executor` must outlive it.
class ReviewService final : public RawReviewService {
 public:
  ReviewService(registry::Reviews& reviews, sync::Executor& executor)
      : reviews_(reviews), executor_(executor) {}

  grpc::ServerUnaryReactor* CreateEvidence(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListEvidence(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* CreateReview(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListReviews(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* RetractReview(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* CreateLink(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListLinks(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                      grpc::ByteBuffer* response) override;

 private:
  registry::Reviews& reviews_;
  sync::Executor& executor_;
};

}  // namespace verbatim::rpc
