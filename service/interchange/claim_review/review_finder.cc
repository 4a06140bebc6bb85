#include "interchange/claim_review/review_finder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "interchange/claim_review.h"
#include "interchange/claim_review/url_reader.h"
#include "interchange/json_fields.h"
#include "status/absl_view.h"
#include "status/errors.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;

// References are followed from the review through this many nodes: its claim, the claim's author, and one
// more.
constexpr size_t kMaxReferences = 3;
// References of one review that are followed at most. Nodes may name each other.
constexpr size_t kMaxFollowed = 100;

// Returns the `@id` of an object that has nothing else, except for a type. Otherwise empty.
std::string ReferenceOf(const json& value) {
  if (!value.is_object()) return "";
  for (const auto& [key, member] : value.items()) {
    if (key != "@id" && key != "@type") return "";
  }
  const json& id = Member(value, "@id");
  return id.is_string() ? id.get<std::string>() : "";
}

// Properties whose value may be a node. Other references, such as those to evidence, stay as they are.
bool MayReferToNode(std::string_view key) {
  constexpr std::string_view kKeys[] = {"author",     "publisher",       "sdPublisher",     "itemReviewed",
                                        "appearance", "firstAppearance", "reviewRating",    "claimReviewed",
                                        "inLanguage", "citation",        "mainEntityOfPage"};
  return std::ranges::find(kKeys, key) != std::end(kKeys);
}

// The page may be unknown without loss.
bool IsRequired(std::string_view key) {
  return key != "mainEntityOfPage" && key != "inLanguage" && key != "citation";
}

class Follower {
 public:
  Follower(const NodeMap& nodes, bool& missing) : nodes_(nodes), missing_(missing) {}

  json Follow(const json& object, size_t references) {
    if (!object.is_object()) return object;
    json followed = json::object();
    for (const auto& [key, value] : object.items()) {
      if (!MayReferToNode(key)) {
        followed[key] = value;
      } else if (value.is_array()) {
        json& list = followed[key] = json::array();
        for (const json& one : value) list.push_back(FollowValue(one, key, references));
      } else {
        followed[key] = FollowValue(value, key, references);
      }
    }
    return followed;
  }

 private:
  json FollowValue(const json& value, std::string_view key, size_t references) {
    std::string id = ReferenceOf(value);
    const bool is_reference = !id.empty();
    if (value.is_string() && key != "claimReviewed") id = value.get<std::string>();
    const auto node = id.empty() ? nodes_.end() : nodes_.find(id);
    if (node == nodes_.end()) {
      missing_ |= is_reference && IsRequired(key);
      return references == 0 || value.is_string() ? value : Follow(value, references - 1);
    }
    if (references == 0 || followed_++ == kMaxFollowed) return value;
    return Follow(node->second, references - 1);
  }

  const NodeMap& nodes_;
  bool& missing_;
  size_t followed_ = 0;
};

// Returns the URL of the page, article or list that `object` describes, if it describes one.
std::string PageUrlOf(const json& object, const std::string& around) {
  for (const char* key : {"url", "mainEntityOfPage", "@id"}) {
    for (const json* value : Values(object, key)) {
      const std::string written = value->is_string() ? value->get<std::string>() : Text(*value, "@id");
      if (std::string url = ReadUrl(written, around); IsPageUrl(url)) return WithoutFragment(url);
    }
  }
  return around;
}

// Publishers may write `schema:claimReviewed`, or the whole address of a property. Returns the plain name.
std::string_view PlainKey(std::string_view key) {
  for (const std::string_view prefix : {"schema:", "http://schema.org/", "https://schema.org/"}) {
    if (key.starts_with(prefix)) return key.substr(prefix.size());
  }
  return key;
}

bool HasPrefixes(const json& object) {
  return std::ranges::any_of(object.items(),
                             [](const auto& member) { return PlainKey(member.key()) != member.key(); });
}

