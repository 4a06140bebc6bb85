#pragma once

#include "match/claim_index.h"

namespace verbatim::verbatimd {

// Logs what happens to the index of claims. Any thread.
void LogIndexEvent(const match::ClaimIndex::Event& event);

}  // namespace verbatim::verbatimd
