#include "registry/provenance/expansion.h"

#include <limits>
#include <utility>

#include "absl/strings/numbers.h"
#include "registry/provenance/trace_nodes.h"
#include "registry/provenance/trace_relations.h"
#include "registry/requests/listing.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

// Returns `{index}` of `documents/{id}/revisions/{number}/sentences/{index}`. For another name, returns an
// index beyond every sentence.
size_t IndexOfSentence(std::string_view name) {
  size_t index = 0;
  if (absl::SimpleAtoi(Absl(name.substr(name.rfind('/') + 1)), &index)) return index;
  return std::numeric_limits<size_t>::max();
}

}  // namespace

absl::Status Expansion::Run() { return work_.direction == Direction::kUpstream ? Upstream() : Downstream(); }

absl::Status Expansion::MeetAndRelate(const std::string& name, verbatim::v1::ProvenanceRelation relation) {
  ABSL_ASSIGN_OR_RETURN(const bool met, trace_.MeetResource(name, work_.depth + 1, work_.direction));
  if (met && !WasAddedFrom(name)) trace_.Relate(std::move(relation));
  return absl::OkStatus();
}

absl::Status Expansion::MeetAndRelate(const std::string& name, Trace::MakeNode node,
                                      verbatim::v1::ProvenanceRelation relation) {
  ABSL_ASSIGN_OR_RETURN(const bool met, trace_.Meet(name, work_.depth + 1, work_.direction, node));
  if (met && !WasAddedFrom(name)) trace_.Relate(std::move(relation));
  return absl::OkStatus();
}

bool Expansion::WasAddedFrom(const std::string& name) const {
  return trace_.WasFollowed(
      name, work_.direction == Direction::kUpstream ? Direction::kDownstream : Direction::kUpstream);
}

absl::Status Expansion::MeetSentences(std::string_view subject, const verbatim::v1::Citation& citation,
                                      store::LogIndex made, store::LogIndex stated, RevisionNode revision) {
  ABSL_RETURN_IF_ERROR(context_.Check());  // reading the text of a revision takes up to some 50 ms
  for (const std::string& name : citation.sentences()) {
    const bool is_new = !trace_.WasMet(name);
    auto make_node = [&]() -> absl::StatusOr<verbatim::v1::ProvenanceNode> {
      if (citation.erased()) return SentenceNode(name, "", made);
      ABSL_ASSIGN_OR_RETURN(const RevisionText read, trace_.texts_.Read(citation.revision(), "name"));
      const auto& ranges = read.text->sentences();
      const size_t index = IndexOfSentence(name);
      return SentenceNode(name, index < ranges.size() ? read.text->Slice(ranges[index]) : "", made);
    };
    ABSL_ASSIGN_OR_RETURN(const bool met, trace_.Meet(name, work_.depth + 1, std::nullopt, make_node));
    if (!met) continue;
    if (revision == RevisionNode::kWasMet ||
        !trace_.WasFollowed(citation.revision(), Direction::kDownstream)) {
      trace_.Relate(DerivationOf(subject, name, "quotation", stated));
    }
    bool revision_met = true;
    if (revision == RevisionNode::kMeet) {
      ABSL_ASSIGN_OR_RETURN(revision_met,
                            trace_.MeetResource(citation.revision(), work_.depth + 2, Direction::kUpstream));
    }
    if (is_new && revision_met) trace_.Relate(DerivationOf(name, citation.revision(), "part", made));
  }
  return absl::OkStatus();
}

absl::Status Expansion::ReadPage(std::string key, ReadEach each) {
  ABSL_ASSIGN_OR_RETURN(
      auto page,
      FromStore(trace_.store_.List({{std::move(key)}, work_.after, kResourcesAtOnce, kPageBytes})));
  for (const store::Record& record : page.records) {
    ABSL_RETURN_IF_ERROR(context_.Check());
    ABSL_RETURN_IF_ERROR(each(record));
    work_.after = record.created;
  }
  if (!page.more) {
    ++work_.stage;
    work_.after = -1;
  }
  return absl::OkStatus();
}

}  // namespace verbatim::registry
