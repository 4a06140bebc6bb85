#pragma once

#include <string>

#include "interchange/claim_record.h"
#include "interchange/uris.h"

// Nanopublications (nanopub.net, guidelines of 2015) as TriG: for each claim one, of the graphs Head,
// assertion, provenance and pubinfo.
//
//   assertion      the claim is a schema:Claim with its text; its statement is an rdf:Statement about things
//                  that have labels: subject, predicate, object and `verbatim:qualifier`s. A quantity is a
//                  `verbatim:Quantity` with value (xsd:decimal), bound, upper and unit; a time is a literal
//                  of the type EDTF
//   provenance     the assertion prov:wasQuotedFrom each citation, an oa:SpecificResource of the revision
//   with
//                  an oa:TextQuoteSelector; prov:wasAttributedTo who extracted it and the claimant; evidence
//                  by `verbatim:supports`, `refutes` or `context`; reviews by schema:reviewRating's words
//   pubinfo        dcterms:created, when the claim was last written; `verbatim:logIndex`, the entry that did
//
// The nanopublication's URI is a trusty URI (trusty_uri.h): it holds only for exactly this content. The same
// record of a claim always gives the same one.
namespace verbatim::interchange {

std::string ToNanopublication(const ClaimRecord& record, const Uris& uris);

}  // namespace verbatim::interchange
