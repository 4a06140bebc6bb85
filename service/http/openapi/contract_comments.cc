#include "http/openapi/contract_comments.h"

#include <cstdlib>
#include <string_view>

#include "google/protobuf/descriptor.pb.h"

// The output of protoc --descriptor_set_out --include_imports --include_source_info.
asm(R"(
  .pushsection .rodata
  .global verbatim_contract_start
  .global verbatim_contract_end
  .hidden verbatim_contract_start
  .hidden verbatim_contract_end
verbatim_contract_start:
  .incbin ")" VERBATIM_CONTRACT R"("
verbatim_contract_end:
  .byte 0
  .popsection
)");
extern "C" const char
    verbatim_contract_start[];  // NOLINT(readability-identifier-naming): a symbol of the above
extern "C" const char verbatim_contract_end[];  // NOLINT(readability-identifier-naming)

namespace verbatim::http {
namespace {

// Joins the lines of each paragraph; lists keep their lines.
std::string Reflow(std::string_view comment) {
  std::string text;
  bool fresh = true;
  while (!comment.empty()) {
    std::string_view line = comment.substr(0, comment.find('\n'));
    comment.remove_prefix(std::min(line.size() + 1, comment.size()));
    if (line.starts_with(' ')) line.remove_prefix(1);
    if (line.empty()) {
      if (!text.empty()) text += "\n\n";
      fresh = true;
      continue;
    }
    if (!fresh) text += line.starts_with(' ') ? '\n' : ' ';
    text += line;
    fresh = false;
  }
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

template <typename Element>
std::string CommentOf(const Element* element) {
  google::protobuf::SourceLocation location;
  if (element == nullptr || !element->GetSourceLocation(&location)) return {};
  return Reflow(location.leading_comments);
}

}  // namespace

ContractComments::ContractComments() {
  google::protobuf::FileDescriptorSet files;
  if (!files.ParseFromArray(verbatim_contract_start,
                            static_cast<int>(verbatim_contract_end - verbatim_contract_start)))
    std::abort();  // the build made it
  for (const auto& file : files.file()) pool_.BuildFile(file);
}
ContractComments::~ContractComments() = default;

std::string ContractComments::Of(const google::protobuf::Descriptor& message) const {
  return CommentOf(pool_.FindMessageTypeByName(message.full_name()));
}
std::string ContractComments::Of(const google::protobuf::FieldDescriptor& field) const {
  return CommentOf(pool_.FindFieldByName(field.full_name()));
}
std::string ContractComments::Of(const google::protobuf::EnumDescriptor& type) const {
  return CommentOf(pool_.FindEnumTypeByName(type.full_name()));
}
std::string ContractComments::Of(const google::protobuf::EnumValueDescriptor& value) const {
  return CommentOf(pool_.FindEnumValueByName(value.full_name()));
}
std::string ContractComments::Of(const google::protobuf::ServiceDescriptor& service) const {
  return CommentOf(pool_.FindServiceByName(service.full_name()));
}
std::string ContractComments::Of(const google::protobuf::MethodDescriptor& method) const {
  return CommentOf(pool_.FindMethodByName(method.full_name()));
}

}  // namespace verbatim::http
