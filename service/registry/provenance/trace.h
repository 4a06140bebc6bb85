#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "verbatim/v1/provenance_service.pb.h"
#include "verbatim/v1/trace.pb.h"

namespace verbatim::registry {

// A breadth-first walk over the provenance graph. It can stop after any number of nodes and resume there.
//
// Upstream, the walk follows what a resource names as its origins. Downstream, it follows the store's index
// keys to the resources that name the resource. A resource that is met upstream is followed only upstream,
// and a resource that is met downstream is followed only downstream. Otherwise the walk would spread to
// everything that shares a source. In a cycle, a resource is met both ways and is followed once in each
// direction. Expansion (expansion.h) finds the neighbours.
//
// Time is linear in the nodes and relations returned. Memory: about 200 bytes for the name of each node met.
// One thread at a time.
class Trace {
 public:
  // `store` and `texts` must outlive this object. `request` must be valid. The walk meets at most
  // `most_nodes` nodes.
  Trace(store::Store& store, RevisionTexts& texts, const verbatim::v1::TraceClaimRequest& request,
        int64_t most_nodes);

  // Begins at the resource that the request names. Call this function once, before the others. NOT_FOUND if
  // the resource does not exist.
  absl::Status Start();

  // Adds the next `count` nodes, and the relations met on the way. Adds fewer nodes, perhaps none, in three
  // cases: at the end, if they exceed kPageBytes, or after many resources that led to no new node. At the
  // end, sets `truncated` if the request's limits cut the graph. RESOURCE_EXHAUSTED if the graph has more
  // than `most_nodes` nodes. After an error, the trace must not be used any more.
  //
  // CANCELLED or DEADLINE_EXCEEDED if the call is abandoned. Polls `context` at each resource.
  absl::Status Next(int64_t count, verbatim::v1::TraceClaimResponse& response,
                    const sync::CallContext& context = {});

  // Continues without returning anything until `steps()` reaches `steps`. Returns the errors of Next.
  absl::Status Skip(int64_t steps, const sync::CallContext& context = {});

  // Whether everything was returned.
  bool AtEnd() const { return ready_.empty() && queue_.empty(); }

  // Number of nodes met so far.
  int64_t size() const { return static_cast<int64_t>(met_.size()); }
  // Position in the walk: the number of steps so far. A step follows a resource, follows a page of its list,
  // or returns a node.
  int64_t steps() const { return steps_; }

 private:
  friend class Expansion;

  enum class Direction { kUpstream, kDownstream };
  // Whether a resource is followed in one direction.
  enum class Followed { kNot, kQueued, kYes };
  struct Met {
    Followed upstream = Followed::kNot;
    Followed downstream = Followed::kNot;
  };
  // A resource to follow. Its lists are read in pages: `stage` is the current list, and `after` is the
  // position in the list.
  struct Work {
    std::string name;
    int32_t depth = 0;
    Direction direction = Direction::kUpstream;
    int stage = 0;
    store::LogIndex after = -1;
  };
  using MakeNode = absl::FunctionRef<absl::StatusOr<verbatim::v1::ProvenanceNode>()>;

  // Follows the first resource of the queue, or one page of one of its lists.
  absl::Status FollowNext(const sync::CallContext& context);

  // Adds a node unless the node was met before. `make_node` makes the node. If `direction` is set, queues the
  // node to be followed. Returns false if the request's limits exclude the node.
  absl::StatusOr<bool> Meet(const std::string& name, int32_t depth, std::optional<Direction> direction,
                            MakeNode make_node);
  // Like Meet, for a resource that is read by its name. Returns false also if the resource does not exist.
  absl::StatusOr<bool> MeetResource(const std::string& name, int32_t depth, Direction direction);
  void Relate(verbatim::v1::ProvenanceRelation relation) { ready_.push_back(std::move(relation)); }

  bool WasMet(const std::string& name) const { return met_.contains(name); }
  // Returns whether the resource was followed before. If both ends of a relation are followed towards each
  // other, both find the relation; only the end that is followed first adds it.
  bool WasFollowed(const std::string& name, Direction direction) const;

  absl::StatusOr<std::optional<store::Record>> Find(const std::string& name);
  static Followed& In(Direction direction, Met& met) {
    return direction == Direction::kUpstream ? met.upstream : met.downstream;
  }

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
