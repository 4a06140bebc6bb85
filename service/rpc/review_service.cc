#include "rpc/review_service.h"

#include <utility>

#include "access/caller.h"
#include "rpc/unary.h"

namespace verbatim::rpc {

using access::Caller;

grpc::ServerUnaryReactor* ReviewService::CreateEvidence(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request,
                                                        grpc::ByteBuffer* response) {
  return HandleNow<v1::CreateEvidenceRequest, v1::CreateEvidenceResponse>(
      executor_, context, request, response, [this](const Caller& caller, v1::CreateEvidenceRequest message) {
        return reviews_.CreateEvidence(caller, std::move(message));
      });
}

grpc::ServerUnaryReactor* ReviewService::ListEvidence(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request,
                                                      grpc::ByteBuffer* response) {
  return HandleNow<v1::ListEvidenceRequest, v1::ListEvidenceResponse>(
      executor_, context, request, response, [this](const Caller&, v1::ListEvidenceRequest message) {
        return reviews_.ListEvidence(std::move(message));
      });
}

grpc::ServerUnaryReactor* ReviewService::CreateReview(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request,
                                                      grpc::ByteBuffer* response) {
  return HandleNow<v1::CreateReviewRequest, v1::CreateReviewResponse>(
      executor_, context, request, response, [this](const Caller& caller, v1::CreateReviewRequest message) {
        return reviews_.CreateReview(caller, std::move(message));
      });
}

grpc::ServerUnaryReactor* ReviewService::ListReviews(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* response) {
  return HandleNow<v1::ListReviewsRequest, v1::ListReviewsResponse>(
      executor_, context, request, response, [this](const Caller&, v1::ListReviewsRequest message) {
        return reviews_.ListReviews(std::move(message));
      });
}

grpc::ServerUnaryReactor* ReviewService::RetractReview(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       grpc::ByteBuffer* response) {
  return HandleNow<v1::RetractReviewRequest, v1::RetractReviewResponse>(
      executor_, context, request, response, [this](const Caller& caller, v1::RetractReviewRequest message) {
        return reviews_.RetractReview(caller, std::move(message));
      });
}

grpc::ServerUnaryReactor* ReviewService::CreateLink(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return HandleNow<v1::CreateLinkRequest, v1::CreateLinkResponse>(
      executor_, context, request, response, [this](const Caller& caller, v1::CreateLinkRequest message) {
        return reviews_.CreateLink(caller, std::move(message));
      });
}

grpc::ServerUnaryReactor* ReviewService::ListLinks(grpc::CallbackServerContext* context,
                                                   const grpc::ByteBuffer* request,
                                                   grpc::ByteBuffer* response) {
  return HandleNow<v1::ListLinksRequest, v1::ListLinksResponse>(
      executor_, context, request, response,
      [this](const Caller&, v1::ListLinksRequest message) { return reviews_.ListLinks(std::move(message)); });
}

}  // namespace verbatim::rpc
