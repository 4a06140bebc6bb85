#pragma once

#include <map>
#include <string>
#include <string_view>

namespace verbatim::cli {

// How the user named the fields of a request. Errors of the service name fields by their paths in the
// request, such as `claim.citations[0].quote`. The user typed a flag, or a key of a JSON file.
class FieldNames {
 public:
  // The user set the field at `path`, and what is in it, by `typed`, such as "--quote".
  FieldNames& Add(std::string path, std::string typed);

  // The user wrote the other fields below `root`, such as "claim", as JSON. If `file` is not empty, `json` is
  // its content, and the names have lines of this file.
  FieldNames& AddJson(std::string root, std::string json = "", std::string file = "");

  // Returns what the user typed for the field at `path`; `path` itself if that is unknown.
  std::string Of(std::string_view path) const;

  // Replaces the path at the start of a message of the service, as in "name: must be claims/{id}". A path
  // that the user did not type is removed.
  std::string InMessage(std::string_view message) const;

  // Replaces the names of fields in the description of a violation, such as media_type, by flags.
  std::string InDescription(std::string description) const;

  // Whether the user wrote JSON.
  bool has_json() const { return !root_.empty(); }

  // Returns whether the user typed this flag for the field at `path`.
  bool IsFlag(std::string_view path) const;

 private:
  std::string OfJson(std::string_view path) const;

  std::map<std::string, std::string, std::less<>> typed_;
  std::string root_, json_, file_;
};

}  // namespace verbatim::cli
