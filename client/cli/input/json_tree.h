#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

// JSON text with the positions of its values, for errors that name the line and the key. Decodes no strings
// and no numbers: protobuf's parser does that.
namespace verbatim::cli {

struct JsonMember;

struct JsonNode {
  enum class Kind { kObject, kArray, kString, kNumber, kBool, kNull };

  Kind kind = Kind::kNull;
  size_t offset = 0;  // of the value, or of the key if the value is a member of an object
  // Members of an object. Elements of an array have empty keys. Keys have their escapes.
  std::vector<JsonMember> children;
};

struct JsonMember {
  std::string key;
  JsonNode value;
};

// Where the text stops being JSON, and why. `what` completes "column 7: ".
struct JsonFault {
  size_t offset = 0;
  std::string what;
};

// Returns the tree of a text, or false and the fault.
bool ReadJsonTree(std::string_view text, JsonNode& root, JsonFault& fault);

// Returns the node at a path such as `citations[0].quote`, or the deepest node on the way to it. A key of the
// path may be in snake_case or lowerCamelCase.
const JsonNode& NodeAt(const JsonNode& root, std::string_view path);

// Returns whether two keys are the same in lowerCamelCase.
bool IsSameKey(std::string_view a, std::string_view b);

// The line and column of an offset, counted from 1. Columns count bytes.
std::pair<size_t, size_t> LineAndColumn(std::string_view text, size_t offset);

}  // namespace verbatim::cli
