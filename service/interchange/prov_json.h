#pragma once

#include <string>

#include "interchange/claim_record.h"
#include "interchange/uris.h"
#include "nlohmann/json.hpp"

// PROV-JSON (W3C Member Submission, 24 April 2013): one document with a bundle for each claim, which is the
// graph of its trace, node by node and relation by relation. A node is identified by its URI (Uris::Of),
// written as a qualified name under the prefix `v` of the base; nodes outside have prefixes of the bundle's
// own.
//
//   node           entity, activity or agent; type, label, log index and all attributes under `verbatim:`;
//                  agents have PROV's own types as well, and activities startTime and endTime
//   relation       the relation of the same name; the role is `verbatim:role`, which specializationOf and
//                  alternateOf have no place for
namespace verbatim::interchange {

inline constexpr char kVerbatimNamespace[] = "https://verbatim.dev/ns#";

// What goes before the bundles, and after them.
std::string ProvJsonHead(const Uris& uris);
std::string ProvJsonTail();

// The name of a claim's bundle, and the bundle.
std::string BundleName(const ClaimRecord& record);
nlohmann::ordered_json ToBundle(const ClaimRecord& record, const Uris& uris);

}  // namespace verbatim::interchange
