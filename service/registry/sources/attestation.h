#pragma once

#include <string_view>
#include <vector>

#include "registry/sources/revision_texts.h"
#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/refusal.pb.h"
#include "verbatim/v1/statement.pb.h"

// Attestations say which words of a quote state or contradict each typed value of a statement (rules:
// text/values/comparison.h).
namespace verbatim::registry {

// Sets the attestations of a grounded citation of `revision`: one for each quantity, time and entity of the
// claim's statement, in the statement's order. Adds an attestation with the path `text` for each value of the
// claim's own text that the quote contradicts and no other quote of the claim states. Sets the version of the
// rules, unless the claim has no statement and the quote contradicts nothing. `citation` may be a citation of
// `claim`.
void Attest(const RevisionText& revision, const verbatim::v1::Claim& claim, verbatim::v1::Citation& citation);

// Like Attest, for evidence on `claim`. Evidence is often about something else than the claim, so only these
// attestations are set: for what the quote states, and for a figure that restates the claim's figure with
// another value. A count restates a count of the same noun. Another amount of the same unit restates it if
// the quote also names the statement's subject. A time contradicts the claim only if the quote restates a
// figure of the claim.
void AttestEvidence(const RevisionText& revision, const verbatim::v1::Claim& claim,
                    verbatim::v1::Citation& citation);

void ClearAttestations(verbatim::v1::Citation& citation);

// Returns the values of the statement of a claim with attestations that some citation contradicts and no
// citation attests. `path` is the claim's path in the request.
std::vector<verbatim::v1::ContradictedValue> FindContradicted(const verbatim::v1::Claim& claim,
                                                              std::string_view path);

// Returns the values of the text of a claim with attestations that some citation contradicts.
std::vector<verbatim::v1::ContradictedValue> FindContradictedText(const verbatim::v1::Claim& claim,
                                                                  std::string_view path);

}  // namespace verbatim::registry