// Bounded by FeedItems::kMaxDepth.
json WithPlainKeys(const json& value) {
  if (value.is_array()) {
    json list = json::array();
    for (const json& one : value) list.push_back(WithPlainKeys(one));
    return list;
  }
  if (!value.is_object()) return value;
  json plain = json::object();
  for (const auto& [key, member] : value.items()) plain[std::string(PlainKey(key))] = WithPlainKeys(member);
  return plain;
}

std::string TypeOf(const json& object) {
  return Text(object, Member(object, "@type").is_null() ? "type" : "@type");
}

}  // namespace

json WithNodes(const json& review, const NodeMap& nodes, bool& missing) {
  missing = false;
  return Follower(nodes, missing).Follow(review, kMaxReferences);
}

std::vector<FoundReview> ReviewFinder::Push(FeedItem item) {
  if (item.list != list_) EndList();
  list_ = item.list;
  if (!item.value.ok()) {
    Add({item.byte_offset, std::move(item.value), ""}, 0);
  } else {
    const json value = HasPrefixes(*item.value) ? WithPlainKeys(*item.value) : *std::move(item.value);
    Remember(value, 0);
    const bool has_review = AddReviewsIn(value, "", item.byte_offset, 0);
    const std::string type = TypeOf(value);
    if (!has_review && type.empty()) {
      Add({item.byte_offset, InvalidField("@type", "must be ClaimReview"), ""}, 0);
    } else if (!has_review && type.ends_with("Review")) {
      Add({item.byte_offset, InvalidField("@type", absl::StrCat("must be ClaimReview, and is ", type)), ""},
          0);
    }
  }
  Release(false);
  return std::exchange(complete_, {});
}

std::vector<FoundReview> ReviewFinder::Finish() {
  EndList();
  if (!found_any_) complete_.push_back({0, InvalidField("data", "the file contains no ClaimReview"), ""});
  return std::exchange(complete_, {});
}

void ReviewFinder::EndList() {
  Release(true);
  nodes_.clear();
  node_bytes_ = 0;
}

void ReviewFinder::Add(FoundReview found, size_t bytes) {
  found_any_ = true;
  queue_bytes_ += bytes;
  queue_.push_back({std::move(found), bytes, bytes > 0});
}

bool ReviewFinder::AddReviewsIn(const json& value, const std::string& page, int64_t byte_offset,
                                size_t depth) {
  if (depth > FeedItems::kMaxDepth) return false;
  bool found = false;
  if (value.is_array()) {
    for (const json& one : value) found |= AddReviewsIn(one, page, byte_offset, depth + 1);
    return found;
  }
  if (!value.is_object()) return false;
  if (IsClaimReview(value)) {
    Add({byte_offset, value, page}, value.dump().size());
    return true;
  }
  const std::string around = PageUrlOf(value, page);
  for (const auto& [key, member] : value.items()) {
    if (member.is_structured()) found |= AddReviewsIn(member, around, byte_offset, depth + 1);
  }
  return found;
}

void ReviewFinder::Remember(const json& value, size_t depth) {
  if (!value.is_structured() || depth > FeedItems::kMaxDepth) return;
  if (value.is_object() && value.contains("@id") && value["@id"].is_string() && ReferenceOf(value).empty()) {
    const size_t bytes = value.dump().size();
    if (node_bytes_ + bytes <= kMaxNodeBytes && nodes_.emplace(value["@id"].get<std::string>(), value).second)
      node_bytes_ += bytes;
  }
  for (const auto& member : value.items()) Remember(member.value(), depth + 1);
}

void ReviewFinder::Release(bool all) {
  while (!queue_.empty()) {
    Waiting& front = queue_.front();
    if (front.waits) {
      bool missing = false;
      json followed = WithNodes(*front.found.review, nodes_, missing);
      if (missing && !all && queue_bytes_ <= kMaxWaitingBytes) return;
      front.found.review = std::move(followed);
    }
    complete_.push_back(std::move(front.found));
    queue_bytes_ -= front.bytes;
    queue_.pop_front();
  }
}

}  // namespace verbatim::interchange
