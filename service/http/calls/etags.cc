#include "http/calls/etags.h"

#include <algorithm>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "http/rest/binding.h"
#include "status/errors.h"

namespace verbatim::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* EtagField(const Descriptor& type) {
  const FieldDescriptor* field = type.FindFieldByName("etag");
  return field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated()
             ? field
             : nullptr;
}

}  // namespace

std::string ResponseEtag(const Message& response) {
  std::vector<const FieldDescriptor*> fields;
  response.GetReflection()->ListFields(response, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const Message& resource = response.GetReflection()->GetMessage(response, field);
    if (const FieldDescriptor* etag = EtagField(*resource.GetDescriptor()))
      return resource.GetReflection()->GetString(resource, etag);
  }
  return {};
}

bool MatchesEtag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view item = if_none_match.substr(0, if_none_match.find(','));
    if_none_match.remove_prefix(std::min(item.size() + 1, if_none_match.size()));
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (item == "*") return true;
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item.size() == etag.size() + 2 && item.starts_with('"') && item.ends_with('"') &&
        item.substr(1, etag.size()) == etag)
      return true;
  }
  return false;
}

bool ReadEtag(std::string_view value, std::string& etag) {
  if (value.size() < 3 || value.front() != '"' || value.back() != '"') return false;
  etag = value.substr(1, value.size() - 2);
  return etag.find('"') == std::string::npos;
}

bool TakesEtag(const Descriptor& type, std::string_view body) {
  if (EtagField(type) != nullptr) return true;
  if (body.empty() || body == "*") return false;
  const FieldDescriptor* resource = type.FindFieldByName(std::string(body));
  return resource != nullptr && EtagField(*resource->message_type()) != nullptr;
}

absl::Status SetRequestEtag(Message& request, std::string_view body, std::string_view etag) {
  const bool own = EtagField(*request.GetDescriptor()) != nullptr;
  Message* holder = own ? &request : MutableAt(request, body);
  const FieldDescriptor* field = EtagField(*holder->GetDescriptor());
  const std::string given = holder->GetReflection()->GetString(*holder, field);
  if (!given.empty() && given != etag) return InvalidField("etag", "is not the etag in If-Match");
  holder->GetReflection()->SetString(holder, field, std::string(etag));
  return absl::OkStatus();
}

}  // namespace verbatim::http
