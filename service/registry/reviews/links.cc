#include "registry/reviews/links.h"

#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/commit/document_locks.h"
#include "registry/commit/read_resource.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "registry/reviews/claim_children.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/uri_schemes.h"

namespace verbatim::registry {

namespace {

using verbatim::v1::Claim;
using verbatim::v1::Link;

// Stands for all derivations in DocumentLocks. No document has this name.
constexpr char kDerivations[] = "derivations";

// Maximum number of claims derived from one claim that has a new derivation itself.
constexpr size_t kMaxDerived = 10'000;

bool IsDerivation(verbatim::v1::LinkRelation relation) {
  return relation == verbatim::v1::LINK_RELATION_REPEATS ||
         relation == verbatim::v1::LINK_RELATION_DERIVED_FROM;
}

// Finds the claims that are derived from a claim, directly or not.
class DerivedClaims {
 public:
  DerivedClaims(store::Store& store, const std::string& claim) : store_(store) { Meet(claim); }

  // Returns whether `target` is derived from the claim. RESOURCE_EXHAUSTED if too many claims are.
  absl::StatusOr<bool> Contain(const std::string& target) {
    while (!open_.empty()) {
      if (met_.size() > kMaxDerived) {
        return Overloaded(absl::StrCat("more than ", kMaxDerived, " claims are derived from this claim"));
      }
      const std::string claim = std::move(open_.front());
      open_.pop_front();
      ABSL_RETURN_IF_ERROR(Expand(claim));
      if (met_.contains(target)) return true;
    }
    return false;
  }

 private:
  void Meet(const std::string& claim) {
    if (met_.insert(claim).second) open_.push_back(claim);
  }

  absl::Status Expand(const std::string& name) {
    ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, name, "link.target"));
    if (record.payload) {
      ABSL_ASSIGN_OR_RETURN(const Claim claim, ReadClaim(record.latest, record.payload));
      if (!claim.superseded_by().empty()) Meet(claim.superseded_by());
    }
    verbatim::v1::LinkFilter filter;
    filter.set_target(name);
    auto see = [&](const store::Record& linked) -> absl::Status {
      if (!linked.payload) return absl::OkStatus();
      ABSL_ASSIGN_OR_RETURN(const Link link, ReadLink(linked.latest, linked.payload));
      if (link.state() == verbatim::v1::LINK_STATE_RETRACTED) return absl::OkStatus();
      if (IsDerivation(link.relation())) Meet(std::string(ClaimOf(link.name())));
      return absl::OkStatus();
    };
    return ForEachListed(store_, MostSelectiveFirst(FilterKeys(kAnyClaim, filter)), see,
                         static_cast<int64_t>(kMaxDerived));
  }

  store::Store& store_;
  std::unordered_set<std::string> met_;
  std::deque<std::string> open_;
};

}  // namespace

absl::StatusOr<verbatim::v1::CreateLinkResponse> Links::CreateLink(const access::Caller& caller,
                                                                   verbatim::v1::CreateLinkRequest request) {
  Violations violations;
  CheckLink(request.link(), request.parent(), "link", violations);
  CheckUriSchemes(request.link(), nullptr, "link", violations);
  std::optional<DocumentLocks::Lock> lock;
  const bool is_derivation = IsDerivation(request.link().relation());
  if (is_derivation && violations.empty()) {
    // Two links could otherwise close a circle that neither closes alone.
    ABSL_ASSIGN_OR_RETURN(auto derivations, context_.locks.LockExclusive(kDerivations));
    lock.emplace(std::move(derivations));
  }
  auto prepare = [&](const Claim& claim,
                     const WriteContext& write_context) -> absl::StatusOr<Prepared<Link>> {
    // This need not be a precondition of the write, because claims are never deleted.
    ABSL_RETURN_IF_ERROR(ReadResource(context_.store, request.link().target(), "link.target").status());
    if (is_derivation) {
      ABSL_ASSIGN_OR_RETURN(const bool closes_circle,
                            DerivedClaims(context_.store, claim.name()).Contain(request.link().target()));
      if (closes_circle) return DerivationCircle(claim.name(), request.link().target());
    }
    Prepared<Link> prepared;
    Link& link = prepared.resource;
    link = request.link();
    link.clear_log_index();
    link.clear_etag();
    link.clear_state_reason();
    link.clear_update_time();
    link.clear_erased();
    link.set_state(verbatim::v1::LINK_STATE_ACTIVE);
    link.set_name(LinkName(claim.name(), IdFor(request.link_id(), context_.environment)));
    *link.mutable_create_time() = ToTimestamp(write_context.now_micros);
    prepared.entries.push_back(MakeLinkEntry(log::EntryType::kLinkCreated, link, nullptr, write_context));
    return prepared;
  };
  verbatim::v1::CreateLinkResponse response;
  ABSL_ASSIGN_OR_RETURN(*response.mutable_link(),
                        CreateChild<Link>(context_, caller, request, request.link_id(), "link_id",
                                          std::move(violations), prepare, ReadLink));
  return response;
}

absl::StatusOr<verbatim::v1::RetractLinkResponse> Links::RetractLink(
    const access::Caller& caller, verbatim::v1::RetractLinkRequest request) {
  auto mark = [](Link& link) -> absl::Status {
    if (link.state() == verbatim::v1::LINK_STATE_RETRACTED) return LinkRetracted(link.name());
    link.set_state(verbatim::v1::LINK_STATE_RETRACTED);
    return absl::OkStatus();
  };
  auto entry = [](const Link& after, const Link& before, const WriteContext& write_context) {
    return MakeLinkEntry(log::EntryType::kLinkRetracted, after, &before, write_context);
  };
  Violations violations;
  if (!IsLinkName(request.name())) violations.Add("name", "must be claims/{id}/links/{id}");
  verbatim::v1::RetractLinkResponse response;
  ABSL_ASSIGN_OR_RETURN(
      *response.mutable_link(),
      RetractChild<Link>(context_, caller, request, std::move(violations), mark, entry, ReadLink));
  return response;
}

absl::StatusOr<verbatim::v1::ListLinksResponse> Links::ListLinks(verbatim::v1::ListLinksRequest request) {
  return ListChildren(context_, std::move(request), ReadLink, &verbatim::v1::ListLinksResponse::add_links);
}

}  // namespace verbatim::registry
