#include "registry/provenance/trace.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "registry/commit/read_resource.h"
#include "registry/provenance/trace_nodes.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Citation;
using verbatim::v1::Evidence;
using verbatim::v1::Link;
using verbatim::v1::ProvenanceNode;
using verbatim::v1::ProvenanceRelation;
using verbatim::v1::TraceDirection;

// Maximum of resources followed for one response: some tens of milliseconds of work.
constexpr int kFollowedAtOnce = 5000;

std::string RoleOf(const Evidence& evidence) {
  switch (evidence.stance()) {
    case verbatim::v1::EVIDENCE_STANCE_SUPPORTS:
      return "supports";
    case verbatim::v1::EVIDENCE_STANCE_REFUTES:
      return "refutes";
    default:
      return "context";
  }
}

// A link in the terms of PROV.
struct LinkMeaning {
  verbatim::v1::ProvenanceRelationKind kind;
  std::string role;
};
LinkMeaning MeaningOf(const Link& link) {
  constexpr std::string_view kPrefix = "LINK_RELATION_";
  std::string role =
      absl::AsciiStrToLower(verbatim::v1::LinkRelation_Name(link.relation()).substr(kPrefix.size()));
  switch (link.relation()) {
    case verbatim::v1::LINK_RELATION_CONTRADICTS:
      return {verbatim::v1::PROVENANCE_RELATION_KIND_WAS_INFLUENCED_BY, std::move(role)};
    case verbatim::v1::LINK_RELATION_SAME_AS:
      return {verbatim::v1::PROVENANCE_RELATION_KIND_ALTERNATE_OF, std::move(role)};
    default:
      return {verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, std::move(role)};
  }
}

// The most selective of a filter's index keys.
template <typename Filter>
std::string Rarest(std::string_view parent, const Filter& filter) {
  return MostSelectiveFirst(FilterKeys(parent, filter)).front();
}

std::string ClaimsCiting(const std::string& revision) {
  verbatim::v1::ClaimFilter filter;
  filter.set_revision(revision);
  return MostSelectiveFirst(FilterKeys(filter)).front();
}

// `{index}` of the name of a sentence.
size_t IndexOfSentence(const std::string& name) {
  return static_cast<size_t>(NumberOfRevision(name));  // the number that ends a name
}

}  // namespace

Trace::Trace(store::Store& store, RevisionTexts& texts, const verbatim::v1::TraceClaimRequest& request,
             int64_t most_nodes)
    : store_(store), texts_(texts), request_(request), most_nodes_(most_nodes) {}

absl::Status Trace::Start() {
  ABSL_ASSIGN_OR_RETURN(auto record, Find(request_.name()));
  if (!record) return NotFound("name", request_.name());
  const TraceDirection direction = request_.direction();
  if (direction != TraceDirection::TRACE_DIRECTION_DOWNSTREAM) {
    ABSL_RETURN_IF_ERROR(MeetResource(request_.name(), 0, Way::kUp).status());
  }
  if (direction != TraceDirection::TRACE_DIRECTION_UPSTREAM) {
    ABSL_RETURN_IF_ERROR(MeetResource(request_.name(), 0, Way::kDown).status());
  }
  return absl::OkStatus();
}

absl::Status Trace::FollowNext() {
  // Not in the queue while it is followed; returns to the front if it has more.
  Work work = std::move(queue_.front());
  queue_.pop_front();
  const int stage = work.stage;
  const store::LogIndex after = work.after;
  ABSL_RETURN_IF_ERROR(Follow(work));
  if (work.stage != stage || work.after != after) queue_.push_front(std::move(work));
  ++steps_;
  return absl::OkStatus();
}

