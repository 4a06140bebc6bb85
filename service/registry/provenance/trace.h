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

// A walk over the provenance graph, breadth first. It can stop after any number of nodes and resume there.
//
// Upstream, the walk follows what a resource names as its origins. Downstream, it follows the store's index
// keys to the resources that name it. A resource met upstream is followed only upstream, and likewise
// downstream; otherwise the walk would spread to everything that shares a source. A resource that is met both
// ways, in a cycle, is followed both ways, once each.
//
// Time is linear in the nodes and relations returned. Memory: the name of each node met, some 200 bytes. One
// thread at a time.
class Trace {
 public:
  // `store` and `texts` must outlive this object. `request` must be valid. `most_nodes` bounds the nodes met.
  Trace(store::Store& store, RevisionTexts& texts, const verbatim::v1::TraceClaimRequest& request,
        int64_t most_nodes);

  // Begins at the resource that the request names. Call it first, once. NOT_FOUND if it does not exist.
  absl::Status Start();

  // Adds the next `count` nodes, and the relations met on the way. Adds fewer, perhaps none, at the end, if
  // they exceed kPageBytes, or after many resources that led to no new node. At the end, sets `truncated` if
  // the request's limits cut the graph. RESOURCE_EXHAUSTED if the graph has more than `most_nodes` nodes.
  // After an error, the trace cannot be used any more.
  absl::Status Next(int64_t count, verbatim::v1::TraceClaimResponse& response);

  // Continues without returning anything until `steps()` reaches `steps`. Errors as in Next.
  absl::Status Skip(int64_t steps);

  // Whether everything was returned.
  bool AtEnd() const { return ready_.empty() && queue_.empty(); }

  // Number of nodes met so far.
  int64_t size() const { return static_cast<int64_t>(met_.size()); }
  // Position in the walk: the number of steps so far. Following a resource, or a page of its list, is a step,
  // and so is returning a node.
  int64_t steps() const { return steps_; }

 private:
  enum class Way { kUp, kDown };
  // Whether a resource is followed in one direction.
  enum class Followed { kNot, kQueued, kYes };
  struct Met {
    Followed up = Followed::kNot;
    Followed down = Followed::kNot;
  };
  // A resource to follow. Lists are read in pages: `stage` is the list being read, and `after` the position
  // in it.
  struct Work {
    std::string name;
    int32_t depth = 0;
    Way way = Way::kUp;
    int stage = 0;
    store::LogIndex after = -1;
  };
  // Reads the next page of the resources with a key and calls `each(record)` for each. Moves `work` to the
  // next page or stage.
  template <typename Each>
  absl::Status ReadList(Work& work, std::string key, Each each);

  // Follows the first resource of the queue, or one page of a list of it.
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

  // Adds a node unless it was met before; `node` makes it. Queues it to be followed if `way` is set. False if
  // the request's limits exclude it.
  template <typename MakeNode>
  absl::StatusOr<bool> Meet(const std::string& name, int32_t depth, std::optional<Way> way, MakeNode node);
  // The same for a resource that is read by its name. False also if it does not exist.
  absl::StatusOr<bool> MeetResource(const std::string& name, int32_t depth, Way way);
  void Relate(verbatim::v1::ProvenanceRelationKind kind, std::string_view subject, std::string_view object,
              std::string_view role, store::LogIndex index, std::string_view link = {});

  // Meets the sentences that contain a citation of `subject` and, for kMeet, their revision.
  enum class Revisions { kMeet, kMet };
  absl::Status MeetSentences(std::string_view subject, const verbatim::v1::Citation& citation,
                             store::LogIndex made, store::LogIndex said, int32_t depth, Revisions revisions);
  // Meets the activity and the agent of an attribution, and the sources that it names.
  absl::Status MeetAttribution(std::string_view subject, const verbatim::v1::Attribution& attribution,
                               store::LogIndex made, int32_t depth);
  absl::Status MeetNamedAgent(std::string_view subject, std::string_view name, std::string_view uri,
                              std::string_view role, store::LogIndex made, int32_t depth);

  absl::StatusOr<std::optional<store::Record>> Find(const std::string& name);
  static Followed& In(Way way, Met& met) { return way == Way::kUp ? met.up : met.down; }
  // Whether the resource was followed before. If both ends of a relation are followed towards each other,
  // both find the relation; only the one that is followed first adds it.
  bool WasFollowed(const std::string& name, Way way) const;

  store::Store& store_;
  RevisionTexts& texts_;
  const verbatim::v1::TraceClaimRequest request_;
  const int64_t most_nodes_;

  std::deque<Work> queue_;
  std::unordered_map<std::string, Met> met_;
  // Met but not yet returned.
  std::deque<std::variant<verbatim::v1::ProvenanceNode, verbatim::v1::ProvenanceRelation>> ready_;
  int64_t steps_ = 0;
  bool truncated_ = false;
};

}  // namespace verbatim::registry
