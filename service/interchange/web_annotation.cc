#include "interchange/web_annotation.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "interchange/iri.h"
#include "interchange/web_annotation/bodies.h"
#include "status/field_validation.h"
#include "status/uri_schemes.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using verbatim::v1::Citation;

constexpr char kContext[] = "http://www.w3.org/ns/anno.jsonld";

ordered_json CreatorOf(const verbatim::v1::Agent& agent) {
  ordered_json creator = ordered_json::object();
  if (IsAbsoluteUri(agent.id())) creator["id"] = EscapeIri(agent.id());
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
  if (!agent.name().empty()) creator["name"] = agent.name();
  if (!IsAbsoluteUri(agent.id()) && agent.id() != agent.name()) creator["nickname"] = agent.id();
  return creator;
}

// Returns the part of a context that is on the line of the quote. A page need not have the line breaks of its
// text.
std::string LineBefore(const std::string& prefix) {
  const size_t end = prefix.find_last_of("\n\t");
  return end == std::string::npos ? prefix : prefix.substr(end + 1);
}
std::string LineAfter(const std::string& suffix) { return suffix.substr(0, suffix.find_first_of("\n\t")); }

ordered_json QuoteSelector(const std::string& exact, const std::string& prefix, const std::string& suffix) {
  ordered_json quote = {{"type", "TextQuoteSelector"}, {"exact", exact}};
  if (!prefix.empty()) quote["prefix"] = prefix;
  if (!suffix.empty()) quote["suffix"] = suffix;
  return quote;
}

ordered_json PositionSelector(int64_t start, int64_t end) {
  return {{"type", "TextPositionSelector"}, {"start", start}, {"end", end}};
}

ordered_json SelectorsOf(const ClaimRecord& record, int index) {
  const Citation& citation = record.claim.citations(index);
  if (auto page = record.page_selections.find(index); page != record.page_selections.end()) {
    const text::PageSelection& selection = page->second;
    return {QuoteSelector(selection.exact, selection.prefix, selection.suffix),
            PositionSelector(static_cast<int64_t>(selection.offsets.start),
                             static_cast<int64_t>(selection.offsets.end))};
  }
  auto revision = record.revisions.find(citation.revision());
  if (revision != record.revisions.end() && revision->second.media_type().starts_with("text/html")) {
    return {QuoteSelector(citation.quote(), LineBefore(citation.prefix()), LineAfter(citation.suffix()))};
  }
  return {QuoteSelector(citation.quote(), citation.prefix(), citation.suffix()),
          PositionSelector(citation.span().code_point_start(), citation.span().code_point_end())};
}

ordered_json StateOf(const ClaimRecord& record, const Citation& citation, const Uris& uris) {
  ordered_json state = {{"type", "TimeState"}, {"cached", uris.Of(citation.revision())}};
  auto revision = record.revisions.find(citation.revision());
  if (revision == record.revisions.end()) return state;
  const verbatim::v1::Revision& cited = revision->second;
  state["sourceDate"] = google::protobuf::util::TimeUtil::ToString(
      cited.has_retrieve_time() ? cited.retrieve_time() : cited.create_time());
  return state;
}

// Returns the claim as a textual body, with a body for each of its labels that is a tag.
ordered_json BodiesOf(const verbatim::v1::Claim& claim, const std::string& id) {
  ordered_json text = {
      {"id", id}, {"type", "TextualBody"}, {"value", claim.text()}, {"format", "text/plain"}};
  ordered_json bodies = ordered_json::array();
  const std::map<std::string, std::string> labels(claim.labels().begin(), claim.labels().end());
  for (const auto& [key, value] : labels) {
    if (!IsTag(key, value)) continue;
    bodies.push_back({{"type", "TextualBody"}, {"purpose", "tagging"}, {"value", value}});
  }
  if (bodies.empty()) return text;
  text["purpose"] = "describing";
  bodies.insert(bodies.begin(), std::move(text));
  return bodies;
}

ordered_json TargetOf(const ClaimRecord& record, int index, const Uris& uris) {
  const Citation& citation = record.claim.citations(index);
  const std::string& revision = citation.revision();
  auto document = record.documents.find(revision.substr(0, revision.find("/revisions/")));
  // The text of a document of kind REVIEW is not the page at its URI.
  const bool known = document != record.documents.end() && !document->second.uri().empty() &&
                     !IsUnsafeUri(document->second.uri()) &&
                     document->second.kind() != verbatim::v1::DOCUMENT_KIND_REVIEW;
  return {{"source", known ? EscapeIri(document->second.uri()) : uris.Of(revision)},
          {"state", StateOf(record, citation, uris)},
          {"selector", SelectorsOf(record, index)}};
}

}  // namespace

ordered_json ToAnnotation(const ClaimRecord& record, const Uris& uris) {
  const verbatim::v1::Claim& claim = record.claim;
  const std::string id = uris.Of(claim.name());
  ordered_json annotation = {{"@context", kContext},
                             {"id", id + "#annotation"},
                             {"type", "Annotation"},
                             {"motivation", "describing"},
                             {"body", BodiesOf(claim, id)}};
  if (claim.has_attribution()) annotation["creator"] = CreatorOf(claim.attribution().agent());
  if (claim.attribution().has_end_time() || claim.has_create_time()) {
    annotation["created"] = google::protobuf::util::TimeUtil::ToString(
        claim.attribution().has_end_time() ? claim.attribution().end_time() : claim.create_time());
  }
  annotation["target"] = ordered_json::array();
  for (int i = 0; i < claim.citations_size(); ++i) {
    if (!claim.citations(i).erased()) annotation["target"].push_back(TargetOf(record, i, uris));
  }
  return annotation;
}

std::string AnnotationPageHead(const Uris& uris) {
  return absl::StrCat("{\"@context\":\"", kContext, "\",\"id\":", json(uris.base() + "annotations").dump(),
                      ",\"type\":\"AnnotationPage\",\"items\":[\n");
}

std::string AnnotationPageTail() { return "\n]}\n"; }

}  // namespace verbatim::interchange
