#include "interchange/web_annotation/bodies.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "interchange/json_fields.h"
#include "text/html/html.h"
#include "text/html/page_text.h"
#include "text/unicode/spaced_text.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using verbatim::v1::Claim;

constexpr size_t kMaxLabels = 64;  // Claim.labels
constexpr size_t kMaxLabelBytes = 256;
constexpr size_t kMaxKeyBytes = 63;
constexpr std::string_view kNumberedTag = "tag-";

// Returns whether a member has the value `name`, as such or with the URI or prefix of a vocabulary before it.
bool HasName(const json& object, const char* key, std::string_view name) {
  for (const json* value : Values(object, key)) {
    const std::string text = value->is_string() ? value->get<std::string>() : Text(*value, "id");
    std::string_view given = text;
    if (!given.ends_with(name)) continue;
    given.remove_suffix(name.size());
    if (given.empty() || std::string_view("/#:").find(given.back()) != std::string_view::npos) return true;
  }
  return false;
}

bool IsHtml(const json& body) {
  const std::string format = absl::AsciiStrToLower(Text(body, "format"));
  return format.starts_with("text/html") || format.starts_with("application/xhtml");
}

// Returns the text of a piece of HTML.
std::string TextOfHtml(const std::string& html) {
  text::HtmlText readable = text::ReadableText(html);
  if (readable.fault == text::HtmlFault::kNone) return std::move(readable.text);
  return text::CollapseSpace(text::PageText(html));
}

bool IsSet(const json& body) {
  return HasType(body, "Choice") || HasType(body, "List") || HasType(body, "Composite") ||
         HasType(body, "Independents");
}

class BodyReader {
 public:
  explicit BodyReader(Violations& violations) : violations_(violations) {}

  // Returns the text of a body; empty if it is a resource elsewhere. Bounded by FeedItems::kMaxDepth.
  std::string Read(const json& body, const std::string& path) {
    if (!body.is_object()) return "";
    if (IsSet(body)) return ReadSet(body, path);
    for (const char* key : {"value", "chars", "rdf:value"}) {
      if (Values(body, key).size() > 1) {
        violations_.Add(absl::StrCat(path, ".", key), "must be given only once");
        return "";
      }
      std::string text = Text(body, key);
      if (!text.empty()) return IsHtml(body) ? TextOfHtml(text) : text;
    }
    if (!HasType(body, "SpecificResource")) return "";
    std::string text = Read(FirstObject(body, "source"), absl::StrCat(path, ".source"));
    if (text.empty()) violations_.Add(absl::StrCat(path, ".source"), "must be a body with text");
    return text;
  }

  // Returns the text of a tag, or the URI of what it means.
  std::string ReadTag(const json& body, const std::string& path) {
    if (HasType(body, "SpecificResource")) {
      const json& source = FirstObject(body, "source");
      std::string tag = source.is_null() ? "" : Read(source, path);
      return tag.empty() ? Uri(body, "source") : tag;
    }
    if (body.is_string()) return body.get<std::string>();
    std::string tag = Read(body, path);
    return tag.empty() ? Text(body, "id") : tag;
  }

 private:
  std::string ReadSet(const json& body, const std::string& path) {
    std::vector<std::string> texts;
    const bool is_choice = HasType(body, "Choice");
    for (const json* item : Items(body)) {
      std::string text = Read(*item, absl::StrCat(path, ".items"));
      if (text.empty() && !is_choice) {
        violations_.Add(absl::StrCat(path, ".items"), "must be bodies with text");
        return "";
      }
      if (!text.empty()) texts.push_back(std::move(text));
      if (is_choice && !texts.empty()) break;
    }
    std::string joined;
    for (const std::string& text : texts) absl::StrAppend(&joined, joined.empty() ? "" : "\n", text);
    if (joined.empty()) violations_.Add(path, "must have items with text");
    return joined;
  }

  // `members` and `item` are from the drafts of the model.
  static std::vector<const json*> Items(const json& body) {
    for (const char* key : {"items", "members", "item"}) {
      if (auto items = Values(body, key); !items.empty()) return items;
    }
    return {};
  }

  Violations& violations_;
};

// Returns the key of a tag's label; empty if the tag has no character that a key may have.
std::string KeyOf(std::string_view tag) {
  std::string key;
  for (char c : tag) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte)) {
      key += absl::ascii_tolower(byte);
    } else if (!key.empty() && key.back() != '-') {
      key += '-';
    }
  }
  key.resize(std::min(key.size(), kMaxKeyBytes));
  while (key.ends_with('-')) key.pop_back();
  return key.empty() || absl::ascii_isalpha(static_cast<unsigned char>(key[0])) ? key : "";
}

}  // namespace

bool IsTagging(const json& annotation, const json& body) {
  if (HasType(body, "Tag") || HasType(body, "SemanticTag")) return true;
  if (!Member(body, "purpose").is_null()) return HasName(body, "purpose", "tagging");
  // The motivation of an annotation is the purpose of bodies that state none, unless it has several.
  return Values(annotation, "motivation").size() == 1 && HasName(annotation, "motivation", "tagging");
}

bool IsElsewhere(const json& body) {
  if (!body.is_object()) return true;
  for (const char* key : {"value", "chars", "rdf:value"}) {
    if (!Text(body, key).empty()) return false;
  }
  return !IsSet(body) && !HasType(body, "SpecificResource");
}

void AddTag(const std::string& tag, Claim& claim) {
  const std::string value(absl::StripAsciiWhitespace(tag));
  auto& labels = *claim.mutable_labels();
  if (value.empty() || value.size() > kMaxLabelBytes || labels.size() >= kMaxLabels) return;
  std::string key = KeyOf(value);
  if (key.starts_with(kNumberedTag)) key.clear();
  if (auto found = labels.find(key); found != labels.end()) {
    if (found->second == value) return;
    key.clear();
  }
  for (size_t number = 1; key.empty(); ++number) {
    std::string numbered = absl::StrCat("tag-", number);
    auto found = labels.find(numbered);
    if (found != labels.end() && found->second == value) return;
    if (found == labels.end()) key = std::move(numbered);
  }
  labels[key] = value;
}

bool IsTag(const std::string& key, const std::string& value) {
  return key.starts_with(kNumberedTag) || key == KeyOf(value);
}

void ReadBodies(const json& annotation, const Uris& uris, Claim& claim, Violations& violations) {
  BodyReader reader(violations);
  const std::vector<const json*> bodies = Values(annotation, "body");
  for (size_t i = 0; i < bodies.size(); ++i) {
    const json& body = *bodies[i];
    const std::string path = bodies.size() == 1 ? "body" : absl::StrCat("body[", i, "]");
    if (claim.name().empty()) claim.set_name(uris.NameOf(Text(body, "id")));
    if (IsTagging(annotation, body)) {
      AddTag(reader.ReadTag(body, path), claim);
      continue;
    }
    std::string text = reader.Read(body, path);
    if (claim.text().empty()) claim.set_text(std::move(text));
  }
  const size_t values = Values(annotation, "bodyValue").size();
  if (values > 1 || (values == 1 && !bodies.empty())) {
    violations.Add("bodyValue", values > 1 ? "must be given only once" : "must not be given beside body");
  }
  if (claim.text().empty()) claim.set_text(Text(annotation, "bodyValue"));
}

}  // namespace verbatim::interchange
