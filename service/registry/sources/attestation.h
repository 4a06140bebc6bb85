#pragma once

#include <string_view>
#include <vector>

#include "registry/sources/revision_texts.h"
#include "text/values/values.h"
#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/refusal.pb.h"
#include "verbatim/v1/statement.pb.h"

// Each typed value of a statement traced to the words of a quote that state it (text/values/comparison.h has
// the rules).
namespace verbatim::registry {

// Fills in the attestations of a grounded citation of `revision`, one for each quantity, time and entity of
// the statement, in its order, and the version of the rules.
void Attest(const RevisionText& revision, const verbatim::v1::Statement& statement,
            verbatim::v1::Citation& citation);

void ClearAttestations(verbatim::v1::Citation& citation);

// The values of an attested claim that one of its citations contradicts and none attests. `path` is the
// claim's path in the request.
std::vector<verbatim::v1::ContradictedValue> FindContradicted(const verbatim::v1::Claim& claim,
                                                              std::string_view path);

// The value that a text states, in the contract's form.
verbatim::v1::Value ToProto(const text::TypedValue& value, std::string_view words);

}  // namespace verbatim::registry
