#pragma once

#include "match/claim_index.h"

namespace verbatim::verbatimd {

// Logs an event of the claim index. Any thread.
void LogIndexEvent(const match::ClaimIndex::Event& event);

}  // namespace verbatim::verbatimd
