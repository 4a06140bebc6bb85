#include "client/claim_import.h"

#include <utility>

namespace verbatim::client {

ClaimImport::ClaimImport(v1::ClaimService::Stub& stub,
                         std::function<void(const v1::ImportClaimsResponse&)> on_response)
    : call_([&](grpc::ClientContext* context) { return stub.ImportClaims(context); },
            std::move(on_response)) {}

bool ClaimImport::Send(v1::CreateClaimRequest request) {
  v1::ImportClaimsRequest item;
  *item.mutable_request() = std::move(request);
  return call_.Write(item);
}

absl::Status ClaimImport::Finish() { return call_.Finish(); }

}  // namespace verbatim::client
