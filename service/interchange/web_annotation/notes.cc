#include "interchange/web_annotation/notes.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "interchange/json_fields.h"
#include "interchange/kept_properties.h"
#include "interchange/web_annotation/bodies.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;

constexpr auto kFormat = verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION;

// Returns the path of value `i` of `count` values of a member.
std::string PathOf(const std::string& path, const char* key, size_t i, size_t count) {
  std::string at = path.empty() ? key : absl::StrCat(path, ".", key);
  if (count > 1) absl::StrAppend(&at, "[", i, "]");
  return at;
}

// Notes the members of `object` that are not in the list. `listed` is the object's path in the list, and
// `path` its path in the item.
void NoteAnnotationMembers(const json& object, const std::string& listed, const std::string& path,
                           Notes& notes) {
  if (!object.is_object()) return;
  for (const auto& [key, value] : object.items()) {
    // Keywords of JSON-LD say how the object is written.
    if (key.starts_with('@') || key == "type" || key == "id" || value.is_null()) continue;
    if (!IsKept(kFormat, listed.empty() ? key : absl::StrCat(listed, ".", key))) {
      notes.Add(path.empty() ? key : absl::StrCat(path, ".", key), kNotKept);
    }
  }
}

void NoteMembersOfEach(const json& object, const std::string& listed, const std::string& path,
                       const char* key, Notes& notes) {
  const std::vector<const json*> values = Values(object, key);
  for (size_t i = 0; i < values.size(); ++i) {
    NoteAnnotationMembers(*values[i], listed.empty() ? key : absl::StrCat(listed, ".", key),
                          PathOf(path, key, i, values.size()), notes);
  }
}

// Notes bodies that are neither tags nor the first with text.
void NoteBodies(const json& annotation, Notes& notes) {
  const std::vector<const json*> bodies = Values(annotation, "body");
  bool has_text = false;
  for (size_t i = 0; i < bodies.size(); ++i) {
    if (IsTagging(annotation, *bodies[i])) continue;
    const bool is_elsewhere = IsElsewhere(*bodies[i]);
    if (has_text || is_elsewhere) notes.Add(PathOf("", "body", i, bodies.size()), kNotKept);
    has_text = has_text || !is_elsewhere;
  }
}

}  // namespace

void NoteUnkeptOfAnnotation(const json& annotation, Notes& notes) {
  NoteAnnotationMembers(annotation, "", "", notes);
  NoteBodies(annotation, notes);
  for (const char* key : {"body", "creator", "target", "user_info"})
    NoteMembersOfEach(annotation, "", "", key, notes);
  const std::vector<const json*> targets = Values(annotation, "target");
  for (size_t i = 0; i < targets.size(); ++i) {
    const std::string path = PathOf("", "target", i, targets.size());
    NoteMembersOfEach(*targets[i], "target", path, "state", notes);
  }
  const std::vector<const json*> creators = Values(annotation, "creator");
  for (size_t i = 1; i < creators.size(); ++i) notes.Add(PathOf("", "creator", i, creators.size()), kNotKept);
  if (creators.empty() && !Member(annotation, "created").is_null() && Member(annotation, "user").is_null()) {
    notes.Add("created", "is not kept without a creator");
  }
}

}  // namespace verbatim::interchange
