#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "support/fail.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/document_service.grpc.pb.h"

// The document that the claims of the rounds cite.
namespace verbatim::test {

inline constexpr char kBriefName[] = "documents/brief";
inline constexpr int64_t kBriefQuoteEnd = 52;  // in bytes of the document's text

inline void CreateBrief(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::ClientContext context;
  v1::CreateDocumentRequest request;
  request.set_document_id("brief");
  request.mutable_content()->set_data("In September 2025, Belarus freed fifty-two prisoners.");
  v1::CreateDocumentResponse response;
  const grpc::Status status =
      v1::DocumentService::NewStub(channel)->CreateDocument(&context, request, &response);
  if (!status.ok()) Fail("CreateDocument: " + status.error_message());
}

// Sets the text of a claim, and cites the words of the document up to kBriefQuoteEnd.
inline void WriteClaimOnBrief(const std::string& text, v1::Claim& claim) {
  claim.set_text(text);
  v1::Citation& citation = *claim.add_citations();
  citation.set_revision(kBriefName);
  citation.set_quote("Belarus freed fifty-two prisoners");
}

}  // namespace verbatim::test
