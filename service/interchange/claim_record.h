#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "interchange/notes.h"
#include "text/quotes/selection.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/review.pb.h"
#include "verbatim/v1/trace.pb.h"

namespace verbatim::interchange {

// A claim with everything that the formats export.
struct ClaimRecord {
  verbatim::v1::Claim claim;
  // The revisions that the claim cites, by name, and the words of its citations in the DOM of an HTML page,
  // by index of the citation. Empty unless the format needs them.
  std::map<std::string, verbatim::v1::Revision> revisions;
  std::map<int, text::PageSelection> page_selections;
  // The documents that the claim or its evidence cites, by name. An erased document has little more than its
  // name.
  std::map<std::string, verbatim::v1::Document> documents;
  std::vector<verbatim::v1::Evidence> evidence;  // in order of creation
  std::vector<verbatim::v1::Review> reviews;     // in order of creation, in any state
  // The graph around the claim in both directions, as TraceClaim returns it. Empty unless the format needs
  // it.
  std::vector<verbatim::v1::ProvenanceNode> nodes;
  std::vector<verbatim::v1::ProvenanceRelation> relations;
};

// What an annotation says about the source of a citation, and about the words that it selects there.
struct AnnotatedSource {
  // The URI of the source, and other URIs of the same source (`canonical`).
  std::string uri;
  std::vector<std::string> canonical;
  // Times at which the source was seen (TimeState). Empty if unknown.
  std::vector<absl::Time> times;
  text::Selection selection;
};

// The contents of one item of an imported file. The quotes of the item are not checked against a source yet.
struct ExchangedItem {
  // If Verbatim exported the item, `name` is the name that the claim had then, and citations[].revision is
  // the name of a document or revision. In other items, `name` is empty and citations[].revision is the URI
  // of the source, or empty if the item names no source. Spans are never set, because quote, prefix and
  // suffix locate the words.
  verbatim::v1::Claim claim;
  // Of an annotation: one for each citation of the claim. Empty for other items.
  std::vector<AnnotatedSource> sources;
  // The URI that the item gives beside the name of a document or revision, by name. It finds the source if no
  // such name is recorded.
  std::map<std::string, std::string> uris_beside_names;
  // Where a reviewed claim appeared: absolute URIs, each once. If the claim has no citations, its words are
  // searched for there. `first_appearance` is one of them, or empty.
  std::vector<std::string> appearances;
  std::string first_appearance;
  // The URIs of the documents that a reviewed claim cites, as far as the item names them.
  std::vector<std::string> cited_uris;
  // Evidence and reviews of the claim. Their names and citations follow the rules of `claim`.
  std::vector<verbatim::v1::Evidence> evidence;
  std::vector<verbatim::v1::Review> reviews;
  // What is lost, or read in another way than it is written. The import returns the notes with its answer.
  Notes notes;
};

}  // namespace verbatim::interchange
