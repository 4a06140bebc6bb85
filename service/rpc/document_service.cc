#include "rpc/document_service.h"

#include <utility>

#include "access/caller.h"
#include "rpc/unary.h"

namespace verbatim::rpc {

using access::Caller;
using registry::Done;

grpc::ServerUnaryReactor* DocumentService::CreateDocument(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request,
                                                          grpc::ByteBuffer* response) {
  return HandleLater<v1::CreateDocumentRequest, v1::CreateDocumentResponse>(
      executor_, context, request, response,
      [this](const Caller& caller, v1::CreateDocumentRequest message, Done<v1::CreateDocumentResponse> done) {
        documents_.Create(caller, std::move(message), std::move(done));
      });
}

grpc::ServerUnaryReactor* DocumentService::CreateRevision(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request,
                                                          grpc::ByteBuffer* response) {
  return HandleNow<v1::CreateRevisionRequest, v1::CreateRevisionResponse>(
      executor_, context, request, response, [this](const Caller& caller, v1::CreateRevisionRequest message) {
        return documents_.CreateRevision(caller, std::move(message));
      });
}

grpc::ServerUnaryReactor* DocumentService::CompareRevisions(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return HandleNow<v1::CompareRevisionsRequest, v1::CompareRevisionsResponse>(
      executor_, context, request, response, [this](const Caller&, v1::CompareRevisionsRequest message) {
        return documents_.CompareRevisions(std::move(message));
      });
}

grpc::ServerUnaryReactor* DocumentService::GetDocument(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       grpc::ByteBuffer* response) {
  return HandleNow<v1::GetDocumentRequest, v1::GetDocumentResponse>(
      executor_, context, request, response,
      [this](const Caller&, const v1::GetDocumentRequest& message) { return documents_.Get(message); });
}

grpc::ServerUnaryReactor* DocumentService::ListDocuments(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return HandleNow<v1::ListDocumentsRequest, v1::ListDocumentsResponse>(
      executor_, context, request, response, [this](const Caller&, v1::ListDocumentsRequest message) {
        return documents_.List(std::move(message));
      });
}

grpc::ServerUnaryReactor* DocumentService::GetRevision(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       grpc::ByteBuffer* response) {
  return HandleNow<v1::GetRevisionRequest, v1::GetRevisionResponse>(
      executor_, context, request, response, [this](const Caller&, const v1::GetRevisionRequest& message) {
        return documents_.GetRevision(message);
      });
}

grpc::ServerUnaryReactor* DocumentService::ListRevisions(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return HandleNow<v1::ListRevisionsRequest, v1::ListRevisionsResponse>(
      executor_, context, request, response, [this](const Caller&, v1::ListRevisionsRequest message) {
        return documents_.ListRevisions(std::move(message));
      });
}

grpc::ServerUnaryReactor* DocumentService::ListSentences(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return HandleNow<v1::ListSentencesRequest, v1::ListSentencesResponse>(
      executor_, context, request, response, [this](const Caller&, v1::ListSentencesRequest message) {
        return documents_.ListSentences(std::move(message));
      });
}

grpc::ServerUnaryReactor* DocumentService::LocateQuote(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       grpc::ByteBuffer* response) {
  return HandleNow<v1::LocateQuoteRequest, v1::LocateQuoteResponse>(
      executor_, context, request, response, [this](const Caller&, const v1::LocateQuoteRequest& message) {
        return documents_.LocateQuote(message);
      });
}

grpc::ServerUnaryReactor* DocumentService::EraseDocument(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return HandleNow<v1::EraseDocumentRequest, v1::EraseDocumentResponse>(
      executor_, context, request, response, [this](const Caller& caller, v1::EraseDocumentRequest message) {
        return documents_.Erase(caller, std::move(message));
      });
}

}  // namespace verbatim::rpc
