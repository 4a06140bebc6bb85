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

// One thing that was checked, and what came out.
struct Check {
  std::string name;  // checkpoint, witness, entry, payload, revision, sentence, quote, text
  bool passed = false;
  std::string detail;  // what is shown by it, or what is wrong
};

// A bundle that was checked. What is beyond `checks` may be relied on only if all of them passed.
struct Verification {
  std::vector<Check> checks;  // in order; nothing is checked after the first that fails
  bool ok() const { return !checks.empty() && checks.back().passed; }

  log::Checkpoint checkpoint;
  int64_t index = 0;
  log::Leaf leaf;
  // What was recorded; nothing if it was erased, or left out of the bundle.
  std::optional<v1::EntryPayload> payload;
  // The revisions that the claim cites, as recorded, with their texts where the bundle has them.
  std::vector<v1::Revision> revisions;
  // The sentences that the quotes lie in, of the revision of the same position.
  std::vector<std::vector<v1::SentenceProof>> sentences;
};

// Checks a ProofBundle, in protobuf's binary form, with nothing but the log's key: that the checkpoint is
// signed by it, and by each of `witnesses`; that the entries stand in the log; that payloads are those that
// the leaves name; and of a claim, that its quotes are the words of the sentences, or text, to which the
// entries of their revisions commit.
Verification VerifyBundle(std::string_view bytes, const log::VerifierKey& log_key,
                          const std::vector<log::VerifierKey>& witnesses = {});

}  // namespace verbatim::verify
