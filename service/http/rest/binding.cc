#include "http/rest/binding.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "http/json/scalars.h"
#include "status/absl_view.h"
#include "status/errors.h"

namespace verbatim::http {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Takes the first name of a field path.
std::string_view TakeName(std::string_view& path) {
  const size_t end = std::min(path.find('.'), path.size());
  const std::string_view name = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return name;
}

absl::Status SetMapEntry(Message& message, const FieldDescriptor& field, std::string_view key,
                         std::string_view value, std::string_view path) {
  Message& entry = *message.GetReflection()->AddMessage(&message, &field);
  std::string wrong = SetFromText(entry, *field.message_type()->map_key(), key);
  if (wrong.empty()) wrong = SetFromText(entry, *field.message_type()->map_value(), value);
  return wrong.empty() ? absl::OkStatus() : InvalidField(path, wrong);
}

}  // namespace

absl::Status SetField(Message& message, std::string_view path, std::string_view value) {
  Message* at = &message;
  std::string_view rest = path;
  while (true) {
    std::string_view name = TakeName(rest);
    std::string_view key;
    const size_t bracket = name.find('[');
    if (bracket != std::string_view::npos) {
      // A key may have dots.
      name = path.substr(static_cast<size_t>(name.data() - path.data()));
      if (name.back() != ']') return InvalidField(path, "is not a field");
      key = name.substr(bracket + 1, name.size() - bracket - 2);
      name = name.substr(0, bracket);
      rest = {};
    }
    const FieldDescriptor* field = FindField(*at->GetDescriptor(), name);
    if (field == nullptr) {
      return InvalidField(path, absl::StrCat("is not a field of ", at->GetDescriptor()->name()));
    }
    if (field->is_map()) {
      if (bracket == std::string_view::npos || !rest.empty())
        return InvalidField(path, absl::StrCat("is a map: use ", Absl(path), "[KEY]=VALUE"));
      return SetMapEntry(*at, *field, key, value, path);
    }
    if (bracket != std::string_view::npos) return InvalidField(path, "is not a map");
    if (rest.empty()) {
      if (!field->is_repeated() && field->has_presence() && at->GetReflection()->HasField(*at, field))
        return InvalidField(path, "is given twice");
      const std::string wrong = SetFromText(*at, *field, value);
      return wrong.empty() ? absl::OkStatus() : InvalidField(path, wrong);
    }
    if (field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE)
      return InvalidField(path, "is not a field");
    at = at->GetReflection()->MutableMessage(at, field);
  }
}

bool IsSystemParameter(std::string_view name) {
  static constexpr std::string_view kNames[] = {"key",          "alt",          "$alt",      "prettyPrint",
                                                "$prettyPrint", "$userProject", "quotaUser", "$.xgafv"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

Message* MutableAt(Message& message, std::string_view path) {
  Message* at = &message;
  while (!path.empty()) {
    const FieldDescriptor* field = FindField(*at->GetDescriptor(), TakeName(path));
    if (field == nullptr || field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE)
      return nullptr;
    at = at->GetReflection()->MutableMessage(at, field);
  }
  return at;
}

}  // namespace verbatim::http
