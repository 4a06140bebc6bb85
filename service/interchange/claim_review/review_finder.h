#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "interchange/feed_items.h"
#include "nlohmann/json.hpp"

namespace verbatim::interchange {

// Nodes of a list, by `@id`.
using NodeMap = std::map<std::string, nlohmann::json, std::less<>>;

// A ClaimReview, or an error.
struct FoundReview {
  int64_t byte_offset = 0;  // of the item that has the review
  absl::StatusOr<nlohmann::json> review;
  std::string page;  // URL of the page or article around the review; may be empty
};

// Finds the ClaimReviews in the items of a file, wherever they are: in the review of a NewsArticle, the
// mainEntity of a WebPage, the elements of an ItemList or the nodes of a `@graph`. Replaces references such
// as `{"@id": "#who"}` by the node that they name, if the node is in the same object or list. Passes over
// objects that have a type and no review, such as a WebPage, because publishers put everything that they know
// about a page into one list. An object without a type, and a review of another kind, is an error. So is a
// file without any review.
//
// A review whose reference is not known yet waits for the rest of its list, and all reviews behind it wait,
// too, but not for more than kMaxWaitingBytes. Remembers nodes of at most kMaxNodeBytes. One thread at a
// time.
class ReviewFinder {
 public:
  static constexpr size_t kMaxWaitingBytes = size_t{4} << 20;
  static constexpr size_t kMaxNodeBytes = size_t{4} << 20;

  // Takes the next item. Returns the reviews that are complete.
  std::vector<FoundReview> Push(FeedItem item);

  // Ends the file. Returns the remaining reviews.
  std::vector<FoundReview> Finish();

 private:
  struct Waiting {
    FoundReview found;
    size_t bytes = 0;
    bool waits = false;  // has a reference that is not known
  };

  void EndList();
  void Add(FoundReview found, size_t bytes);
  // Adds the reviews in `value`, and returns whether there are any.
  bool AddReviewsIn(const nlohmann::json& value, const std::string& page, int64_t byte_offset, size_t depth);
  void Remember(const nlohmann::json& value, size_t depth);
  // Moves the reviews that are complete from the front of the queue.
  void Release(bool all);

  NodeMap nodes_;  // of the current list
  size_t node_bytes_ = 0;
  std::deque<Waiting> queue_;
  size_t queue_bytes_ = 0;
  int64_t list_ = -1;
  bool found_any_ = false;
  std::vector<FoundReview> complete_;
};

// Returns `review` with its references replaced by the nodes that they name. Sets `missing` if one names no
// node.
nlohmann::json WithNodes(const nlohmann::json& review, const NodeMap& nodes, bool& missing);

}  // namespace verbatim::interchange
