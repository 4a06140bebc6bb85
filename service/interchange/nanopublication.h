#pragma once

#include <string>

#include "interchange/claim_record.h"
#include "interchange/uris.h"

// Nanopublications (nanopub.net, guidelines of 2015) as TriG. Each claim becomes one nanopublication with the
// graphs Head, assertion, provenance and pubinfo.
//
//   assertion
//     The claim is a schema:Claim.
//       schema:text: the text of the claim
//       verbatim:states: the statement of the claim, an rdf:Statement
//     The statement is about things that have labels.
//       rdf:subject, rdf:predicate, rdf:object: the parts of the statement
//       verbatim:qualifier: each qualifier, with its own rdf:predicate and rdf:object
//     A quantity is a verbatim:Quantity.
//       rdf:value, verbatim:upper: the numbers, as xsd:decimal
//       verbatim:bound, verbatim:unit: the bound and the unit
//     A time is a literal of the type EDTF.
//   provenance
//     The assertion has these properties.
//       prov:wasQuotedFrom: each citation. It is an oa:SpecificResource of the revision with an
//         oa:TextQuoteSelector.
//       prov:wasAttributedTo: the extracting agent, and the claimant
//     Each piece of evidence has these properties.
//       verbatim:supports, verbatim:refutes or verbatim:context: the claim
//     Each review is a schema:ClaimReview.
//       schema:reviewRating: the words of the rating
//   pubinfo
//     dcterms:created: the time of the last write of the claim
//     verbatim:logIndex: the index of the log entry that made this write
//
// The nanopublication's URI is a trusty URI (trusty_uri.h), so it depends on the content. The same record of
// a claim always results in the same nanopublication.
namespace verbatim::interchange {

std::string ToNanopublication(const ClaimRecord& record, const Uris& uris);

}  // namespace verbatim::interchange
