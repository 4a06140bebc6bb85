#include "interchange/prov_json.h"

#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using verbatim::v1::ProvenanceNode;
using verbatim::v1::ProvenanceRelation;

// Qualified names of a bundle's nodes, and the prefixes that they use.
class QualifiedNames {
 public:
  explicit QualifiedNames(const Uris& uris) : uris_(uris) {}

  std::string Of(const std::string& node) {
    std::string uri = uris_.Of(node);
    if (uri.starts_with(uris_.base())) return "v:" + uri.substr(uris_.base().size());
    // Splits the URI so that the last part is not empty and can follow a prefix.
    size_t slash = uri.find_last_of("/#:", uri.size() - 2);
    const size_t cut = slash == std::string::npos ? 0 : slash + 1;
    auto [prefix, is_new] = prefixes_.emplace(uri.substr(0, cut), absl::StrCat("x", prefixes_.size()));
    return absl::StrCat(prefix->second, ":", uri.substr(cut));
  }

  ordered_json Prefixes() const {
    ordered_json prefixes = ordered_json::object();
    for (const auto& [ns, prefix] : prefixes_) prefixes[prefix] = ns;
    return prefixes;
  }

 private:
  const Uris& uris_;
  std::map<std::string, std::string> prefixes_;  // by namespace
};

// Replaces the characters that XML 1.0 does not allow (section 2.2). `text` must be UTF-8.
std::string ForXml(std::string_view text) {
  constexpr char kFirstSpace = ' ';
  std::string allowed;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const std::string_view rest = text.substr(at);
    if (c >= '\0' && c < kFirstSpace && c != '\t' && c != '\n' && c != '\r') {
      // U+2400 and the following characters are the symbols of the control characters.
      allowed.append({'\xE2', '\x90', static_cast<char>(0x80 + c)});
    } else if (rest.starts_with("\uFFFE") || rest.starts_with("\uFFFF")) {
      allowed += "\uFFFD";
      at += 2;
    } else {
      allowed += c;
    }
  }
  return allowed;
}

ordered_json TypeOf(std::string_view qualified_name) {
  return {{"$", qualified_name}, {"type", "prov:QUALIFIED_NAME"}};
}

// Returns, for example, `verbatim:Claim` for PROVENANCE_NODE_TYPE_CLAIM.
std::string TypeName(const ProvenanceNode& node) {
  constexpr std::string_view kPrefix = "PROVENANCE_NODE_TYPE_";
  std::string name =
      absl::AsciiStrToLower(verbatim::v1::ProvenanceNodeType_Name(node.type()).substr(kPrefix.size()));
  name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
  return "verbatim:" + name;
}

const char* GroupOf(const ProvenanceNode& node) {
  switch (node.kind()) {
    case verbatim::v1::PROVENANCE_NODE_KIND_ACTIVITY:
      return "activity";
    case verbatim::v1::PROVENANCE_NODE_KIND_AGENT:
      return "agent";
    default:
      return "entity";
  }
}

ordered_json ToRecord(const ProvenanceNode& node) {
  ordered_json types = ordered_json::array({TypeOf(TypeName(node))});
  ordered_json record = ordered_json::object();
  for (const auto& [key, value] :
       std::map<std::string, std::string>(node.attributes().begin(), node.attributes().end())) {
    if (key == "start_time" && node.kind() == verbatim::v1::PROVENANCE_NODE_KIND_ACTIVITY) {
      record["prov:startTime"] = value;
    } else if (key == "end_time" && node.kind() == verbatim::v1::PROVENANCE_NODE_KIND_ACTIVITY) {
      record["prov:endTime"] = value;
    } else if (key == "agent_kind") {
      types.push_back(TypeOf(value == "SOFTWARE"       ? "prov:SoftwareAgent"
                             : value == "ORGANIZATION" ? "prov:Organization"
                                                       : "prov:Person"));
    } else {
      record["verbatim:" + key] = ForXml(value);
    }
  }
  record["prov:type"] = std::move(types);
  if (!node.label().empty()) record["prov:label"] = ForXml(node.label());
  record["verbatim:log_index"] = node.log_index();
  return record;
}

// The names that PROV-JSON uses for a relation, for its subject and for its object.
struct RelationForm {
  const char* group;
  const char* subject;
  const char* object;
  bool has_attributes = true;
};
RelationForm FormOf(const ProvenanceRelation& relation) {
  switch (relation.kind()) {
    case verbatim::v1::PROVENANCE_RELATION_KIND_SPECIALIZATION_OF:
      return {"specializationOf", "prov:specificEntity", "prov:generalEntity", false};
    case verbatim::v1::PROVENANCE_RELATION_KIND_WAS_GENERATED_BY:
      return {"wasGeneratedBy", "prov:entity", "prov:activity"};
    case verbatim::v1::PROVENANCE_RELATION_KIND_WAS_ASSOCIATED_WITH:
      return {"wasAssociatedWith", "prov:activity", "prov:agent"};
    case verbatim::v1::PROVENANCE_RELATION_KIND_WAS_ATTRIBUTED_TO:
      return {"wasAttributedTo", "prov:entity", "prov:agent"};
    case verbatim::v1::PROVENANCE_RELATION_KIND_WAS_INFLUENCED_BY:
      return {"wasInfluencedBy", "prov:influencee", "prov:influencer"};
    case verbatim::v1::PROVENANCE_RELATION_KIND_ALTERNATE_OF:
      return {"alternateOf", "prov:alternate1", "prov:alternate2", false};
    case verbatim::v1::PROVENANCE_RELATION_KIND_USED:
      return {"used", "prov:activity", "prov:entity"};
    default:
      return {"wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity"};
  }
}

}  // namespace

std::string ProvJsonHead(const Uris& uris) {
  json prefixes = {{"v", uris.base()}, {"verbatim", kVerbatimNamespace}};
  return absl::StrCat("{\"prefix\":", prefixes.dump(), ",\"bundle\":{\n");
}

std::string ProvJsonTail() { return "\n}}\n"; }

std::string BundleName(const ClaimRecord& record) {
  return absl::StrCat("v:", record.claim.name(), "/provenance");
}

ordered_json ToBundle(const ClaimRecord& record, const Uris& uris) {
  QualifiedNames names(uris);
  ordered_json bundle = {{"prefix", ordered_json::object()}};
  for (const ProvenanceNode& node : record.nodes)
    bundle[GroupOf(node)][names.Of(node.name())] = ToRecord(node);
  size_t number = 0;
  for (const ProvenanceRelation& relation : record.relations) {
    const RelationForm form = FormOf(relation);
    ordered_json attributes = {{form.subject, names.Of(relation.subject())},
                               {form.object, names.Of(relation.object())}};
    if (form.has_attributes) {
      if (!relation.role().empty()) attributes["verbatim:role"] = relation.role();
      if (!relation.link().empty()) attributes["verbatim:link"] = TypeOf("v:" + relation.link());
      attributes["verbatim:log_index"] = relation.log_index();
    }
    bundle[form.group][absl::StrCat("_:r", number++)] = std::move(attributes);
  }
  bundle["prefix"] = names.Prefixes();
  return bundle;
}

}  // namespace verbatim::interchange