absl::Status Trace::Next(int64_t count, verbatim::v1::TraceClaimResponse& response) {
  int64_t bytes = 0;
  for (int followed = 0; !AtEnd();) {
    if (ready_.empty()) {
      if (followed++ == kFollowedAtOnce) break;
      ABSL_RETURN_IF_ERROR(FollowNext());
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

absl::Status Trace::Skip(int64_t steps) {
  while (steps_ < steps && !AtEnd()) {
    if (ready_.empty()) {
      ABSL_RETURN_IF_ERROR(FollowNext());
      continue;
    }
    if (std::holds_alternative<ProvenanceNode>(ready_.front())) ++steps_;
    ready_.pop_front();
  }
  // The relations after a node belong to its page.
  while (!ready_.empty() && std::holds_alternative<ProvenanceRelation>(ready_.front())) ready_.pop_front();
  return absl::OkStatus();
}

absl::StatusOr<std::optional<store::Record>> Trace::Find(const std::string& name) {
  auto records = store_.Get(std::span(&name, 1));
  if (!records.ok()) return FromStore(records.status());
  return std::move(records->front());
}

bool Trace::WasFollowed(const std::string& name, Way way) const {
  auto found = met_.find(name);
  return found != met_.end() && (way == Way::kUp ? found->second.up : found->second.down) == Followed::kYes;
}

template <typename MakeNode>
absl::StatusOr<bool> Trace::Meet(const std::string& name, int32_t depth, std::optional<Way> way,
                                 MakeNode node) {
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
    ABSL_ASSIGN_OR_RETURN(ProvenanceNode made, absl::StatusOr<ProvenanceNode>(node()));
    made.set_depth(depth);
    ready_.push_back(std::move(made));
    found = met_.emplace(name, Met{}).first;
  }
  if (way) {
    Followed& followed = In(*way, found->second);
    if (followed == Followed::kNot) {
      queue_.push_back({name, depth, *way});
      followed = Followed::kQueued;
    }
  }
  return true;
}

absl::StatusOr<bool> Trace::MeetResource(const std::string& name, int32_t depth, Way way) {
  // A resource that was met does not have to be read.
  if (met_.contains(name)) return Meet(name, depth, way, [] { return ProvenanceNode(); });
  ABSL_ASSIGN_OR_RETURN(auto record, Find(name));
  if (!record) return false;
  const store::LogIndex made = record->created;
  auto complete = [&](auto resource) -> absl::StatusOr<ProvenanceNode> {
    if (!resource.ok()) return resource.status();
    return NodeOf(*resource, made);
  };
  return Meet(name, depth, way, [&]() -> absl::StatusOr<ProvenanceNode> {
    const store::LogIndex latest = record->latest;
    const std::optional<std::string>& payload = record->payload;
    if (IsClaimName(name)) return complete(ReadClaim(latest, payload));
    if (IsEvidenceName(name)) return complete(ReadEvidence(latest, payload));
    if (IsReviewName(name)) return complete(ReadReview(latest, payload));
    if (IsDocumentName(name)) return complete(ReadDocument(latest, payload));
    if (!payload) return ErasedNode(name, verbatim::v1::PROVENANCE_NODE_TYPE_REVISION, made);
    return complete(ReadRevision(latest, payload));
  });
}

void Trace::Relate(verbatim::v1::ProvenanceRelationKind kind, std::string_view subject,
                   std::string_view object, std::string_view role, store::LogIndex index,
                   std::string_view link) {
  ProvenanceRelation relation;
  relation.set_kind(kind);
  relation.set_subject(std::string(subject));
  relation.set_object(std::string(object));
  relation.set_role(std::string(role));
  relation.set_log_index(index);
  relation.set_link(std::string(link));
  ready_.push_back(std::move(relation));
}

template <typename Each>
absl::Status Trace::ReadList(Work& work, std::string key, Each each) {
  auto page = store_.List({{std::move(key)}, work.after, kResourcesAtOnce, kPageBytes});
  if (!page.ok()) return FromStore(page.status());
  for (const store::Record& record : page->records) {
    ABSL_RETURN_IF_ERROR(each(record));
    work.after = record.created;
  }
  if (!page->more) {
    ++work.stage;
    work.after = -1;
  }
  return absl::OkStatus();
}

absl::Status Trace::MeetSentences(std::string_view subject, const Citation& citation, store::LogIndex made,
                                  store::LogIndex said, int32_t depth, Revisions revisions) {
  for (const std::string& name : citation.sentences()) {
    const bool is_new = !met_.contains(name);
    auto met = Meet(name, depth + 1, std::nullopt, [&]() -> absl::StatusOr<ProvenanceNode> {
      if (citation.erased()) return SentenceNode(name, "", made);
      ABSL_ASSIGN_OR_RETURN(auto revision, texts_.Read(citation.revision(), "name"));
      const auto& ranges = revision.text->sentences();
      const size_t index = IndexOfSentence(name);
      return SentenceNode(
          name, index < ranges.size() ? revision.text->Slice(ranges[index]) : std::string_view(), made);
    });
    if (!met.ok()) return met.status();
    if (!*met) continue;
    if (revisions == Revisions::kMet || !WasFollowed(citation.revision(), Way::kDown)) {
      Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, subject, name, "quotation", said);
    }
    absl::StatusOr<bool> below = true;
    if (revisions == Revisions::kMeet) below = MeetResource(citation.revision(), depth + 2, Way::kUp);
    if (!below.ok()) return below.status();
    if (is_new && *below) {
      Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, name, citation.revision(), "part",
             made);
    }
  }
  return absl::OkStatus();
}

