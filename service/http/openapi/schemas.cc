#include "http/openapi/schemas.h"

#include <utility>

namespace verbatim::http {
namespace {

using google::protobuf::FieldDescriptor;
using nlohmann::ordered_json;

ordered_json Reference(const std::string& name) { return {{"$ref", "#/components/schemas/" + name}}; }

// The schema of a well-known type, which has a form of its own. Null for any other type.
ordered_json WellKnown(const google::protobuf::Descriptor& type) {
  const std::string& name = type.full_name();
  if (name == "google.protobuf.Timestamp")
    return {{"type", "string"}, {"format", "date-time"}, {"examples", {"2025-09-14T10:00:00Z"}}};
  if (name == "google.protobuf.Duration") return {{"type", "string"}, {"examples", {"1.5s"}}};
  if (name == "google.protobuf.FieldMask") {
    return {{"type", "string"},
            {"description", "Field paths in lowerCamelCase, separated by commas."},
            {"examples", {"labels,claimant.uri"}}};
  }
  if (name == "google.protobuf.Any") {
    return {{"type", "object"},
            {"description", "A message of the type that `@type` names, with its fields."},
            {"properties", {{"@type", {{"type", "string"}}}}},
            {"required", {"@type"}},
            {"additionalProperties", true}};
  }
  return nullptr;
}

}  // namespace

std::string SchemaName(const std::string& full_name) {
  static const std::string kPackage = "verbatim.v1.";
  return full_name.starts_with(kPackage) ? full_name.substr(kPackage.size()) : full_name;
}

ordered_json Schemas::RefTo(const google::protobuf::EnumDescriptor& type) {
  const std::string name = SchemaName(type.full_name());
  if (!all_.contains(name)) {
    std::string description = comments_.Of(type);
    ordered_json values = ordered_json::array();
    for (int i = 0; i < type.value_count(); ++i) {
      const auto& value = *type.value(i);
      values.push_back(value.name());
      description += (description.empty() ? "- `" : "\n- `") + value.name() + "`: " + comments_.Of(value);
    }
    all_[name] = {{"type", "string"}, {"description", std::move(description)}, {"enum", std::move(values)}};
  }
  return Reference(name);
}

ordered_json Schemas::RefTo(const google::protobuf::Descriptor& type) {
  if (ordered_json known = WellKnown(type); !known.is_null()) return known;
  const std::string name = SchemaName(type.full_name());
  if (!all_.contains(name)) {
    all_[name] = ordered_json::object();  // types may refer to themselves
    ordered_json properties = ordered_json::object();
    for (int i = 0; i < type.field_count(); ++i)
      properties[type.field(i)->json_name()] = OfField(*type.field(i));
    ordered_json schema = {{"type", "object"}};
    if (std::string comment = comments_.Of(type); !comment.empty())
      schema["description"] = std::move(comment);
    schema["properties"] = std::move(properties);
    all_[name] = std::move(schema);
  }
  return Reference(name);
}

ordered_json Schemas::OfValue(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return {{"type", "integer"}, {"format", "int32"}};
    case FieldDescriptor::CPPTYPE_UINT32:
      return {{"type", "integer"}, {"minimum", 0}};
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT64:
      // JSON's numbers lose digits beyond 2^53.
      return {{"type", {"string", "integer"}}, {"format", "int64"}, {"pattern", "^-?[0-9]+$"}};
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return {{"type", "number"}, {"format", "double"}};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {{"type", "boolean"}};
    case FieldDescriptor::CPPTYPE_ENUM:
      return RefTo(*field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.type() == FieldDescriptor::TYPE_BYTES)
        return {{"type", "string"}, {"contentEncoding", "base64"}};
      return {{"type", "string"}};
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return RefTo(*field.message_type());
  }
  return ordered_json::object();
}

ordered_json Schemas::OfField(const FieldDescriptor& field) {
  ordered_json schema;
  if (field.is_map()) {
    schema = {{"type", "object"}, {"additionalProperties", OfValue(*field.message_type()->map_value())}};
  } else if (field.is_repeated()) {
    schema = {{"type", "array"}, {"items", OfValue(field)}};
  } else {
    schema = OfValue(field);
  }
  if (std::string comment = comments_.Of(field); !comment.empty()) schema["description"] = std::move(comment);
  return schema;
}

}  // namespace verbatim::http
