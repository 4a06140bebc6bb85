#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "log/checkpoint.h"
#include "log/leaf.h"
#include "log/note.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verbatim/v1/proof.pb.h"

namespace verbatim::verify {

// One check and its result.
struct Check {
  std::string name;  // checkpoint, witness, entry, payload, revision, sentence, quote, text
  bool passed = false;
  std::string detail;  // what was proven, or what is wrong
};

// The result of verifying a bundle. All fields but `checks` are valid only if ok().
struct Verification {
  std::vector<Check> checks;  // in order; the first failure is the last check
  bool ok() const { return !checks.empty() && checks.back().passed; }

  log::Checkpoint checkpoint;
  int64_t index = 0;
  log::Leaf leaf;
  // What was recorded. Empty if the payload was erased or omitted from the bundle.
  std::optional<v1::EntryPayload> payload;
  // The revisions that the claim or evidence cites, as recorded. Their texts are set if the bundle contains them.
  std::vector<v1::Revision> revisions;
  // For each element of `revisions`, the sentences that contain the quotes.
  std::vector<std::vector<v1::SentenceProof>> sentences;
};

// Verifies a ProofBundle in protobuf's binary format. Needs only the log's key. Checks that:
// - the log's key and each of `witnesses` signed the checkpoint;
// - the entries are in the log;
// - each leaf commits to the payload of its entry;
// - each quote of a claim or of evidence is part of the sentences or text that the entry of its revision
//   commits to.
Verification VerifyBundle(std::string_view bytes, const log::VerifierKey& log_key,
                          const std::vector<log::VerifierKey>& witnesses = {});

}  // namespace verbatim::verify
