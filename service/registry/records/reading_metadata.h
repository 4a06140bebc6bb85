#pragma once

#include <cstdint>

#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/log_entry.pb.h"

// The metadata with which the values in a revision are read: language_code and publish_time of the document
// when the revision was recorded. UpdateDocument changes this metadata for later revisions only, so that the
// attestations of recorded claims stay correct.
namespace verbatim::registry {

// Returns the metadata of a document's revision. Only language_code and publish_time are set. `payload` has
// the document.
verbatim::v1::Document ReadingMetadataOf(const verbatim::v1::EntryPayload& payload, int64_t revision);

// Adds to `after`, the payload that replaces `before`, the metadata of revisions up to before's latest one,
// if their metadata differs from after's.
void KeepReadingMetadata(const verbatim::v1::EntryPayload& before, verbatim::v1::EntryPayload& after);

}  // namespace verbatim::registry
