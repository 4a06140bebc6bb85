#pragma once

#include <string>

#include "interchange/claim_record.h"
#include "interchange/uris.h"
#include "nlohmann/json.hpp"

// PROV-JSON (W3C Member Submission, 24 April 2013): one document with a bundle for each claim. The bundle
// contains the nodes and relations of the claim's trace. A node is identified by its URI (Uris::Of), written
// as a qualified name: under the prefix `v` if it starts with the base, otherwise under a prefix of the
// bundle.
//
//   node           entity, activity or agent; type, label, log index and all attributes under `verbatim:`;
//                  agents also have PROV's own types, and activities have startTime and endTime
//   relation       the relation of the same name; the role is `verbatim:role`, except for specializationOf
//                  and alternateOf, which cannot have one
// Texts have no control characters that XML does not allow, so that other tools can convert PROV-JSON to
// PROV-XML: a control character becomes its symbol (U+2400 to U+241F), and U+FFFE and U+FFFF become U+FFFD.
namespace verbatim::interchange {

// Return the text before and after the bundles.
std::string ProvJsonHead(const Uris& uris);
std::string ProvJsonTail();

// Return the name and the contents of a claim's bundle.
std::string BundleName(const ClaimRecord& record);
nlohmann::ordered_json ToBundle(const ClaimRecord& record, const Uris& uris);

}  // namespace verbatim::interchange
