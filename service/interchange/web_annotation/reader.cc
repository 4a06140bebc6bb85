// Implements ReadAnnotation.

#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "interchange/json_fields.h"
#include "interchange/web_annotation.h"
#include "interchange/web_annotation/bodies.h"
#include "interchange/web_annotation/notes.h"
#include "interchange/web_annotation/selectors.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "text/unicode/spaced_text.h"
#include "text/unicode/utf8.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using verbatim::v1::Citation;

constexpr size_t kMaxTimes = 16;

// Reads a time with or without a time of day and a zone. A time without a zone is UTC.
std::optional<absl::Time> TimeOf(const std::string& text) {
  absl::Time time;
  for (const char* format :
       {absl::RFC3339_full, "%Y-%m-%dT%H:%M:%E*S", "%Y-%m-%dT%H:%M%Ez", "%Y-%m-%dT%H:%M", "%Y-%m-%d"}) {
    if (absl::ParseTime(format, text, &time, nullptr)) return time;
  }
  return std::nullopt;
}

std::vector<absl::Time> TimesOf(const json& state) {
  constexpr size_t kDateBytes = 10;
  std::vector<absl::Time> times;
  for (const char* key : {"sourceDate", "sourceDateEnd", "sourceDateStart"}) {
    for (const json* value : Values(state, key)) {
      if (!value->is_string() || times.size() == kMaxTimes) continue;
      const auto& text = value->get_ref<const std::string&>();
      std::optional<absl::Time> time = TimeOf(text);
      if (!time) continue;
      // A date is the whole day.
      times.push_back(text.size() == kDateBytes ? *time + absl::Hours(24) - absl::Seconds(1) : *time);
    }
    if (!times.empty()) break;
  }
  return times;
}

verbatim::v1::AgentKind KindOf(const json& agent) {
  if (HasType(agent, "Person")) return verbatim::v1::AGENT_KIND_PERSON;
  if (HasType(agent, "Organization") || HasType(agent, "Group")) return verbatim::v1::AGENT_KIND_ORGANIZATION;
  for (const char* type : {"Software", "SoftwareAgent", "SoftwareApplication"}) {
    if (HasType(agent, type)) return verbatim::v1::AGENT_KIND_SOFTWARE;
  }
  return verbatim::v1::AGENT_KIND_UNSPECIFIED;
}

std::string Cut(std::string_view text) { return std::string(text::FirstBytes(text, kNameBytes)); }

// Reads the first creator that has a name or an identifier. A creator is an object or a URI.
void ReadCreator(const json& annotation, verbatim::v1::Claim& claim) {
  for (const json* creator : Values(annotation, "creator")) {
    verbatim::v1::Agent agent;
    if (creator->is_string()) {
      agent.set_id(Cut(creator->get_ref<const std::string&>()));
    } else {
      agent.set_name(Cut(Text(*creator, "name")));
      for (const char* key : {"id", "@id", "nickname", "email", "homepage", "name"}) {
        if (agent.id().empty()) agent.set_id(Cut(Text(*creator, key)));
      }
      agent.set_kind(KindOf(*creator));
    }
    if (agent.id().empty()) continue;
    verbatim::v1::Attribution& attribution = *claim.mutable_attribution();
    *attribution.mutable_agent() = std::move(agent);
    if (std::optional<absl::Time> created = TimeOf(Text(annotation, "created"))) {
      const int64_t micros = absl::ToUnixMicros(*created);
      constexpr int64_t kMicros = 1'000'000;
      const int64_t seconds = absl::ToUnixSeconds(*created);
      attribution.mutable_end_time()->set_seconds(seconds);
      attribution.mutable_end_time()->set_nanos(static_cast<int32_t>((micros - seconds * kMicros) * 1000));
    }
    return;
  }
}

