#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace verbatim::interchange {

// An item of a file: an object, or what is wrong with it.
struct FeedItem {
  int64_t index = 0;        // counted from 0
  int64_t byte_offset = 0;  // of its first byte in the file
  absl::StatusOr<nlohmann::json> value;
};

// Takes a file of JSON in parts, cut anywhere, and yields its items one by one: an object, the objects of an
// array, objects one after the other, or those of a feed, which is an object with an array under
// `dataFeedElement`, `@graph` or `items`. A DataFeedItem stands for what is under its `item`.
//
// A parser ends at the first mistake, and with it everything that follows. So where an item begins and ends
// is found here, and each is parsed for itself: one that is broken is an item with an error, and the next one
// is read. One whose end cannot be told, as where a bracket or a quote is missing, ends where a line begins
// as the lines of the items before it did: with as much white space, and a brace.
//
// Memory is that of one item. Errors are INVALID_ARGUMENT. One thread at a time.
class FeedItems {
 public:
  // An item may have so many bytes, and be nested so deep.
  static constexpr size_t kMaxItemBytes = 1 << 20;
  static constexpr size_t kMaxDepth = 64;

  // The items that end in the next part of the file.
  std::vector<FeedItem> Push(std::string_view part);

  // The file ends here.
  std::vector<FeedItem> Finish();

 private:
  enum class Place {
    kOutside,   // between items at the top, or before the first
    kElements,  // in an array of items
    kEnvelope,  // in a feed, but not in its items
    kItem,      // in an item, or in what may turn out to be a feed
    kSkipping,  // in an item that is too large, to its end
  };

  void Take(char c);
  void TakeBetween(char c);
  void TakeInEnvelope(char c);
  void TakeInItem(char c);
  // Follows strings and brackets. False if a bracket closes what it does not open.
  bool Follow(char c);
  void BeginItem();
  // Whether `c` begins an item by its place in the line, though the one before has not ended.
  bool BeginsLineOfItem(char c) const;
  // Whether the object that is being read turns out to be a feed with this `[`.
  bool OpensElements(char c) const;

  void EndItem();
  // Ends an item that is broken, and reads what is in it from the next line on that may begin another.
  void EndBroken(std::string_view why);
  void Emit(absl::StatusOr<nlohmann::json> value);
  void EmitError(std::string_view what, int64_t byte_offset);

  std::vector<FeedItem> found_;
  int64_t next_index_ = 0;
  int64_t offset_ = 0;  // of the next byte in the file

  Place place_ = Place::kOutside;
  Place container_ = Place::kOutside;  // where the item stands: kOutside or kElements
  bool in_feed_ = false;               // kElements is part of an envelope
  bool said_garbage_ = false;          // what stands between items was reported
  bool read_again_ = false;            // bytes were taken again, up to the last one

  // In an item or an envelope.
  std::string open_;         // brackets, outermost first
  size_t unkept_depth_ = 0;  // brackets beyond kMaxDepth, or of what is skipped
  bool in_string_ = false;
  bool escaped_ = false;
  bool too_deep_ = false;
  std::string key_;  // the last string at depth 1
  bool after_colon_ = false;

  std::string item_;  // bytes of the item so far
  int64_t item_offset_ = 0;

  // The white space at which the current line began; nothing once there was anything else on it.
  std::optional<std::string> line_start_ = "";
  std::optional<std::string> item_line_start_;  // the same for the line on which the item begins
  // The white space at which items begin their lines, and no line within one does; nothing if it is not
  // known.
  std::optional<std::string> indentation_;
};

}  // namespace verbatim::interchange
