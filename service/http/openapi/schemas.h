#pragma once

#include <set>
#include <string>

#include "google/protobuf/descriptor.h"
#include "http/openapi/contract_comments.h"
#include "nlohmann/json.hpp"

namespace verbatim::http {

// The JSON schemas (2020-12) of messages in protobuf's JSON form. Not thread-safe.
class Schemas {
 public:
  explicit Schemas(const ContractComments& comments) : comments_(comments) {}

  // A reference to the schema of a message or enum, which is added with all that it refers to.
  nlohmann::ordered_json RefTo(const google::protobuf::Descriptor& type);
  // The schema of one value of a field, without its comment; `of_item` for an item of a repeated field.
  nlohmann::ordered_json OfValue(const google::protobuf::FieldDescriptor& field);
  // The schema of a field as a whole, with its comment.
  nlohmann::ordered_json OfField(const google::protobuf::FieldDescriptor& field);

  // The schemas that were referred to, by name.
  const nlohmann::ordered_json& all() const { return all_; }

 private:
  nlohmann::ordered_json RefTo(const google::protobuf::EnumDescriptor& type);

  const ContractComments& comments_;
  nlohmann::ordered_json all_ = nlohmann::ordered_json::object();
};

// The name of a type's schema: without the package for the contract's own types.
std::string SchemaName(const std::string& full_name);

}  // namespace verbatim::http
