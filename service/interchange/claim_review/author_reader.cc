#include "interchange/claim_review/author_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "interchange/claim_review/plain_text.h"
#include "interchange/claim_review/url_reader.h"
#include "interchange/json_fields.h"
#include "status/field_validation.h"
#include "text/unicode/utf8.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;

// Limit of Claimant.same_as and Reviewer.same_as.
constexpr size_t kMaxSameAs = 20;

// Returns the name of an author that is an object, and notes its other names. `@id` and `url` are no names.
std::string NameOfAuthor(const json& author, const std::string& path, Notes& notes) {
  std::string name;
  for (const char* key : {"name", "legalName", "alternateName"}) {
    for (const json* value : Values(author, key)) {
      const std::string one =
          PlainLine(value->is_string() ? value->get_ref<const std::string&>() : Text(*value, "@value"));
      if (name.empty()) {
        name = one;
      } else if (!one.empty() && one != name) {
        notes.Add(absl::StrCat(path, ".", key), absl::StrCat("is not kept: ", name, " is the name"));
      }
    }
  }
  if (!name.empty()) return name;
  const std::string given = PlainLine(Text(author, "givenName"));
  const std::string family = PlainLine(Text(author, "familyName"));
  return given.empty() || family.empty() ? given + family : absl::StrCat(given, " ", family);
}

std::string ShortName(std::string name, const std::string& path, Notes& notes) {
  if (name.size() <= kNameBytes) return name;
  notes.Add(path, absl::StrCat("is cut to ", kNameBytes, " bytes"));
  return std::string(TrimSpace(text::FirstBytes(name, kNameBytes)));
}

Author FromObject(const json& object, const std::string& path, std::string_view base, Notes& notes) {
  Author author;
  std::vector<std::string> uris = ReadUrls(object, "url", path + ".url", base, notes);
  for (std::string& uri : ReadUrls(object, "sameAs", path + ".sameAs", base, notes)) {
    if (std::ranges::find(uris, uri) == uris.end()) uris.push_back(std::move(uri));
  }
  if (std::string id = ReadUrl(Text(object, "@id"), ""); uris.empty() && !id.empty())
    uris.push_back(std::move(id));
  if (!uris.empty()) {
    author.uri = std::move(uris.front());
    uris.erase(uris.begin());
  }
  if (uris.size() > kMaxSameAs) {
    notes.Add(path + ".sameAs", absl::StrCat("has more than ", kMaxSameAs, " URLs; the others are not kept"));
    uris.resize(kMaxSameAs);
  }
  author.same_as = std::move(uris);
  author.name = ShortName(NameOfAuthor(object, path, notes), path + ".name", notes);
  return author;
}

std::optional<Author> FromValue(const json& value, const std::string& path, std::string_view base,
                                Notes& notes) {
  Author author;
  if (value.is_object()) {
    author = FromObject(value, path, base, notes);
  } else if (value.is_string()) {
    std::string text = PlainLine(value.get_ref<const std::string&>());
    if (IsPageUrl(text)) {
      author.uri = ReadUrl(text, "");
    } else {
      author.name = ShortName(std::move(text), path, notes);
    }
  }
  if (author.name.empty()) author.name = HostOf(author.uri);
  if (author.name.empty() || author.name.size() > kNameBytes) return std::nullopt;
  return author;
}

}  // namespace

std::optional<Author> ReadAuthor(const json& object, const char* key, const std::string& path,
                                 std::string_view base, Notes& notes) {
  std::optional<Author> first;
  const std::vector<const json*> values = Values(object, key);
  for (size_t i = 0; i < values.size(); ++i) {
    const std::string at = values.size() == 1 ? path : absl::StrCat(path, "[", i, "]");
    Notes of_value;
    std::optional<Author> author = FromValue(*values[i], at, base, of_value);
    if (!author) {
      notes.Add(at, "has no name and no URL and is not kept");
    } else if (!first) {
      first = std::move(author);
      notes.Append(of_value);
    } else if (author->name != first->name) {
      notes.Add(at, "is not kept: only the first author is");
    }
  }
  return first;
}

}  // namespace verbatim::interchange