absl::Status Trace::MeetAttribution(std::string_view subject, const verbatim::v1::Attribution& attribution,
                                    store::LogIndex made, int32_t depth) {
  const std::string activity = ActivityName(subject);
  auto met =
      Meet(activity, depth + 1, std::nullopt, [&] { return ActivityNode(subject, attribution, made); });
  if (!met.ok()) return met.status();
  if (!*met) return absl::OkStatus();
  Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_GENERATED_BY, subject, activity, "", made);
  ProvenanceNode agent = AgentNode(attribution.agent(), made);
  const std::string agent_name = agent.name();
  met = Meet(agent_name, depth + 2, std::nullopt, [&] { return std::move(agent); });
  if (!met.ok()) return met.status();
  if (*met) {
    Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_ASSOCIATED_WITH, activity, agent_name, "", made);
  }
  for (const std::string& source : attribution.derived_from()) {
    if (IsResourceName(source) && !IsLinkName(source)) {
      met = MeetResource(source, depth + 2, Way::kUp);
      if (!met.ok()) return met.status();
    }
    if (!met_.contains(source)) {
      met = Meet(source, depth + 2, std::nullopt, [&] { return ExternalNode(source, made); });
      if (!met.ok()) return met.status();
    }
    if (met_.contains(source)) {
      Relate(verbatim::v1::PROVENANCE_RELATION_KIND_USED, activity, source, "", made);
    }
  }
  return absl::OkStatus();
}

absl::Status Trace::MeetNamedAgent(std::string_view subject, std::string_view name, std::string_view uri,
                                   std::string_view role, store::LogIndex made, int32_t depth) {
  ProvenanceNode agent = NamedAgentNode(name, uri, made);
  const std::string agent_name = agent.name();
  auto met = Meet(agent_name, depth + 1, std::nullopt, [&] { return std::move(agent); });
  if (!met.ok()) return met.status();
  if (*met) {
    Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_ATTRIBUTED_TO, subject, agent_name, role, made);
  }
  return absl::OkStatus();
}

absl::Status Trace::Follow(Work& work) {
  In(work.way, met_[work.name]) = Followed::kYes;
  return work.way == Way::kUp ? FollowUp(work) : FollowDown(work);
}

absl::Status Trace::FollowUp(Work& work) {
  if (IsClaimName(work.name)) return ClaimUp(work);
  if (IsEvidenceName(work.name)) return EvidenceUp(work);
  if (IsReviewName(work.name)) return ReviewUp(work);
  if (IsRevisionName(work.name)) return RevisionUp(work);
  return DocumentUp(work);
}

