#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "verbatim/v1/log_entry.pb.h"

// Keys of texts, by which documents and claims with the same text are found. The keys are in the payloads of
// entries, so that erasing a payload removes its key from the index.
namespace verbatim::registry {

// Maximum number of a document's keys. Bounds the size of the entries of a document with many revisions.
inline constexpr int kMaxTextKeys = 100;

// Returns the key of a revision's text: the first 8 bytes of its SHA-256. `text_sha256` has 32 bytes.
uint64_t KeyOfText(std::string_view text_sha256);

// Adds the key of a new revision's text to a document's payload. A document keeps the keys of its last 100
// texts.
void AddTextKey(uint64_t key, verbatim::v1::EntryPayload& payload);

// Returns a claim's text in the form in which texts are compared: white space folded, ASCII in lower case.
std::string ComparableText(std::string_view text);

// Returns the key of a claim's text, 1 to 8,192; 0 for an empty text. About one in 8,192 other texts has the
// same key, so the texts must be compared. A new key costs the store three rows, a known key one row: with
// 65,536 keys, an import of 100,000 claims took a fifth longer.
uint32_t KeyOfClaimText(std::string_view text);

}  // namespace verbatim::registry
