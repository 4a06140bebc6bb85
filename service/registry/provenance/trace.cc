#include "registry/provenance/trace.h"

#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/provenance/expansion.h"
#include "registry/provenance/trace_nodes.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/page_token.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::ProvenanceNode;
using verbatim::v1::ProvenanceRelation;

// Maximum number of resources followed for one response: some tens of milliseconds of work.
constexpr int kFollowedAtOnce = 5000;

template <typename Resource>
absl::StatusOr<ProvenanceNode> NodeOfRead(const absl::StatusOr<Resource>& resource, store::LogIndex made) {
  if (!resource.ok()) return resource.status();
  return NodeOf(*resource, made);
}

absl::StatusOr<ProvenanceNode> NodeOfRecord(const std::string& name, const store::Record& record) {
  const store::LogIndex made = record.created;
  if (IsClaimName(name)) return NodeOfRead(ReadClaim(record.latest, record.payload), made);
  if (IsEvidenceName(name)) return NodeOfRead(ReadEvidence(record.latest, record.payload), made);
  if (IsReviewName(name)) return NodeOfRead(ReadReview(record.latest, record.payload), made);
  if (IsDocumentName(name)) return NodeOfRead(ReadDocument(record.latest, record.payload), made);
  if (!record.payload) return ErasedNode(name, verbatim::v1::PROVENANCE_NODE_TYPE_REVISION, made);
  return NodeOfRead(ReadRevision(record.latest, record.payload), made);
}

}  // namespace

Trace::Trace(store::Store& store, RevisionTexts& texts, const verbatim::v1::TraceClaimRequest& request,
             int64_t most_nodes)
    : store_(store), texts_(texts), request_(request), most_nodes_(most_nodes) {}

absl::Status Trace::Start() {
  ABSL_ASSIGN_OR_RETURN(auto record, Find(request_.name()));
  if (!record) return NotFound("name", request_.name());
  if (request_.direction() != verbatim::v1::TRACE_DIRECTION_DOWNSTREAM) {
    ABSL_RETURN_IF_ERROR(MeetResource(request_.name(), 0, Direction::kUpstream).status());
  }
  if (request_.direction() != verbatim::v1::TRACE_DIRECTION_UPSTREAM) {
    ABSL_RETURN_IF_ERROR(MeetResource(request_.name(), 0, Direction::kDownstream).status());
  }
  return absl::OkStatus();
}

absl::Status Trace::Next(int64_t count, verbatim::v1::TraceClaimResponse& response,
                         const sync::CallContext& context) {
  int64_t bytes = 0;
  for (int followed = 0; !AtEnd();) {
    if (ready_.empty()) {
      if (followed++ == kFollowedAtOnce) break;
      ABSL_RETURN_IF_ERROR(FollowNext(context));
      continue;
    }
    if (auto* node = std::get_if<ProvenanceNode>(&ready_.front())) {
      if (response.nodes_size() == count || bytes >= kPageBytes) break;
      bytes += static_cast<int64_t>(node->ByteSizeLong());
      *response.add_nodes() = std::move(*node);
      ++steps_;
    } else {
      auto& relation = std::get<ProvenanceRelation>(ready_.front());
      bytes += static_cast<int64_t>(relation.ByteSizeLong());
      *response.add_relations() = std::move(relation);
    }
    ready_.pop_front();
  }
  response.set_truncated(AtEnd() && truncated_);
  return absl::OkStatus();
}

absl::Status Trace::Skip(int64_t steps, const sync::CallContext& context) {
  while (steps_ < steps && !AtEnd()) {
    if (ready_.empty()) {
      ABSL_RETURN_IF_ERROR(FollowNext(context));
      continue;
    }
    if (std::holds_alternative<ProvenanceNode>(ready_.front())) ++steps_;
    ready_.pop_front();
  }
  // The relations after a node belong to the node's page.
  while (!ready_.empty() && std::holds_alternative<ProvenanceRelation>(ready_.front())) ready_.pop_front();
  return absl::OkStatus();
}

absl::Status Trace::FollowNext(const sync::CallContext& context) {
  ABSL_RETURN_IF_ERROR(context.Check());
  // The work is not in the queue while it is followed. If the work has more pages or stages, it returns to
  // the front of the queue.
  Work work = std::move(queue_.front());
  queue_.pop_front();
  const int stage = work.stage;
  const store::LogIndex after = work.after;
  In(work.direction, met_[work.name]) = Followed::kYes;
  ABSL_RETURN_IF_ERROR(Expansion(*this, work, context).Run());
  if (work.stage != stage || work.after != after) queue_.push_front(std::move(work));
  ++steps_;
  return absl::OkStatus();
}

absl::StatusOr<bool> Trace::Meet(const std::string& name, int32_t depth, std::optional<Direction> direction,
                                 MakeNode make_node) {
  auto found = met_.find(name);
  if (found == met_.end()) {
    if ((request_.max_depth() > 0 && depth > request_.max_depth()) ||
        (request_.max_nodes() > 0 && size() >= request_.max_nodes())) {
      truncated_ = true;
      return false;
    }
    if (size() >= most_nodes_) {
      return Overloaded(absl::StrCat("the graph has more than the maximum of ", most_nodes_,
                                     " nodes; set max_depth or max_nodes to get fewer"));
    }
    ABSL_ASSIGN_OR_RETURN(ProvenanceNode node, make_node());
    node.set_depth(depth);
    ready_.push_back(std::move(node));
    found = met_.emplace(name, Met{}).first;
  }
  if (direction) {
    Followed& followed = In(*direction, found->second);
    if (followed == Followed::kNot) {
      queue_.push_back({name, depth, *direction});
      followed = Followed::kQueued;
    }
  }
  return true;
}

absl::StatusOr<bool> Trace::MeetResource(const std::string& name, int32_t depth, Direction direction) {
  // A resource that was met before need not be read.
  if (WasMet(name)) return Meet(name, depth, direction, [] { return ProvenanceNode(); });
  ABSL_ASSIGN_OR_RETURN(auto record, Find(name));
  if (!record) return false;
  return Meet(name, depth, direction, [&] { return NodeOfRecord(name, *record); });
}

bool Trace::WasFollowed(const std::string& name, Direction direction) const {
  const auto found = met_.find(name);
  if (found == met_.end()) return false;
  const Met& met = found->second;
  return (direction == Direction::kUpstream ? met.upstream : met.downstream) == Followed::kYes;
}

absl::StatusOr<std::optional<store::Record>> Trace::Find(const std::string& name) {
  ABSL_ASSIGN_OR_RETURN(auto records, FromStore(store_.Get(std::span(&name, 1))));
  return std::move(records.front());
}

}  // namespace verbatim::registry