absl::Status Trace::FollowDown(Work& work) {
  if (IsClaimName(work.name)) return ClaimDown(work);
  if (IsEvidenceName(work.name)) return EvidenceDown(work);
  if (IsReviewName(work.name)) return ReviewDown(work);
  if (IsRevisionName(work.name)) return RevisionDown(work);
  return DocumentDown(work);
}

absl::Status Trace::ClaimUp(Work& work) {
  if (work.stage == 0) {
    ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, work.name, "name"));
    ABSL_ASSIGN_OR_RETURN(auto claim, ReadClaim(record.latest, record.payload));
    for (const Citation& citation : claim.citations()) {
      ABSL_RETURN_IF_ERROR(
          MeetSentences(work.name, citation, record.created, record.latest, work.depth, Revisions::kMeet));
    }
    if (claim.has_claimant()) {
      ABSL_RETURN_IF_ERROR(MeetNamedAgent(work.name, claim.claimant().name(), claim.claimant().uri(),
                                          "claimant", record.latest, work.depth));
    }
    ++work.stage;
    if (!claim.has_attribution()) return absl::OkStatus();
    return MeetAttribution(work.name, claim.attribution(), record.latest, work.depth);
  }
  if (work.stage == 1) {
    return ReadList(work, Rarest(work.name, verbatim::v1::EvidenceFilter()),
                    [&](const store::Record& record) {
                      ABSL_ASSIGN_OR_RETURN(auto evidence, ReadEvidence(record.latest, record.payload));
                      auto met = Meet(evidence.name(), work.depth + 1, Way::kUp,
                                      [&] { return NodeOf(evidence, record.created); });
                      if (!met.ok()) return met.status();
                      if (*met && !WasFollowed(evidence.name(), Way::kDown)) {
                        Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_INFLUENCED_BY, work.name,
                               evidence.name(), RoleOf(evidence), record.created);
                      }
                      return absl::OkStatus();
                    });
  }
  if (work.stage > 2) return absl::OkStatus();
  return ReadList(work, Rarest(work.name, verbatim::v1::LinkFilter()), [&](const store::Record& record) {
    ABSL_ASSIGN_OR_RETURN(auto link, ReadLink(record.latest, record.payload));
    const bool said = WasFollowed(link.target(), Way::kDown);
    ABSL_ASSIGN_OR_RETURN(auto met, MeetResource(link.target(), work.depth + 1, Way::kUp));
    if (met && !said) {
      auto [kind, role] = MeaningOf(link);
      Relate(kind, work.name, link.target(), role, record.created, link.name());
    }
    return absl::OkStatus();
  });
}

absl::Status Trace::EvidenceUp(const Work& work) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, work.name, "name"));
  ABSL_ASSIGN_OR_RETURN(auto evidence, ReadEvidence(record.latest, record.payload));
  absl::Status status = MeetSentences(work.name, evidence.citation(), record.created, record.created,
                                      work.depth, Revisions::kMeet);
  if (!status.ok() || !evidence.has_attribution()) return status;
  return MeetAttribution(work.name, evidence.attribution(), record.created, work.depth);
}

absl::Status Trace::ReviewUp(const Work& work) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, work.name, "name"));
  ABSL_ASSIGN_OR_RETURN(auto review, ReadReview(record.latest, record.payload));
  auto derive = [&](const std::string& from, std::string_view role) -> absl::Status {
    const bool said = WasFollowed(from, Way::kDown);
    ABSL_ASSIGN_OR_RETURN(auto met, MeetResource(from, work.depth + 1, Way::kUp));
    if (met && !said) {
      Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, work.name, from, role, record.created);
    }
    return absl::OkStatus();
  };
  absl::Status status = derive(std::string(ClaimOf(work.name)), "review");
  if (!status.ok()) return status;
  for (const std::string& evidence : review.evidence()) {
    status = derive(evidence, "evidence");
    if (!status.ok()) return status;
  }
  if (!review.supersedes().empty()) {
    status = derive(review.supersedes(), "revision");
    if (!status.ok()) return status;
  }
  status = MeetNamedAgent(work.name, review.reviewer().name(), review.reviewer().uri(), "reviewer",
                          record.created, work.depth);
  if (!status.ok() || !review.has_attribution()) return status;
  return MeetAttribution(work.name, review.attribution(), record.created, work.depth);
}

