#pragma once

#include <string>

#include "google/protobuf/descriptor.h"

namespace verbatim::http {

// The comments of the contract's elements. The descriptors that the program is compiled with have none, so the
// build adds the contract with its comments to the program (CMakeLists.txt). Immutable: any thread.
class ContractComments {
 public:
  ContractComments();
  ~ContractComments();
  ContractComments(const ContractComments&) = delete;
  ContractComments& operator=(const ContractComments&) = delete;

  // The comment before the element with this full name, as text of paragraphs; empty if there is none.
  std::string Of(const google::protobuf::Descriptor& message) const;
  std::string Of(const google::protobuf::FieldDescriptor& field) const;
  std::string Of(const google::protobuf::EnumDescriptor& type) const;
  std::string Of(const google::protobuf::EnumValueDescriptor& value) const;
  std::string Of(const google::protobuf::ServiceDescriptor& service) const;
  std::string Of(const google::protobuf::MethodDescriptor& method) const;

 private:
  google::protobuf::DescriptorPool pool_;
};

}  // namespace verbatim::http
