#include "registry/reviews/links.h"

#include <utility>

#include "registry/commit/read_resource.h"
#include "registry/records/entry_builder.h"
#include "registry/records/payload_reader.h"
#include "registry/reviews/claim_children.h"
#include "status/names.h"

namespace verbatim::registry {

using verbatim::v1::Claim;
using verbatim::v1::Link;

absl::StatusOr<verbatim::v1::CreateLinkResponse> Links::CreateLink(const access::Caller& caller,
                                                                   verbatim::v1::CreateLinkRequest request) {
  Violations violations;
  CheckLink(request.link(), request.parent(), "link", violations);
  auto prepare = [&](const Claim& claim,
                     const WriteContext& write_context) -> absl::StatusOr<Prepared<Link>> {
    // This need not be a precondition of the write, because claims are never deleted.
    ABSL_RETURN_IF_ERROR(ReadResource(context_.store, request.link().target(), "link.target").status());
    Prepared<Link> prepared;
    Link& link = prepared.resource;
    link = request.link();
    link.clear_log_index();
    link.set_name(LinkName(claim.name(), IdFor(request.link_id(), context_.environment)));
    *link.mutable_create_time() = ToTimestamp(write_context.now_micros);
    prepared.entries.push_back(MakeLinkEntry(link, write_context));
    return prepared;
  };
  verbatim::v1::CreateLinkResponse response;
  ABSL_ASSIGN_OR_RETURN(*response.mutable_link(),
                        CreateChild<Link>(context_, caller, request, request.link_id(), "link_id",
                                          std::move(violations), prepare, ReadLink));
  return response;
}

absl::StatusOr<verbatim::v1::ListLinksResponse> Links::ListLinks(verbatim::v1::ListLinksRequest request) {
  return ListChildren(context_, std::move(request), ReadLink, &verbatim::v1::ListLinksResponse::add_links);
}

}  // namespace verbatim::registry
