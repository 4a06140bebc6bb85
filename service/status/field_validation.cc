#include "status/field_validation.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "status/absl_view.h"
#include "status/names.h"
#include "text/unicode/language.h"
#include "text/unicode/utf8.h"

namespace verbatim {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Limits documented in proto/verbatim/v1.
constexpr size_t kRequestIdBytes = 128;
constexpr size_t kLabelKeyBytes = 63;

// The minimum length that implementations must allow: RFC 5646, section 4.4.1.
constexpr size_t kLanguageBytes = 35;

// A field, or an item of a repeated field, and the messages around it. The path is built only for a
// violation.
struct Place {
  const Place* around;  // place of the message that has the field; null for the outermost one
  const FieldDescriptor& field;
  int index;  // of the item, if the field is repeated
};

std::string PathOf(const Place& place, std::string_view root) {
  const std::string path = place.around == nullptr ? std::string(root) : PathOf(*place.around, root);
  const std::string& name = place.field.name();
  return place.field.is_repeated() ? Item(path, name, place.index) : Join(path, name);
}

void CheckString(const std::string& value, const Place& place, std::string_view root,
                 Violations& violations) {
  if (size_t nul = value.find('\0'); nul != std::string::npos) {
    violations.Add(PathOf(place, root), absl::StrCat("contains a NUL at byte ", nul));
  } else if (std::optional<size_t> bad = text::FindInvalidUtf8(value)) {
    violations.Add(PathOf(place, root), absl::StrCat("is not UTF-8 at byte ", *bad));
  }
}

void CheckStringsIn(const Message& message, const Place* around, std::string_view root,
                    Violations& violations) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  std::string scratch;
  for (const FieldDescriptor* field : fields) {
    const bool is_string = field->type() == FieldDescriptor::TYPE_STRING;
    if (!is_string && field->type() != FieldDescriptor::TYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const Place place{around, *field, i};
      if (!is_string) {
        CheckStringsIn(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                            : reflection.GetMessage(message, field),
                       &place, root, violations);
      } else {
        CheckString(field->is_repeated() ? reflection.GetRepeatedStringReference(message, field, i, &scratch)
                                         : reflection.GetStringReference(message, field, &scratch),
                    place, root, violations);
      }
    }
  }
}

}  // namespace

std::string Join(std::string_view path, std::string_view field) {
  return path.empty() ? std::string(field) : absl::StrCat(Absl(path), ".", Absl(field));
}

std::string Item(std::string_view path, std::string_view field, int index) {
  return absl::StrCat(Join(path, field), "[", index, "]");
}

void CheckLength(std::string_view value, Presence presence, size_t most, std::string_view path,
                 Violations& violations) {
  if (value.empty() && presence == Presence::kRequired) {
    violations.Add(path, "must not be empty");
  } else if (value.size() > most) {
    violations.Add(path, absl::StrCat("has ", value.size(), " bytes, more than the ", most, " allowed"));
  }
}

bool IsAbsoluteUri(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  if (!absl::ascii_isalpha(static_cast<unsigned char>(text[0]))) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '.';
  });
}

// Any script is allowed (RFC 3987); white space and control characters are not.
void CheckUri(std::string_view uri, std::string_view path, Violations& violations) {
  if (uri.empty()) return;
  CheckLength(uri, Presence::kOptional, kUriBytes, path, violations);
  auto visible = [](char c) { return static_cast<unsigned char>(c) > ' ' && c != 0x7F; };
  if (!IsAbsoluteUri(uri) || !std::all_of(uri.begin(), uri.end(), visible)) {
    violations.Add(path, "must be an absolute URI, such as https://example.org/article");
  }
}

// Checks the shape of the tag and that its language exists. A tag that names no language would turn off all
// rules that depend on the language, and the caller would not notice. Other subtags are not checked.
void CheckLanguage(std::string_view tag, std::string_view path, Violations& violations) {
  if (tag.empty()) return;
  bool valid = tag.size() <= kLanguageBytes;
  size_t position = 0;
  for (bool first = true; valid && position <= tag.size(); first = false) {
    std::string_view subtag = tag.substr(position, tag.find('-', position) - position);
    auto allowed = [first](char c) {
      auto byte = static_cast<unsigned char>(c);
      return first ? absl::ascii_isalpha(byte) : absl::ascii_isalnum(byte);
    };
    valid = subtag.size() >= (first ? 2u : 1u) && subtag.size() <= 8 &&
            std::all_of(subtag.begin(), subtag.end(), allowed);
    position += subtag.size() + 1;
  }
  if (valid && text::IsKnownLanguage(tag)) return;
  const std::string likely = tag.size() <= kLanguageBytes ? text::LikelyLanguage(tag) : "";
  violations.Add(path, likely.empty()
                           ? "must be a BCP 47 language tag, such as en or pt-BR"
                           : absl::StrCat("must be a BCP 47 language tag, such as en or pt-BR; did you mean ",
                                          likely, "?"));
}

void CheckLabels(const google::protobuf::Map<std::string, std::string>& labels, int most,
                 std::string_view path, Violations& violations) {
  if (labels.size() > static_cast<size_t>(most)) {
    violations.Add(path, absl::StrCat("must have at most ", most, " items"));
    return;
  }
  for (const auto& [key, value] : labels) {
    auto allowed = [](char c) {
      auto byte = static_cast<unsigned char>(c);
      return absl::ascii_islower(byte) || absl::ascii_isdigit(byte) || c == '_' || c == '-';
    };
    bool valid = !key.empty() && key.size() <= kLabelKeyBytes &&
                 absl::ascii_islower(static_cast<unsigned char>(key[0])) &&
                 std::all_of(key.begin(), key.end(), allowed);
    std::string item = absl::StrCat(Absl(path), "[\"", key, "\"]");
    if (!valid) {
      violations.Add(item,
                     "the key must be 1 to 63 characters from a-z, 0-9, _ and -, and begin with a letter");
    }
    CheckLength(value, Presence::kOptional, kNameBytes, item, violations);
  }
}

void CheckTime(bool set, const google::protobuf::Timestamp& time, std::string_view path,
               Violations& violations) {
  constexpr int64_t kFirst = -62135596800;  // 0001-01-01T00:00:00Z
  constexpr int64_t kLast = 253402300799;   // 9999-12-31T23:59:59Z
  if (set &&
      (time.seconds() < kFirst || time.seconds() > kLast || time.nanos() < 0 || time.nanos() > 999'999'999)) {
    violations.Add(path, "must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z");
  }
}

void CheckNewId(std::string_view id, std::string_view path, Violations& violations) {
  if (id.empty() || IsValidId(id)) return;
  violations.Add(
      path, "must be 1 to 63 characters from a-z, 0-9 and hyphen, and must not begin or end with a hyphen");
}

void CheckRequestId(std::string_view request_id, std::string_view path, Violations& violations) {
  auto printable = [](char c) { return c > ' ' && c <= '~'; };
  if (request_id.size() > kRequestIdBytes || !std::all_of(request_id.begin(), request_id.end(), printable)) {
    violations.Add(path, absl::StrCat("must be at most ", kRequestIdBytes,
                                      " printable ASCII characters without spaces"));
  }
}

void CheckStrings(const Message& message, std::string_view path, Violations& violations) {
  CheckStringsIn(message, nullptr, path, violations);
}

}  // namespace verbatim
