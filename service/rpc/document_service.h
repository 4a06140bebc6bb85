#pragma once

#include <grpcpp/grpcpp.h>

#include "registry/registry.h"
#include "sync/executor.h"
#include "verbatim/v1/document_service.grpc.pb.h"

namespace verbatim::rpc {

// Every method takes bytes (parsing.h).
using RawDocumentService = v1::DocumentService::WithRawCallbackMethod_CreateDocument<
    v1::DocumentService::WithRawCallbackMethod_CreateRevision<
        v1::DocumentService::WithRawCallbackMethod_CompareRevisions<
            v1::DocumentService::WithRawCallbackMethod_GetDocument<
                v1::DocumentService::WithRawCallbackMethod_ListDocuments<
                    v1::DocumentService::WithRawCallbackMethod_GetRevision<
                        v1::DocumentService::WithRawCallbackMethod_ListRevisions<
                            v1::DocumentService::WithRawCallbackMethod_ListSentences<
                                v1::DocumentService::WithRawCallbackMethod_LocateQuote<
                                    v1::DocumentService::WithRawCallbackMethod_EraseDocument<
                                        v1::DocumentService::Service>>>>>>>>>>;

// DocumentService over gRPC: translates, and decides nothing. `documents` and `executor` must outlive it.
class DocumentService final : public RawDocumentService {
 public:
  DocumentService(registry::Documents& documents, sync::Executor& executor)
      : documents_(documents), executor_(executor) {}

  grpc::ServerUnaryReactor* CreateDocument(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* CreateRevision(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* CompareRevisions(grpc::CallbackServerContext* context,
                                             const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetDocument(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListDocuments(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetRevision(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListRevisions(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListSentences(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* LocateQuote(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* EraseDocument(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;

 private:
  registry::Documents& documents_;
  sync::Executor& executor_;
};

}  // namespace verbatim::rpc
