#include "interchange/web_annotation.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "interchange/json_fields.h"
#include "status/errors.h"
#include "status/field_validation.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using verbatim::v1::Citation;

constexpr char kContext[] = "http://www.w3.org/ns/anno.jsonld";

ordered_json CreatorOf(const verbatim::v1::Agent& agent) {
  ordered_json creator = ordered_json::object();
  if (IsAbsoluteUri(agent.id())) creator["id"] = agent.id();
  switch (agent.kind()) {
    case verbatim::v1::AGENT_KIND_PERSON:
      creator["type"] = "Person";
      break;
    case verbatim::v1::AGENT_KIND_ORGANIZATION:
      creator["type"] = "Organization";
      break;
    case verbatim::v1::AGENT_KIND_SOFTWARE:
      creator["type"] = "Software";
      break;
    default:
      break;
  }
  creator["name"] = agent.name().empty() ? agent.id() : agent.name();
  return creator;
}

ordered_json TargetOf(const ClaimRecord& record, const Citation& citation, const Uris& uris) {
  const std::string revision = uris.Of(citation.revision());
  auto document =
      record.documents.find(citation.revision().substr(0, citation.revision().find("/revisions/")));
  const bool known = document != record.documents.end() && !document->second.uri().empty();
  ordered_json quote = {{"type", "TextQuoteSelector"}, {"exact", citation.quote()}};
  if (!citation.prefix().empty()) quote["prefix"] = citation.prefix();
  if (!citation.suffix().empty()) quote["suffix"] = citation.suffix();
  ordered_json position = {{"type", "TextPositionSelector"},
                           {"start", citation.span().code_point_start()},
                           {"end", citation.span().code_point_end()}};
  return {{"source", known ? document->second.uri() : revision},
          {"state", {{"type", "TimeState"}, {"cached", revision}}},
          {"selector", ordered_json::array({std::move(quote), std::move(position)})}};
}

// Returns the text of the first body that has text.
std::string BodyOf(const json& object, const Uris& uris, std::string& claim_name) {
  for (const json* body : Values(object, "body")) {
    if (claim_name.empty()) claim_name = uris.NameOf(Text(*body, "id"));
    std::string value = Text(*body, "value");
    if (!value.empty()) return value;
  }
  return Text(object, "bodyValue");
}

// Reads the words of a selector and of the selectors that refine it.
void ReadSelector(const json& selector, Citation& citation) {
  // Bounded by FeedItems::kMaxDepth.
  for (const json* at = &selector; at->is_object(); at = &Member(*at, "refinedBy")) {
    if (std::string exact = Text(*at, "exact"); !exact.empty()) {
      citation.set_quote(std::move(exact));
      citation.set_prefix(Text(*at, "prefix"));
      citation.set_suffix(Text(*at, "suffix"));
    }
  }
}

void ReadTarget(const json& target, const std::string& path, const Uris& uris, Citation& citation,
                Violations& violations) {
  std::string revision = uris.NameOf(Text(FirstObject(target, "state"), "cached"));
  const std::string source = Uri(target, "source");
  if (revision.empty()) revision = uris.NameOf(source);
  if (revision.empty()) revision = source;
  if (revision.empty())
    violations.Add(absl::StrCat(path, ".source"), "is required and must be an absolute URI");
  citation.set_revision(std::move(revision));
  for (const json* selector : Values(target, "selector")) ReadSelector(*selector, citation);
  if (citation.quote().empty()) {
    violations.Add(absl::StrCat(path, ".selector"), "must have a TextQuoteSelector with the exact words");
  }
}

}  // namespace

ordered_json ToAnnotation(const ClaimRecord& record, const Uris& uris) {
  const verbatim::v1::Claim& claim = record.claim;
  const std::string id = uris.Of(claim.name());
  ordered_json annotation = {
      {"@context", kContext},
      {"id", id + "#annotation"},
      {"type", "Annotation"},
      {"motivation", "describing"},
      {"body", {{"id", id}, {"type", "TextualBody"}, {"value", claim.text()}, {"format", "text/plain"}}}};
  if (claim.has_attribution()) annotation["creator"] = CreatorOf(claim.attribution().agent());
  if (claim.has_create_time()) {
    annotation["created"] = google::protobuf::util::TimeUtil::ToString(claim.create_time());
  }
  annotation["target"] = ordered_json::array();
  for (const Citation& citation : claim.citations()) {
    if (!citation.erased()) annotation["target"].push_back(TargetOf(record, citation, uris));
  }
  return annotation;
}

std::string AnnotationPageHead(const Uris& uris) {
  return absl::StrCat("{\"@context\":\"", kContext, "\",\"id\":", json(uris.base() + "annotations").dump(),
                      ",\"type\":\"AnnotationPage\",\"items\":[\n");
}

std::string AnnotationPageTail() { return "\n]}\n"; }

absl::StatusOr<ExchangedItem> ReadAnnotation(const json& object, const Uris& uris) {
  Violations violations;
  if (!HasType(object, "Annotation")) {
    violations.Add("type", "must be Annotation");
    return violations.ToStatus();
  }
  ExchangedItem read;
  std::string name;
  read.claim.set_text(BodyOf(object, uris, name));
  read.claim.set_name(name);
  const std::vector<const json*> targets = Values(object, "target");
  if (targets.empty()) violations.Add("target", "is required");
  for (size_t i = 0; i < targets.size(); ++i) {
    ReadTarget(*targets[i], targets.size() == 1 ? "target" : absl::StrCat("target[", i, "]"), uris,
               *read.claim.add_citations(), violations);
  }
  if (!violations.empty()) return violations.ToStatus();
  if (read.claim.text().empty()) read.claim.set_text(read.claim.citations(0).quote());
  return read;
}

}  // namespace verbatim::interchange