absl::Status Trace::RevisionUp(const Work& work) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, work.name, "name"));
  const std::string document(DocumentOfRevision(work.name));
  const bool said = WasFollowed(document, Way::kDown);
  auto met = MeetResource(document, work.depth + 1, Way::kUp);
  if (!met.ok()) return met.status();
  if (*met && !said) {
    Relate(verbatim::v1::PROVENANCE_RELATION_KIND_SPECIALIZATION_OF, work.name, document, "", record.created);
  }
  const int64_t number = NumberOfRevision(work.name);
  if (number == 1) return absl::OkStatus();
  const std::string previous = RevisionName(document, number - 1);
  met = MeetResource(previous, work.depth + 1, Way::kUp);
  if (!met.ok()) return met.status();
  if (*met) {
    Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, work.name, previous, "revision",
           record.created);
  }
  return absl::OkStatus();
}

absl::Status Trace::DocumentUp(const Work& work) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, work.name, "name"));
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
  if (!document.publisher().empty()) {
    ABSL_RETURN_IF_ERROR(
        MeetNamedAgent(work.name, document.publisher(), "", "publisher", record.created, work.depth));
  }
  for (const std::string& author : document.authors()) {
    ABSL_RETURN_IF_ERROR(MeetNamedAgent(work.name, author, "", "author", record.created, work.depth));
  }
  return absl::OkStatus();
}

absl::Status Trace::ClaimDown(Work& work) {
  if (work.stage == 0) {
    return ReadList(work, Rarest(work.name, verbatim::v1::ReviewFilter()), [&](const store::Record& record) {
      ABSL_ASSIGN_OR_RETURN(auto review, ReadReview(record.latest, record.payload));
      const bool said = WasFollowed(review.name(), Way::kUp);
      auto met =
          Meet(review.name(), work.depth + 1, Way::kDown, [&] { return NodeOf(review, record.created); });
      if (!met.ok()) return met.status();
      if (*met && !said) {
        Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, review.name(), work.name, "review",
               record.created);
      }
      return absl::OkStatus();
    });
  }
  if (work.stage == 1) {
    verbatim::v1::LinkFilter filter;
    filter.set_target(work.name);
    return ReadList(work, Rarest(kAnyClaim, filter), [&](const store::Record& record) {
      ABSL_ASSIGN_OR_RETURN(auto link, ReadLink(record.latest, record.payload));
      const std::string source(ClaimOf(link.name()));
      const bool said = WasFollowed(source, Way::kUp);
      ABSL_ASSIGN_OR_RETURN(auto met, MeetResource(source, work.depth + 1, Way::kDown));
      if (met && !said) {
        auto [kind, role] = MeaningOf(link);
        Relate(kind, source, work.name, role, record.created, link.name());
      }
      return absl::OkStatus();
    });
  }
  if (work.stage > 2) return absl::OkStatus();
  ++work.stage;
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, work.name, "name"));
  ABSL_ASSIGN_OR_RETURN(auto claim, ReadClaim(record.latest, record.payload));
  if (claim.superseded_by().empty()) return absl::OkStatus();
  ABSL_ASSIGN_OR_RETURN(auto met, MeetResource(claim.superseded_by(), work.depth + 1, Way::kDown));
  if (met) {
    Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, claim.superseded_by(), work.name,
           "revision", record.latest);
  }
  return absl::OkStatus();
}

