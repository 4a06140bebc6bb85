#include "interchange/nanopublication.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/util/time_util.h"
#include "interchange/iri.h"
#include "interchange/json_fields.h"
#include "interchange/prov_json.h"
#include "interchange/trig.h"
#include "interchange/trusty_uri.h"
#include "status/field_validation.h"
#include "status/uri_schemes.h"

namespace verbatim::interchange {
namespace {

using verbatim::v1::Citation;
using verbatim::v1::Value;

constexpr std::string_view kNp = "http://www.nanopub.org/nschema#";
constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view kRdfs = "http://www.w3.org/2000/01/rdf-schema#";
constexpr std::string_view kXsd = "http://www.w3.org/2001/XMLSchema#";
constexpr std::string_view kProv = "http://www.w3.org/ns/prov#";
constexpr std::string_view kOa = "http://www.w3.org/ns/oa#";
constexpr std::string_view kDcterms = "http://purl.org/dc/terms/";
constexpr std::string_view kSchema = "https://schema.org/";
constexpr std::string_view kEdtf = "http://id.loc.gov/datatypes/edtf/EDTF";

std::string Join(std::string_view ns, std::string_view name) { return std::string(ns).append(name); }
std::string Own(std::string_view name) { return Join(kVerbatimNamespace, name); }

// Collects the statements of one nanopublication, whose URI contains kArtifactPlaceholder.
class Statements {
 public:
  explicit Statements(std::string np) : np_(std::move(np)) {}

  const std::string& np() const { return np_; }
  // Returns the URI of a thing or graph within the nanopublication.
  std::string Part(std::string_view name) const { return np_ + "#" + std::string(name); }
  void EnterGraph(std::string_view name) { graph_ = Part(name); }

  void Uri(const std::string& subject, const std::string& predicate, const std::string& object) {
    quads_.push_back({graph_, subject, predicate, object, ""});
  }
  void Literal(const std::string& subject, const std::string& predicate, const std::string& text,
               const std::string& datatype = Join(kXsd, "string")) {
    if (!text.empty()) quads_.push_back({graph_, subject, predicate, text, datatype});
  }

  std::vector<Quad> Take() && { return std::move(quads_); }

