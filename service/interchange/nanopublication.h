#pragma once

#include <string>

#include "interchange/claim_record.h"
#include "interchange/uris.h"

// Nanopublications (nanopub.net, guidelines of 2015) as TriG. Each claim becomes one nanopublication with the
// graphs Head, assertion, provenance and pubinfo.
//
//   assertion      the claim is a schema:Claim with its text; its statement is an rdf:Statement about things
//                  that have labels: subject, predicate, object and `verbatim:qualifier`s. A quantity is a
//                  `verbatim:Quantity` with value (xsd:decimal), bound, upper and unit; a time is a literal
//                  of the type EDTF
//   provenance     the assertion prov:wasQuotedFrom each citation, an oa:SpecificResource of the revision
//                  with an oa:TextQuoteSelector; prov:wasAttributedTo the extracting agent and the claimant;
//                  evidence by `verbatim:supports`, `refutes` or `context`; reviews by the words of
//                  schema:reviewRating
//   pubinfo        dcterms:created, the time of the claim's last write; `verbatim:logIndex`, the index of the
//                  entry that made it
//
// The nanopublication's URI is a trusty URI (trusty_uri.h), so it depends on the content. The same record of
// a claim always results in the same nanopublication.
namespace verbatim::interchange {

std::string ToNanopublication(const ClaimRecord& record, const Uris& uris);

}  // namespace verbatim::interchange
