#pragma once

#include <string_view>

#include "registry/audit/stored_text.h"
#include "registry/audit/verification_report.h"
#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::registry {

// Checks that a citation has the fields that Ground (grounding.h) and Attest (attestation.h) would set today.
// `text` is the text of the citation's revision; `path` is the citation's path in the claim. A failed check
// does not stop the remaining ones.
void VerifyCitation(const StoredText& text, std::string_view path, const verbatim::v1::Claim& claim,
                    const verbatim::v1::Citation& citation, VerificationReport& report);

}  // namespace verbatim::registry
