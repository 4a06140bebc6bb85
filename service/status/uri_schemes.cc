#include "status/uri_schemes.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "google/protobuf/descriptor.h"
#include "status/absl_view.h"
#include "status/field_validation.h"

namespace verbatim {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::string_view kUnsafe[] = {"javascript", "vbscript", "data", "blob", "file", "about"};
constexpr size_t kLongestScheme = 10;

bool HoldsUris(const FieldDescriptor& field) {
  const std::string& name = field.name();
  return absl::EndsWith(name, "uri") || absl::EndsWith(name, "uris") || name == "same_as" ||
         name == "derived_from";
}

// Calls `see(uri, path)` for each URI in the message. `path` is a function, because a path is rarely needed.
using Path = std::function<std::string()>;
using See = std::function<void(const std::string&, const Path&)>;
void ForEachUri(const Message& message, const Path& path, const See& see) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  std::string scratch;
  for (const FieldDescriptor* field : fields) {
    const bool is_message = field->type() == FieldDescriptor::TYPE_MESSAGE && !field->is_map();
    if (!is_message && !(field->type() == FieldDescriptor::TYPE_STRING && HoldsUris(*field))) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const Path place = [&path, field, i] {
        return field->is_repeated() ? Item(path(), field->name(), i) : Join(path(), field->name());
      };
      if (is_message) {
        ForEachUri(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                        : reflection.GetMessage(message, field),
                   place, see);
      } else {
        see(field->is_repeated() ? reflection.GetRepeatedStringReference(message, field, i, &scratch)
                                 : reflection.GetStringReference(message, field, &scratch),
            place);
      }
    }
  }
}

// Returns the scheme in lower case; empty if there is none of at most kLongestScheme letters.
std::string SchemeOf(std::string_view uri) {
  std::string scheme;
  for (const char c : uri) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F) continue;
    if (c == ':') return scheme;
    if (scheme.size() == kLongestScheme) break;
    scheme.push_back(absl::ascii_tolower(byte));
  }
  return "";
}

}  // namespace

bool IsUnsafeUri(std::string_view uri) {
  const std::string scheme = SchemeOf(uri);
  return std::find(std::begin(kUnsafe), std::end(kUnsafe), scheme) != std::end(kUnsafe);
}

bool IsLinkable(std::string_view uri) {
  const std::string scheme = SchemeOf(uri);
  return scheme == "http" || scheme == "https";
}

void CheckUriSchemes(const Message& value, const Message* recorded, std::string_view path,
                     Violations& violations) {
  std::set<std::string> known;
  if (recorded != nullptr) {
    ForEachUri(
        *recorded, [] { return std::string(); },
        [&](const std::string& uri, const Path&) {
          if (IsUnsafeUri(uri)) known.insert(uri);
        });
  }
  ForEachUri(
      value, [path] { return std::string(path); },
      [&](const std::string& uri, const Path& place) {
        if (IsUnsafeUri(uri) && !known.contains(uri)) {
          violations.Add(place(), "must not have the scheme javascript, vbscript, data, blob, file or about");
        }
      });
}

}  // namespace verbatim
