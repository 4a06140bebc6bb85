#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace verbatim::interchange {

// An item of a file: an object, or an error.
struct FeedItem {
  int64_t index = 0;        // counted from 0
  int64_t byte_offset = 0;  // position of the item's first byte in the file
  int64_t list = 0;         // number of the top-level object or list that has the item
  bool in_graph = false;    // an element of `@graph`, where objects of all kinds are beside each other
  absl::StatusOr<nlohmann::json> value;
};

// Splits a JSON file that arrives in arbitrary parts into items. An item is a single object, an object in an
// array, one of several objects in sequence, or an object in a feed. A feed is an object with an array under
// `dataFeedElement`, `@graph`, `items`, `claims`, `rows` or `annotations` (Hypothesis), or with such an array
// under `first`, the first page of a collection. For a DataFeedItem, the item is the value of its `item`.
//
// A JSON parser stops at the first error and loses everything after it. This class therefore finds the bounds
// of the items and parses each item separately. A broken item becomes an error, and the next item is still
// read. If the end of an item cannot be found, for example because a bracket or a quote is missing, the item
// ends at the next line that starts with the same white space and brace as the first lines of earlier items.
//
// Keeps one item in memory. Errors are INVALID_ARGUMENT. They name `data`, the field of the request that
// contains the file, or the `item` of a DataFeedItem. One thread at a time.
class FeedItems {
 public:
  // Maximum size and nesting of an item.
  static constexpr size_t kMaxItemBytes = 1 << 20;
  static constexpr size_t kMaxDepth = 64;

  // Takes the next part of the file. Returns the items that end in this part.
  std::vector<FeedItem> Push(std::string_view part);

  // Ends the file. Returns the remaining items.
  std::vector<FeedItem> Finish();

 private:
  enum class Place {
    kOutside,   // between top-level items, or before the first
    kElements,  // in an array of items
    kEnvelope,  // in a feed, outside its items
    kItem,      // in an item, or in an object that may turn out to be a feed
    kSkipping,  // in an item that exceeds the maximum size, until its end
  };

  void Take(char c);
  void TakeBetween(char c);
  void TakeInEnvelope(char c);
  void TakeInItem(char c);
  // Tracks strings and brackets. Returns false if a closing bracket does not match.
  bool Follow(char c);
  void BeginItem();
  // Returns whether `c` is at a place of the line where items begin, although the previous item has not
  // ended.
  bool BeginsLineOfItem(char c) const;
  // Returns whether `c` is a `[` that opens the list of items of a feed.
  bool OpensElements(char c) const;
  // Continues in a list of items that has just been opened.
  void EnterElements();
  // The last key of an object, and whether its value follows.
  struct Key {
    std::string name;
    bool after_colon = false;
  };
  // Returns the key of the innermost open object; null if its keys are not tracked.
  Key* CurrentKey();

  void EndItem();
  // Ends a broken item, and reads its bytes again from the first line that may begin another item.
  void EndBroken(std::string_view why);
  void Emit(absl::StatusOr<nlohmann::json> value);
  void EmitError(std::string_view what, int64_t byte_offset);

  std::vector<FeedItem> found_;
  int64_t next_index_ = 0;
  int64_t list_ = 0;
  int64_t offset_ = 0;  // position of the next byte in the file

  Place place_ = Place::kOutside;
  Place container_ = Place::kOutside;  // place of the item: kOutside or kElements
  bool in_feed_ = false;               // the array of items is part of an envelope
  bool garbage_reported_ = false;      // the bytes between the items were reported as an error
  bool read_again_ = false;            // EndBroken has read bytes again, up to the current one

  // State within an item or an envelope.
  std::string open_;            // brackets, outermost first
  size_t untracked_depth_ = 0;  // brackets beyond kMaxDepth, or of a skipped item
  bool in_string_ = false;
  bool escaped_ = false;
  bool too_deep_ = false;
  std::array<Key, 2> keys_;  // at depth 1, and in an object directly inside
  std::string envelope_;     // brackets around the list of items
  bool in_graph_ = false;    // the list of items is `@graph`

  std::string item_;  // bytes of the item so far
  int64_t item_offset_ = 0;

  // White space at the start of the current line; empty once other characters follow.
  std::optional<std::string> line_start_ = "";
  std::optional<std::string> item_line_start_;  // white space at the start of the line where the item begins
  // White space at the start of lines on which items begin. Empty if unknown, or if a line inside an item
  // starts with this white space and a brace.
  std::optional<std::string> indentation_;
};

}  // namespace verbatim::interchange
