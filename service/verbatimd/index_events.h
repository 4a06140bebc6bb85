#pragma once

#include "match/claim_index.h"
#include "match/embedding/claim_vectors.h"
#include "match/embedding/kept_vectors.h"

namespace verbatim::verbatimd {

// Log an event of the claim index, or of the vectors. Any thread.
void LogIndexEvent(const match::ClaimIndex::Event& event);
void LogEmbedderEvent(const match::embedding::ClaimVectors::Event& event);
void LogKeptVectorsEvent(const match::embedding::KeptVectors::Event& event);

}  // namespace verbatim::verbatimd