absl::Status Trace::EvidenceDown(Work& work) {
  if (work.stage == 0) {
    ++work.stage;
    ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, work.name, "name"));
    ABSL_ASSIGN_OR_RETURN(auto evidence, ReadEvidence(record.latest, record.payload));
    const std::string claim(ClaimOf(work.name));
    const bool said = WasFollowed(claim, Way::kUp);
    ABSL_ASSIGN_OR_RETURN(auto met, MeetResource(claim, work.depth + 1, Way::kDown));
    if (met && !said) {
      Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_INFLUENCED_BY, claim, work.name, RoleOf(evidence),
             record.created);
    }
    return absl::OkStatus();
  }
  if (work.stage > 1) return absl::OkStatus();
  verbatim::v1::ReviewFilter filter;
  filter.set_evidence(work.name);
  return ReadList(work, Rarest(kAnyClaim, filter), [&](const store::Record& record) {
    ABSL_ASSIGN_OR_RETURN(auto review, ReadReview(record.latest, record.payload));
    const bool said = WasFollowed(review.name(), Way::kUp);
    auto met =
        Meet(review.name(), work.depth + 1, Way::kDown, [&] { return NodeOf(review, record.created); });
    if (!met.ok()) return met.status();
    if (*met && !said) {
      Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, review.name(), work.name, "evidence",
             record.created);
    }
    return absl::OkStatus();
  });
}

absl::Status Trace::ReviewDown(const Work& work) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store_, work.name, "name"));
  ABSL_ASSIGN_OR_RETURN(auto review, ReadReview(record.latest, record.payload));
  const std::string& next = review.superseded_by();
  if (next.empty()) return absl::OkStatus();
  const bool said = WasFollowed(next, Way::kUp);
  ABSL_ASSIGN_OR_RETURN(auto met, MeetResource(next, work.depth + 1, Way::kDown));
  if (met && !said) {
    Relate(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, next, work.name, "revision",
           record.latest);
  }
  return absl::OkStatus();
}

absl::Status Trace::RevisionDown(Work& work) {
  // A claim that was followed upstream has already added the relations to its sentences.
  auto cites = [&](const store::Record& record, const std::string& name, const ProvenanceNode& node,
                   const auto& citations) -> absl::Status {
    const bool said = WasFollowed(name, Way::kUp);
    auto met = Meet(name, work.depth + 2, Way::kDown, [&] { return node; });
    if (!met.ok()) return met.status();
    if (!*met || said) return absl::OkStatus();
    for (const Citation& citation : citations) {
      if (citation.revision() != work.name) continue;
      ABSL_RETURN_IF_ERROR(
          MeetSentences(name, citation, record.created, record.latest, work.depth, Revisions::kMet));
    }
    return absl::OkStatus();
  };
  if (work.stage == 0) {
    return ReadList(work, ClaimsCiting(work.name), [&](const store::Record& record) {
      ABSL_ASSIGN_OR_RETURN(auto claim, ReadClaim(record.latest, record.payload));
      return cites(record, claim.name(), NodeOf(claim, record.created), claim.citations());
    });
  }
  if (work.stage > 1) return absl::OkStatus();
  verbatim::v1::EvidenceFilter filter;
  filter.set_revision(work.name);
  return ReadList(work, Rarest(kAnyClaim, filter), [&](const store::Record& record) {
    ABSL_ASSIGN_OR_RETURN(auto evidence, ReadEvidence(record.latest, record.payload));
    return cites(record, evidence.name(), NodeOf(evidence, record.created),
                 std::span(&evidence.citation(), 1));
  });
}

absl::Status Trace::DocumentDown(Work& work) {
  if (work.stage > 0) return absl::OkStatus();
  return ReadList(work, RevisionKeys(work.name).back(), [&](const store::Record& record) {
    const bool said = WasFollowed(record.resource, Way::kUp);
    ABSL_ASSIGN_OR_RETURN(auto met, MeetResource(record.resource, work.depth + 1, Way::kDown));
    if (met && !said) {
      Relate(verbatim::v1::PROVENANCE_RELATION_KIND_SPECIALIZATION_OF, record.resource, work.name, "",
             record.created);
    }
    return absl::OkStatus();
  });
}

}  // namespace verbatim::registry
