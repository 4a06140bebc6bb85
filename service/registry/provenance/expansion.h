#pragma once

#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "registry/provenance/trace.h"
#include "registry/records/index_keys.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "verbatim/v1/attribution.pb.h"
#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/trace.pb.h"

namespace verbatim::registry {

// Finds the neighbours of one resource of a trace, in one direction, and adds them and their relations to the
// trace. Lists of neighbours are added a page at a time: each Run adds one page, and moves Work::stage and
// Work::after to the next page, until they no longer change. One thread. Methods return the errors of the
// store and of Trace::Next.
class Expansion {
 public:
  // All must outlive this object. Polls `context` at each neighbour that may have to be read.
  Expansion(Trace& trace, Trace::Work& work, const sync::CallContext& context)
      : trace_(trace), work_(work), context_(context) {}

  absl::Status Run();

 private:
  using Direction = Trace::Direction;
  using ReadEach = absl::FunctionRef<absl::Status(const store::Record& record)>;

  // Adds what the resource came from (expand_upstream.cc).
  absl::Status Upstream();
  absl::Status UpstreamOfClaim();
  absl::Status UpstreamOfEvidence();
  absl::Status UpstreamOfReview();
  absl::Status UpstreamOfRevision();
  absl::Status UpstreamOfDocument();
  // Adds the activity and the agent of an attribution, and the sources that the attribution names. `made` is
  // the log entry with the attribution.
  absl::Status MeetAttribution(const verbatim::v1::Attribution& attribution, store::LogIndex made);
  absl::Status MeetNamedAgent(std::string_view name, std::string_view uri, std::string_view role,
                              store::LogIndex made);

  // Adds what was made from the resource (expand_downstream.cc).
  absl::Status Downstream();
  absl::Status DownstreamOfClaim();
  absl::Status DownstreamOfEvidence();
  absl::Status DownstreamOfReview();
  absl::Status DownstreamOfRevision();
  absl::Status DownstreamOfDocument();
  // Adds the review in `record`, which was derived from this resource in this role.
  absl::Status MeetReview(const store::Record& record, std::string_view role);
  // Adds the claim or evidence in `record`, which cites this revision, and the cited sentences.
  template <typename Resource, typename Citations>
  absl::Status MeetCiting(const store::Record& record, const Resource& resource, const Citations& citations);

  // Adds a resource that is one step away. Also adds its relation, unless the other end has added it before.
  absl::Status MeetAndRelate(const std::string& name, verbatim::v1::ProvenanceRelation relation);
  // Adds a resource that is one step away and was already read. `node` makes the node of the resource. Also
  // adds its relation, unless the other end has added it before.
  absl::Status MeetAndRelate(const std::string& name, Trace::MakeNode node,
                             verbatim::v1::ProvenanceRelation relation);

  // Returns whether the relation to this neighbour was added before, when the neighbour was followed towards
  // this resource.
  bool WasAddedFrom(const std::string& name) const;

  // Adds the sentences that contain a citation of `subject`. For kMeet, also adds their revision. `made` is
  // the log entry that created the subject; `stated` is the log entry with the citation.
  enum class RevisionNode { kMeet, kWasMet };
  absl::Status MeetSentences(std::string_view subject, const verbatim::v1::Citation& citation,
                             store::LogIndex made, store::LogIndex stated, RevisionNode revision);

  // Returns the index key with which the store finds the resources of a filter in the fewest steps.
  template <typename... Filter>
  static std::string MostSelectiveKey(const Filter&... filter) {
    return MostSelectiveFirst(FilterKeys(filter...)).front();
  }
  // Reads the next page of the resources with an index key, and calls `each` for each resource. Moves `work`
  // to the next page or stage.
  absl::Status ReadPage(std::string key, ReadEach each);

  Trace& trace_;
  Trace::Work& work_;
  const sync::CallContext& context_;
};

}  // namespace verbatim::registry
