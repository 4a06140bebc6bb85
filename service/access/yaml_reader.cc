#include "access/yaml_reader.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace verbatim::access {

void YamlReader::ReadMapping(const YAML::Node& node, const std::string& what, const Keys& keys) {
  if (!node.IsMap()) return Mistake(node, absl::StrCat(what, " must be a mapping"));
  std::set<std::string> seen;
  for (const auto& item : node) {
    const YAML::Node& key = item.first;
    const std::string name = key.IsScalar() ? key.Scalar() : "";
    const auto read = keys.find(name);
    if (read == keys.end()) {
      Mistake(key, absl::StrCat(what, ": there is no key \"", name, "\""));
    } else if (!seen.insert(name).second) {
      Mistake(key, absl::StrCat(what, ": ", name, " is given twice"));
    } else {
      read->second(item.second);
    }
  }
}

std::string YamlReader::Text(const YAML::Node& node, const std::string& what) {
  if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
  Mistake(node, absl::StrCat(what, " must be a text"));
  return "";
}

void YamlReader::ReadTexts(const YAML::Node& node, const std::string& what,
                           const std::function<void(const YAML::Node&, const std::string&)>& read) {
  const auto read_one = [&](const YAML::Node& item) {
    if (const std::string text = Text(item, what); !text.empty()) read(item, text);
  };
  if (!node.IsSequence()) return read_one(node);
  if (node.size() == 0) Mistake(node, absl::StrCat(what, " must not be an empty list"));
  for (const YAML::Node& item : node) read_one(item);
}

void YamlReader::MustBeNew(const YAML::Node& at, const std::string& what, const std::string& value) {
  const auto [first, is_new] = seen_.emplace(std::pair(what, value), LineOf(at));
  if (!is_new) Mistake(at, absl::StrCat("the same ", what, " is in line ", first->second));
}

absl::Status YamlReader::status() const {
  if (mistakes_.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(mistakes_, "; ", [](std::string* out, const auto& mistake) {
    absl::StrAppend(out, "line ", mistake.first, ": ", mistake.second);
  }));
}

}  // namespace verbatim::access