void ReadTarget(const json& target, const std::string& path, const Uris& uris, ExchangedItem& item,
                Violations& violations) {
  AnnotatedSource& source = item.sources.emplace_back();
  Citation& citation = *item.claim.add_citations();
  source.uri = Uri(target, "source");
  for (const json* whole : {&target, &FirstObject(target, "source")}) {
    if (std::string uri = Uri(*whole, "canonical"); !uri.empty()) source.canonical.push_back(std::move(uri));
  }
  for (const json* state : Values(target, "state")) {
    if (citation.revision().empty()) citation.set_revision(uris.NameOf(Text(*state, "cached")));
    if (source.times.empty()) source.times = TimesOf(*state);
  }
  if (const std::string name = uris.NameOf(source.uri); !name.empty()) {
    // The document has no URI.
    if (citation.revision().empty()) citation.set_revision(name);
    source.uri.clear();
  } else if (citation.revision().empty()) {
    citation.set_revision(source.uri);
  }
  if (citation.revision().empty()) {
    violations.Add(absl::StrCat(path, ".source"), "is required and must be an absolute URI");
  }
  source.selection = ReadSelectors(target, absl::StrCat(path, ".selector"), violations);
  for (const text::SelectorChain& chain : source.selection.selectors) {
    for (const text::SelectorStep& step : chain) {
      if (!citation.quote().empty() && &chain != &source.selection.selectors.front()) break;
      if (step.exact.empty()) continue;
      citation.set_quote(step.exact);
      citation.set_prefix(step.prefix);
      citation.set_suffix(step.suffix);
    }
  }
}

// Returns the targets of an annotation. The items of a set of targets are targets. A Choice is refused,
// because it does not say which words are meant.
std::vector<const json*> TargetsOf(const json& annotation, Violations& violations) {
  std::vector<const json*> targets;
  for (const json* target : Values(annotation, "target")) {
    if (HasType(*target, "Choice")) violations.Add("target", "must not be a Choice");
    if (HasType(*target, "List") || HasType(*target, "Composite") || HasType(*target, "Independents")) {
      for (const json* item : Values(*target, "items")) targets.push_back(item);
    } else {
      targets.push_back(target);
    }
  }
  if (targets.empty()) violations.Add("target", "is required");
  return targets;
}

// Returns whether the object is an annotation as Hypothesis' API and client write it. It has no type.
bool IsOfHypothesis(const json& object) {
  return Member(object, "type").is_null() && Member(object, "@type").is_null() &&
         Member(object, "target").is_array() &&
         (Member(object, "uri").is_string() || Member(object, "user").is_string());
}

// Returns an annotation of Hypothesis as a Web Annotation.
json FromHypothesis(const json& object) {
  json annotation = {{"type", "Annotation"}, {"body", json::array()}, {"target", Member(object, "target")}};
  if (std::string text = Text(object, "text"); !text.empty()) {
    annotation["body"].push_back({{"type", "TextualBody"}, {"value", std::move(text)}});
  }
  for (const json* tag : Values(object, "tags")) {
    annotation["body"].push_back({{"type", "TextualBody"}, {"purpose", "tagging"}, {"value", *tag}});
  }
  for (json& target : annotation["target"]) {
    if (target.is_object() && Uri(target, "source").empty()) target["source"] = Member(object, "uri");
  }
  if (const std::string user = Text(object, "user"); !user.empty()) {
    annotation["creator"] = {{"type", "Person"}, {"id", user}};
    const std::string name = Text(Member(object, "user_info"), "display_name");
    if (!name.empty()) annotation["creator"]["name"] = name;
  }
  annotation["created"] = Member(object, "created");
  return annotation;
}

absl::StatusOr<ExchangedItem> ReadWebAnnotation(const json& annotation, const Uris& uris) {
  Violations violations;
  ExchangedItem read;
  ReadBodies(annotation, uris, read.claim, violations);
  const std::vector<const json*> targets = TargetsOf(annotation, violations);
  for (size_t i = 0; i < targets.size(); ++i) {
    ReadTarget(*targets[i], targets.size() == 1 ? "target" : absl::StrCat("target[", i, "]"), uris, read,
               violations);
  }
  if (!violations.empty()) return violations.ToStatus();
  ReadCreator(annotation, read.claim);
  if (read.claim.text().empty()) read.claim.set_text(text::CollapseSpace(read.claim.citations(0).quote()));
  return read;
}

}  // namespace

bool IsAnnotation(const json& object) { return HasType(object, "Annotation") || IsOfHypothesis(object); }

absl::StatusOr<ExchangedItem> ReadAnnotation(const json& object, const Uris& uris) {
  if (HasType(object, "Annotation")) {
    absl::StatusOr<ExchangedItem> read = ReadWebAnnotation(object, uris);
    if (read.ok()) NoteUnkeptOfAnnotation(object, read->notes);
    return read;
  }
  if (!IsOfHypothesis(object)) return InvalidField("type", "must be Annotation");
  if (!Values(object, "references").empty()) {
    return InvalidField("references", "must be empty: a reply has no source of its own");
  }
  absl::StatusOr<ExchangedItem> read = ReadWebAnnotation(FromHypothesis(object), uris);
  if (read.ok()) NoteUnkeptOfAnnotation(object, read->notes);
  return read;
}

}  // namespace verbatim::interchange
