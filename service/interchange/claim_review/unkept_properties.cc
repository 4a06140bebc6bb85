#include "interchange/claim_review/unkept_properties.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "interchange/json_fields.h"
#include "interchange/kept_properties.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;

bool IsEmpty(const json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         ((value.is_array() || value.is_object()) && value.empty());
}

// Notes the members of `object` that the list does not have under `listed`. `path` is the object's path in
// the item.
void NoteMembers(const json& object, const std::string& listed, const std::string& path, Notes& notes) {
  if (!object.is_object()) return;
  for (const auto& [key, value] : object.items()) {
    // Keywords of JSON-LD say how the object is written.
    if (key.starts_with('@') || key == "type" || key == "id" || IsEmpty(value)) continue;
    if (!IsKept(verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW, listed.empty() ? key : listed + "." + key))
      notes.Add(path.empty() ? key : path + "." + key, kNotKept);
  }
}

// The same for each object in the member `key`.
void NoteMembersOf(const json& object, const std::string& listed, const std::string& path, const char* key,
                   Notes& notes) {
  const std::vector<const json*> values = Values(object, key);
  for (size_t i = 0; i < values.size(); ++i) {
    std::string at = path.empty() ? key : absl::StrCat(path, ".", key);
    if (values.size() > 1) absl::StrAppend(&at, "[", i, "]");
    NoteMembers(*values[i], listed.empty() ? key : absl::StrCat(listed, ".", key), at, notes);
  }
}

}  // namespace

void NoteUnkeptOfReview(const json& review, Notes& notes) {
  NoteMembers(review, "", "", notes);
  NoteMembersOf(review, "", "", "reviewRating", notes);
  NoteMembers(FirstObject(review, "author"), "author", "author", notes);
}

void NoteUnkeptOfClaim(const json& item, const std::string& path, Notes& notes) {
  NoteMembers(item, "itemReviewed", path, notes);
  NoteMembers(FirstObject(item, "author"), "itemReviewed.author", path + ".author", notes);
  for (const char* key : {"appearance", "firstAppearance"})
    NoteMembersOf(item, "itemReviewed", path, key, notes);
}

}  // namespace verbatim::interchange
