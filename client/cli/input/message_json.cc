#include "cli/input/message_json.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "cli/input/json_tree.h"
#include "cli/input/nearest.h"
#include "google/protobuf/util/json_util.h"

namespace verbatim::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using Kind = JsonNode::Kind;

// Examples of messages, by full name.
const std::map<std::string_view, std::string_view>& Examples() {
  static const auto& examples = *new std::map<std::string_view, std::string_view>{
      {"verbatim.v1.Agent", R"({"kind": "AGENT_KIND_PERSON", "id": "mailto:desk@facts.example"})"},
      {"verbatim.v1.Attribution", R"({"agent": {"kind": "AGENT_KIND_PERSON", "id": "desk"}})"},
      {"verbatim.v1.Citation", R"({"revision": "documents/brief", "quote": "the words of the source"})"},
      {"verbatim.v1.Claimant", R"({"name": "Police"})"},
      {"verbatim.v1.Entity", R"({"label": "Belarus"})"},
      {"verbatim.v1.Quantity", R"({"value": "52", "unit": "prisoner"})"},
      {"verbatim.v1.Qualifier", R"({"predicate": "on", "value": {"time": {"edtf": "2025-09-11"}}})"},
      {"verbatim.v1.Statement", R"({"subject": {"label": "Belarus"}, "predicate": "released", )"
                                R"("object": {"quantity": {"value": "52", "unit": "prisoner"}}})"},
      {"verbatim.v1.Time", R"({"edtf": "2025-09-11"})"},
      {"verbatim.v1.Value", R"({"quantity": {"value": "52", "unit": "prisoner"}})"},
  };
  return examples;
}

// What a field's value looks like: the words after "is", and an example, which may be empty.
std::pair<std::string, std::string> ShapeOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      if (field.message_type()->full_name() == "google.protobuf.Timestamp") {
        return {"a time in quotes", R"("2025-09-11T08:00:00Z")"};
      }
      const auto example = Examples().find(field.message_type()->full_name());
      return {"an object", example == Examples().end() ? "" : std::string(example->second)};
    }
    case FieldDescriptor::CPPTYPE_STRING:
      return {"text in quotes", "\"…\""};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {"true or false", ""};
    case FieldDescriptor::CPPTYPE_ENUM:
      return {"a name in quotes",
              '"' + field.enum_type()->value(field.enum_type()->value_count() > 1 ? 1 : 0)->name() + '"'};
    default:
      return {"a number", ""};
  }
}

bool HasKind(const FieldDescriptor& field, Kind kind) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return field.message_type()->full_name() == "google.protobuf.Timestamp" ? kind == Kind::kString
                                                                              : kind == Kind::kObject;
    case FieldDescriptor::CPPTYPE_STRING:
      return kind == Kind::kString;
    case FieldDescriptor::CPPTYPE_BOOL:
      return kind == Kind::kBool;
    case FieldDescriptor::CPPTYPE_ENUM:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
    default:
      return kind == Kind::kString || kind == Kind::kNumber;
  }
}

std::string WithExample(std::string key, const std::pair<std::string, std::string>& shape) {
  return key + " is " + shape.first + (shape.second.empty() ? "" : ": " + shape.second);
}

// Finds the first value that does not have the shape of its field.
class ShapeCheck {
 public:
  std::optional<JsonFault> Check(const JsonNode& object, const Descriptor& type, const std::string& path) {
    for (const auto& [key, child] : object.children) {
      const FieldDescriptor* field = FieldOf(type, key);
      const std::string name = path.empty() ? key : path + "." + key;
      if (field == nullptr) return Unknown(type, key, path, child.offset);
      if (child.kind == Kind::kNull) continue;
      if (auto fault = CheckField(child, *field, name)) return fault;
    }
    return std::nullopt;
  }

 private:
  static const FieldDescriptor* FieldOf(const Descriptor& type, const std::string& key) {
    for (int i = 0; i < type.field_count(); ++i) {
      if (key == type.field(i)->name() || key == type.field(i)->json_name()) return type.field(i);
    }
    return nullptr;
  }

  static std::optional<JsonFault> Unknown(const Descriptor& type, const std::string& key,
                                          const std::string& path, size_t offset) {
    std::vector<std::string> names;
    for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
    const std::string nearest = NearestWord(key, names);
    std::string what = "unknown key \"" + key + "\"" + (path.empty() ? "" : " in " + path);
    if (!nearest.empty()) what += "; did you mean \"" + nearest + "\"?";
    return JsonFault{offset, std::move(what)};
  }

  std::optional<JsonFault> CheckField(const JsonNode& node, const FieldDescriptor& field,
                                      const std::string& name) {
    if (field.is_map()) {
      if (node.kind == Kind::kObject) return std::nullopt;
      return JsonFault{node.offset, name + R"( is an object: {"topic": "prisoners"})"};
    }
    if (!field.is_repeated()) return CheckValue(node, field, name);
    if (node.kind != Kind::kArray) {
      const auto shape = ShapeOf(field);
      return JsonFault{node.offset,
                       name + " is a list" + (shape.second.empty() ? "" : ": [" + shape.second + "]")};
    }
    for (size_t i = 0; i < node.children.size(); ++i) {
      auto fault = CheckValue(node.children[i].value, field, name + "[" + std::to_string(i) + "]");
      if (fault) return fault;
    }
    return std::nullopt;
  }

  std::optional<JsonFault> CheckValue(const JsonNode& node, const FieldDescriptor& field,
                                      const std::string& name) {
    if (!HasKind(field, node.kind)) return JsonFault{node.offset, WithExample(name, ShapeOf(field))};
    if (node.kind != Kind::kObject) return std::nullopt;
    return Check(node, *field.message_type(), name);
  }
};

std::string At(std::string_view json, const std::string& where, JsonPlace place, const JsonFault& fault) {
  const auto [line, column] = LineAndColumn(json, fault.offset);
  if (place == JsonPlace::kFile) return where + ":" + std::to_string(line) + ": " + fault.what;
  return where + ": " + fault.what;
}

}  // namespace

std::string ReadMessageJson(std::string_view json, std::string_view what, const std::string& where,
                            JsonPlace place, google::protobuf::Message& message) {
  const auto parsed = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(json.data(), json.size()), &message);
  if (parsed.ok()) return "";
  JsonNode root;
  JsonFault fault;
  const std::string not_one = "not a " + std::string(what) + " in JSON: ";
  if (!ReadJsonTree(json, root, fault)) {
    const std::string column = "column " + std::to_string(LineAndColumn(json, fault.offset).second) + ": ";
    fault.what = not_one + column + fault.what;
    return At(json, where, place, fault);
  }
  if (root.kind != Kind::kObject) {
    return At(json, where, place,
              {root.offset, "not a " + std::string(what) + ": it is an object in braces"});
  }
  if (auto wrong = ShapeCheck().Check(root, *message.GetDescriptor(), "")) {
    return At(json, where, place, *wrong);
  }
  return At(json, where, place, {0, not_one + parsed.message().as_string()});
}

}  // namespace verbatim::cli
