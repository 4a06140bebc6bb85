#include "interchange/json_fields.h"

#include <iterator>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "status/errors.h"
#include "status/field_validation.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;

const json kNull;

std::string TextOf(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return value.dump();
  if (!value.is_object()) return "";
  for (const char* key : {"@value", "name", "@id", "url"}) {
    std::string text = Text(value, key);
    if (!text.empty()) return text;
  }
  return "";
}

std::string UriOf(const json& value) {
  if (value.is_string()) {
    auto text = value.get<std::string>();
    return IsAbsoluteUri(text) ? text : "";
  }
  if (!value.is_object()) return "";
  for (const char* key : {"url", "@id", "id"}) {
    std::string uri = Uri(value, key);
    if (!uri.empty()) return uri;
  }
  return "";
}

}  // namespace

const json& Member(const json& object, const char* key) {
  if (!object.is_object()) return kNull;
  auto found = object.find(key);
  return found == object.end() ? kNull : *found;
}

std::vector<const json*> Values(const json& object, const char* key) {
  const json& member = Member(object, key);
  std::vector<const json*> values;
  if (member.is_array()) {
    for (const json& value : member) values.push_back(&value);
  } else if (!member.is_null()) {
    values.push_back(&member);
  }
  return values;
}

const json& FirstObject(const json& object, const char* key) {
  for (const json* value : Values(object, key)) {
    if (value->is_object()) return *value;
  }
  return kNull;
}

std::string Text(const json& object, const char* key) {
  for (const json* value : Values(object, key)) {
    std::string text = TextOf(*value);
    if (!text.empty()) return text;
  }
  return "";
}

std::string Uri(const json& object, const char* key) {
  for (const json* value : Values(object, key)) {
    std::string uri = UriOf(*value);
    if (!uri.empty()) return uri;
  }
  return "";
}

bool HasType(const json& object, std::string_view type) {
  for (const char* key : {"@type", "type"}) {
    for (const json* value : Values(object, key)) {
      if (!value->is_string()) continue;
      const auto& name = value->get_ref<const std::string&>();
      if (name.size() < type.size() || std::string_view(name).substr(name.size() - type.size()) != type)
        continue;
      if (name.size() == type.size() ||
          std::string_view("/#:").find(name[name.size() - type.size() - 1]) != std::string_view::npos) {
        return true;
      }
    }
  }
  return false;
}

std::optional<double> Number(const json& object, const char* key, std::string_view path,
                             Violations& violations) {
  const json& member = Member(object, key);
  if (member.is_null()) return std::nullopt;
  if (member.is_number()) return member.get<double>();
  const std::string text = Text(object, key);
  if (text.empty()) return std::nullopt;
  double number = 0;
  if (absl::SimpleAtod(text, &number)) return number;
  violations.Add(absl::StrCat(std::string(path), ".", key), "is not a number");
  return std::nullopt;
}

}  // namespace verbatim::interchange
