#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "yaml-cpp/yaml.h"

namespace verbatim::access {

// Reads the values of one YAML file, and collects every mistake with its line. One thread at a time.
class YamlReader {
 public:
  using Keys = std::map<std::string, std::function<void(const YAML::Node&)>>;

  // `line` is counted from 1.
  void MistakeInLine(int line, std::string what) { mistakes_.emplace(line, std::move(what)); }
  void Mistake(const YAML::Node& at, std::string what) { MistakeInLine(LineOf(at), std::move(what)); }
  static int LineOf(const YAML::Node& node) { return node.Mark().line + 1; }

  // Calls the function of each key that a mapping has. Other keys are mistakes, and so are keys that come
  // twice. `what` names the mapping.
  void ReadMapping(const YAML::Node& node, const std::string& what, const Keys& keys);

  // Returns a text that is not empty; an empty one after a mistake.
  std::string Text(const YAML::Node& node, const std::string& what);

  // Calls `read` for each text of a list, or for the text if there is only one.
  void ReadTexts(const YAML::Node& node, const std::string& what,
                 const std::function<void(const YAML::Node&, const std::string&)>& read);

  // Reports a value that two items have, or one has twice. `what` names the kind of value.
  void MustBeNew(const YAML::Node& at, const std::string& what, const std::string& value);

  // INVALID_ARGUMENT lists the mistakes in the order of their lines, separated by semicolons.
  absl::Status status() const;

 private:
  std::multimap<int, std::string> mistakes_;                 // by line
  std::map<std::pair<std::string, std::string>, int> seen_;  // the line of each value that must be new
};

}  // namespace verbatim::access
