#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "log/sha256.h"

namespace verbatim::log {

// What a log entry records. The numbers are part of stored leaves, so never reuse a number.
enum class EntryType : uint16_t {
  kDocumentCreated = 1,
  kRevisionCreated = 2,
  kClaimCreated = 3,
  kClaimUpdated = 4,
  kClaimRetracted = 5,
  kDocumentErased = 6,   // payloads and text of the document and its revisions are erased
  kClaimRedacted = 7,    // the claim remains, without the words of an erased document
  kDocumentUpdated = 8,  // the document has a new revision
  kClaimReanchored = 9,  // the claim's quotes were looked up in a new revision
  kEvidenceCreated = 10,
  kEvidenceRedacted = 11,  // the evidence remains, without the words of an erased document
  kReviewCreated = 12,
  kReviewSuperseded = 13,  // the review of the previous entry supersedes this review
  kReviewRetracted = 14,
  kLinkCreated = 15,
  kDocumentCorrected = 16,  // the metadata of the document changed
  kEvidenceRetracted = 17,
  kLinkRetracted = 18,
  kClaimErased = 19,  // the words of a claim, or of its evidence, review or link, are erased
};

// One entry of the log as it is hashed. It is small and is complete without its payload.
//
// Leaf bytes, version 1, integers big-endian:
//
//   offset  size  field
//   0       1     version, 1
//   1       2     type (EntryType)
//   3       8     time, microseconds since 1970-01-01T00:00:00Z, signed
//   11      32    SHA-256 of the payload
//   43      2+n   resource name: length, then n bytes of UTF-8
//   ...     2+n   principal: the authenticated caller; empty if none
//   ...     2+n   request id; empty if the request had none
//
// Nothing follows. The bytes are stored and hashed as they are.
struct Leaf {
  EntryType type = EntryType::kDocumentCreated;
  int64_t time_micros = 0;
  Digest payload_sha256 = {};
  std::string resource;
  std::string principal;
  std::string request_id;

  friend bool operator==(const Leaf&, const Leaf&) = default;
};

// Each of the three strings must have at most 65,535 bytes.
std::string EncodeLeaf(const Leaf& leaf);

// Changes the time in the bytes of a leaf to `least` if it is earlier. Returns the leaf's time after that.
// REQUIRES: `bytes` is a leaf.
int64_t RaiseTime(std::string& bytes, int64_t least_micros);

// Returns nothing unless `bytes` is exactly one leaf of version 1. Keeps unknown types.
std::optional<Leaf> DecodeLeaf(std::string_view bytes);

}  // namespace verbatim::log
