#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "absl/status/status.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "verbatim/v1/attribution.pb.h"
#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/provenance_service.pb.h"
#include "verbatim/v1/review.pb.h"
#include "verbatim/v1/trace.pb.h"

namespace verbatim::registry {

// A walk over the graph of provenance, breadth first, that can be stopped after any number of nodes and goes
// on from there. Upstream follows what a thing itself says it came from; downstream follows the store's
// terms from a thing to those that name it. What is upstream is followed upstream alone and likewise
// downstream, so that the walk does not spread over all that has a source in common; a thing that is both, in
// a circle, is followed both ways, once each.
//
// Time is linear in what it returns; memory is a name for each node that was met. One thread at a time.
class Trace {
 public:
  // All must outlive it. `request` has been checked; `most_nodes` bounds what is held in memory.
  Trace(store::Store& store, RevisionTexts& texts, const verbatim::v1::TraceClaimRequest& request,
        int64_t most_nodes);

  // Begins with the thing that the request names. NOT_FOUND if there is none. Call it first, once.
  absl::Status Start();

  // Adds the next `count` nodes, with the relations that were met on the way; fewer, or none, at the end,
  // where they have many bytes, and where many things had to be followed that led nowhere. Says in
  // `truncated`, at the end, whether the graph goes on. RESOURCE_EXHAUSTED if there are more nodes than may
  // be held.
  absl::Status Next(int64_t count, verbatim::v1::TraceClaimResponse& response);

  // Goes on without an answer until `steps` are done.
  absl::Status Skip(int64_t steps);

  // Whether all was returned.
  bool AtEnd() const { return ready_.empty() && queue_.empty(); }

  // Nodes that were met.
  int64_t size() const { return static_cast<int64_t>(met_.size()); }
  // Things followed and nodes returned so far: where in the walk this is.
  int64_t steps() const { return steps_; }

 private:
  enum class Way { kUp, kDown };
  // How far a thing is followed in one way.
  enum class Followed { kNot, kQueued, kYes };
  struct Met {
    Followed up = Followed::kNot;
    Followed down = Followed::kNot;
  };
  // A thing whose surroundings are to be read. What is listed is read in parts: `stage` says which list is
  // being read, and `after` where it goes on.
  struct Work {
    std::string name;
    int32_t depth = 0;
    Way way = Way::kUp;
    int stage = 0;
    store::LogIndex after = -1;
  };
  // What one listing is read for.
  template <typename Each>
  absl::Status ReadList(Work& work, std::string key, Each each);

  // Follows the next thing of the queue, or a part of what is listed of it.
  absl::Status FollowNext();
  absl::Status Follow(Work& work);
  absl::Status FollowUp(Work& work);
  absl::Status FollowDown(Work& work);
  absl::Status ClaimUp(Work& work);
  absl::Status EvidenceUp(const Work& work);
  absl::Status ReviewUp(const Work& work);
  absl::Status RevisionUp(const Work& work);
  absl::Status DocumentUp(const Work& work);
  absl::Status ClaimDown(Work& work);
  absl::Status EvidenceDown(Work& work);
  absl::Status ReviewDown(const Work& work);
  absl::Status RevisionDown(Work& work);
  absl::Status DocumentDown(Work& work);

  // Whether a thing at this depth can be shown, or was met before. If it is new, `node` makes the node of it;
  // it is followed if `ways` says so.
  template <typename MakeNode>
  absl::StatusOr<bool> Meet(const std::string& name, int32_t depth, std::optional<Way> way, MakeNode node);
  // The same for a resource that is read by its name. One that does not exist is not met.
  absl::StatusOr<bool> MeetResource(const std::string& name, int32_t depth, Way way);
  void Relate(verbatim::v1::ProvenanceRelationKind kind, std::string_view subject, std::string_view object,
              std::string_view role, store::LogIndex index, std::string_view link = {});

  // The sentences that a citation of `subject` lies in, and below them their revision if it is to be met.
  enum class Revisions { kMeet, kMet };
  absl::Status MeetSentences(std::string_view subject, const verbatim::v1::Citation& citation,
                             store::LogIndex made, store::LogIndex said, int32_t depth, Revisions revisions);
  // The activity and the agent of an attribution, and what it names as its sources.
  absl::Status MeetAttribution(std::string_view subject, const verbatim::v1::Attribution& attribution,
                               store::LogIndex made, int32_t depth);
  absl::Status MeetNamedAgent(std::string_view subject, std::string_view name, std::string_view uri,
                              std::string_view role, store::LogIndex made, int32_t depth);

  absl::StatusOr<std::optional<store::Record>> Find(const std::string& name);
  static Followed& In(Way way, Met& met) { return way == Way::kUp ? met.up : met.down; }
  // Whether the thing was followed before the one that is being followed now. A relation is met from both of
  // its ends where they are followed towards each other; it is said by the one that comes first.
  bool WasFollowed(const std::string& name, Way way) const;

  store::Store& store_;
  RevisionTexts& texts_;
  const verbatim::v1::TraceClaimRequest request_;
  const int64_t most_nodes_;

  std::deque<Work> queue_;
  std::unordered_map<std::string, Met> met_;
  // Met and not returned yet.
  std::deque<std::variant<verbatim::v1::ProvenanceNode, verbatim::v1::ProvenanceRelation>> ready_;
  int64_t steps_ = 0;
  bool truncated_ = false;
};

}  // namespace verbatim::registry
