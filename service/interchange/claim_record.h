#pragma once

#include <map>
#include <string>
#include <vector>

#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/review.pb.h"
#include "verbatim/v1/trace.pb.h"

namespace verbatim::interchange {

// A claim with all that formats say of it.
struct ClaimRecord {
  verbatim::v1::Claim claim;
  // Those that the claim or its evidence cites, by name. An erased one has little but its name.
  std::map<std::string, verbatim::v1::Document> documents;
  std::vector<verbatim::v1::Evidence> evidence;  // in the order of creation
  std::vector<verbatim::v1::Review> reviews;     // in the order of creation, in any state
  // The graph around the claim, both ways, as TraceClaim gives it. Empty unless the format asks for it.
  std::vector<verbatim::v1::ProvenanceNode> nodes;
  std::vector<verbatim::v1::ProvenanceRelation> relations;
};

// What an item of a file says, before it is held to any source.
struct ExchangedItem {
  // Its name is the one that it had where it was exported, if it was exported by Verbatim; else it is empty.
  // citations[].revision is a document's or revision's name in the same way, or else the URI of the source,
  // or empty if the item names none. There are no spans: quote, prefix and suffix say where the words stand.
  verbatim::v1::Claim claim;
  // Of the claim; the same holds for their names and citations.
  std::vector<verbatim::v1::Evidence> evidence;
  std::vector<verbatim::v1::Review> reviews;
};

}  // namespace verbatim::interchange