 private:
  const std::string np_;
  std::string graph_;
  std::vector<Quad> quads_;
};

// Returns the URI of an entity: the entity's own URI, or one within the nanopublication.
std::string Thing(Statements& statements, const verbatim::v1::Entity& entity, std::string_view part) {
  std::string uri =
      entity.uri().empty() || IsUnsafeUri(entity.uri()) ? statements.Part(part) : EscapeIri(entity.uri());
  statements.Literal(uri, Join(kRdfs, "label"), entity.label());
  return uri;
}

void AddValue(Statements& statements, const std::string& subject, const std::string& predicate,
              const Value& value, std::string_view part) {
  switch (value.kind_case()) {
    case Value::kEntity:
      return statements.Uri(subject, predicate, Thing(statements, value.entity(), part));
    case Value::kQuantity: {
      const std::string quantity = statements.Part(part);
      statements.Uri(subject, predicate, quantity);
      statements.Uri(quantity, Join(kRdf, "type"), Own("Quantity"));
      statements.Literal(quantity, Join(kRdf, "value"), value.quantity().value(), Join(kXsd, "decimal"));
      statements.Literal(quantity, Own("upper"), value.quantity().upper(), Join(kXsd, "decimal"));
      statements.Literal(quantity, Own("bound"), value.quantity().bound());
      return statements.Literal(quantity, Own("unit"), value.quantity().unit());
    }
    case Value::kTime:
      return statements.Literal(subject, predicate, value.time().edtf(), std::string(kEdtf));
    case Value::kText:
      return statements.Literal(subject, predicate, value.text());
    case Value::KIND_NOT_SET:
      return;
  }
}

std::string Predicate(Statements& statements, const std::string& label, std::string_view part) {
  std::string uri = statements.Part(part);
  statements.Literal(uri, Join(kRdfs, "label"), label);
  return uri;
}

void AddStatement(Statements& statements, const std::string& claim,
                  const verbatim::v1::Statement& statement) {
  const std::string statement_uri = statements.Part("statement");
  statements.Uri(claim, Own("states"), statement_uri);
  statements.Uri(statement_uri, Join(kRdf, "type"), Join(kRdf, "Statement"));
  statements.Uri(statement_uri, Join(kRdf, "subject"), Thing(statements, statement.subject(), "subject"));
  statements.Uri(statement_uri, Join(kRdf, "predicate"),
                 Predicate(statements, statement.predicate(), "predicate"));
  AddValue(statements, statement_uri, Join(kRdf, "object"), statement.object(), "object");
  for (int i = 0; i < statement.qualifiers_size(); ++i) {
    const std::string part = absl::StrCat("qualifier-", i);
    const std::string qualifier = statements.Part(part);
    statements.Uri(statement_uri, Own("qualifier"), qualifier);
    statements.Uri(qualifier, Join(kRdf, "predicate"),
                   Predicate(statements, statement.qualifiers(i).predicate(), part + "-predicate"));
    AddValue(statements, qualifier, Join(kRdf, "object"), statement.qualifiers(i).value(), part + "-object");
  }
}

void AddCitation(Statements& statements, const std::string& assertion, const Citation& citation,
                 const Uris& uris, int index) {
  const std::string revision = uris.Of(citation.revision());
  statements.Uri(assertion, Join(kProv, "wasDerivedFrom"), revision);
  if (citation.erased()) return;
  const std::string cited = statements.Part(absl::StrCat("citation-", index));
  const std::string selector = cited + "-selector";
  statements.Uri(assertion, Join(kProv, "wasQuotedFrom"), cited);
  statements.Uri(cited, Join(kRdf, "type"), Join(kOa, "SpecificResource"));
  statements.Uri(cited, Join(kOa, "hasSource"), revision);
  statements.Uri(cited, Join(kOa, "hasSelector"), selector);
  statements.Uri(selector, Join(kRdf, "type"), Join(kOa, "TextQuoteSelector"));
  statements.Literal(selector, Join(kOa, "exact"), citation.quote());
  statements.Literal(selector, Join(kOa, "prefix"), citation.prefix());
  statements.Literal(selector, Join(kOa, "suffix"), citation.suffix());
}

void AddAgent(Statements& statements, const std::string& assertion, const std::string& name,
              const std::string& uri, std::string_view part, std::string_view type) {
  const std::string agent = IsAbsoluteUri(uri) && !IsUnsafeUri(uri) ? EscapeIri(uri) : statements.Part(part);
  statements.Uri(assertion, Join(kProv, "wasAttributedTo"), agent);
  statements.Uri(agent, Join(kRdf, "type"), Join(kProv, type));
  statements.Literal(agent, Join(kRdfs, "label"), name);
}

std::string_view AgentType(verbatim::v1::AgentKind kind) {
  switch (kind) {
    case verbatim::v1::AGENT_KIND_PERSON:
      return "Person";
    case verbatim::v1::AGENT_KIND_ORGANIZATION:
      return "Organization";
    case verbatim::v1::AGENT_KIND_SOFTWARE:
      return "SoftwareAgent";
    default:
      return "Agent";
  }
}

void AddDocuments(Statements& statements, const ClaimRecord& record, const Uris& uris) {
  for (const auto& [name, document] : record.documents) {
    const std::string uri = uris.Of(name);
    if (!document.uri().empty() && !IsUnsafeUri(document.uri())) {
      statements.Uri(uri, Join(kDcterms, "source"), EscapeIri(document.uri()));
    }
    statements.Literal(uri, Join(kDcterms, "title"), document.title());
    if (document.kind() == verbatim::v1::DOCUMENT_KIND_REVIEW)
      statements.Uri(uri, Join(kDcterms, "type"), std::string(kVerbatimNamespace) + "review_document");
    for (const Citation& citation : record.claim.citations()) {
      if (citation.revision().starts_with(name + "/")) {
        statements.Uri(uris.Of(citation.revision()), Join(kProv, "specializationOf"), uri);
      }
    }
  }
}

void AddEvidence(Statements& statements, const std::string& claim, const verbatim::v1::Evidence& evidence,
                 const Uris& uris) {
  constexpr std::string_view kPrefix = "EVIDENCE_STANCE_";
  const std::string uri = uris.Of(evidence.name());
  const std::string stance =
      absl::AsciiStrToLower(verbatim::v1::EvidenceStance_Name(evidence.stance()).substr(kPrefix.size()));
  statements.Uri(uri, Own(stance), claim);
  statements.Uri(uri, Join(kProv, "wasQuotedFrom"), uris.Of(evidence.citation().revision()));
  statements.Literal(uri, Join(kSchema, "text"), evidence.citation().quote());
}

void AddReview(Statements& statements, const std::string& claim, const verbatim::v1::Review& review,
               const Uris& uris) {
  const std::string uri = uris.Of(review.name());
  statements.Uri(uri, Join(kRdf, "type"), Join(kSchema, "ClaimReview"));
  statements.Uri(uri, Join(kSchema, "itemReviewed"), claim);
  statements.Literal(uri, Join(kSchema, "reviewRating"), review.rating().words());
  statements.Literal(uri, Join(kSchema, "author"), review.reviewer().name());
}

void AddProvenance(Statements& statements, const ClaimRecord& record, const Uris& uris) {
  const verbatim::v1::Claim& claim = record.claim;
  const std::string assertion = statements.Part("assertion");
  for (int i = 0; i < claim.citations_size(); ++i) {
    AddCitation(statements, assertion, claim.citations(i), uris, i);
  }
  AddDocuments(statements, record, uris);
  if (claim.has_claimant()) {
    AddAgent(statements, assertion, claim.claimant().name(), claim.claimant().uri(), "claimant", "Agent");
  }
  if (claim.has_attribution()) {
    const verbatim::v1::Agent& agent = claim.attribution().agent();
    AddAgent(statements, assertion, agent.name().empty() ? agent.id() : agent.name(), agent.id(), "extractor",
             AgentType(agent.kind()));
  }
  const std::string claim_uri = uris.Of(claim.name());
  for (const verbatim::v1::Evidence& evidence : record.evidence) {
    AddEvidence(statements, claim_uri, evidence, uris);
  }
  for (const verbatim::v1::Review& review : record.reviews) {
    if (review.state() == verbatim::v1::REVIEW_STATE_ACTIVE) AddReview(statements, claim_uri, review, uris);
  }
}

std::vector<Quad> QuadsOf(const ClaimRecord& record, const Uris& uris) {
  const verbatim::v1::Claim& claim = record.claim;
  Statements statements(absl::StrCat(uris.base(), "np/", std::string(1, kArtifactPlaceholder)));
  statements.EnterGraph("Head");
  statements.Uri(statements.np(), Join(kRdf, "type"), Join(kNp, "Nanopublication"));
  statements.Uri(statements.np(), Join(kNp, "hasAssertion"), statements.Part("assertion"));
  statements.Uri(statements.np(), Join(kNp, "hasProvenance"), statements.Part("provenance"));
  statements.Uri(statements.np(), Join(kNp, "hasPublicationInfo"), statements.Part("pubinfo"));

  statements.EnterGraph("assertion");
  const std::string claim_uri = uris.Of(claim.name());
  statements.Uri(claim_uri, Join(kRdf, "type"), Join(kSchema, "Claim"));
  statements.Literal(claim_uri, Join(kSchema, "text"), claim.text());
  if (claim.has_statement()) AddStatement(statements, claim_uri, claim.statement());

  statements.EnterGraph("provenance");
  AddProvenance(statements, record, uris);

  statements.EnterGraph("pubinfo");
  statements.Literal(statements.np(), Join(kDcterms, "created"),
                     google::protobuf::util::TimeUtil::ToString(claim.update_time()), Join(kXsd, "dateTime"));
  statements.Literal(statements.np(), Own("logIndex"), absl::StrCat(claim.log_index()),
                     Join(kXsd, "integer"));
  return std::move(statements).Take();
}

}  // namespace

std::string ToNanopublication(const ClaimRecord& record, const Uris& uris) {
  std::vector<Quad> quads = QuadsOf(record, uris);
  const std::string code = ArtifactCode(quads);
  // Only the nanopublication's own URI contains the placeholder. The placeholder is a space, which no other
  // URI may contain.
  const std::string placeholder(1, kArtifactPlaceholder);
  for (Quad& quad : quads) {
    for (std::string* uri : {&quad.graph, &quad.subject, &quad.predicate}) {
      *uri = absl::StrReplaceAll(*uri, {{placeholder, code}});
    }
    if (quad.datatype.empty()) quad.object = absl::StrReplaceAll(quad.object, {{placeholder, code}});
  }
  return ToTriG(quads, {{"this", absl::StrCat(uris.base(), "np/", code)},
                        {"sub", absl::StrCat(uris.base(), "np/", code, "#")},
                        {"v", uris.base()},
                        {"verbatim", std::string(kVerbatimNamespace)},
                        {"np", std::string(kNp)},
                        {"rdf", std::string(kRdf)},
                        {"rdfs", std::string(kRdfs)},
                        {"xsd", std::string(kXsd)},
                        {"prov", std::string(kProv)},
                        {"oa", std::string(kOa)},
                        {"dcterms", std::string(kDcterms)},
                        {"schema", std::string(kSchema)}});
}

}  // namespace verbatim::interchange
