#pragma once

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::registry {

// The operations of ReviewService on links. The comments in review_service.proto say what each method does
// and which errors it returns. Methods may block on the store. Any thread.
class Links {
 public:
  explicit Links(RegistryContext context) : context_(context) {}

  absl::StatusOr<verbatim::v1::CreateLinkResponse> CreateLink(const access::Caller& caller,
                                                              verbatim::v1::CreateLinkRequest request);
  absl::StatusOr<verbatim::v1::RetractLinkResponse> RetractLink(const access::Caller& caller,
                                                                verbatim::v1::RetractLinkRequest request);
  absl::StatusOr<verbatim::v1::ListLinksResponse> ListLinks(verbatim::v1::ListLinksRequest request);

 private:
  RegistryContext context_;
};

}  // namespace verbatim::registry
