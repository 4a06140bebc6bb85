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

// What a check, or a bundle as a whole, comes to. client/python/verify.py has the same verdicts.
enum class Verdict {
  kProven,
  kFailed,    // something is not as it was recorded, or is not proven
  kNotShown,  // the entry is in the log, but the bundle does not contain what the entry records
  kNewer,     // a newer version made the bundle, and this version cannot judge it
};

// One check and its result.
struct Check {
  std::string name;  // bundle, checkpoint, witness, entry, payload, erasure, revision, sentence, quote, text
  Verdict verdict = Verdict::kFailed;
  std::string detail;  // what was proven, or what is wrong
};

// The result of verifying a bundle. If not ok(), only `checks` is valid. For kNotShown, all fields but `payload`,
// `revisions` and `sentences` are valid too.
struct Verification {
  std::vector<Check> checks;  // in order; the first that is not proven is the last check
  Verdict verdict() const { return checks.empty() ? Verdict::kFailed : checks.back().verdict; }
  bool ok() const { return verdict() == Verdict::kProven; }

  log::Checkpoint checkpoint;
  int64_t index = 0;
  log::Leaf leaf;
  // What was recorded. Set if ok().
  std::optional<v1::EntryPayload> payload;
  // The revisions that the claim or evidence cites, as recorded. Their texts are set if the bundle contains them.
  std::vector<v1::Revision> revisions;
  // For each element of `revisions`, the sentences that contain the quotes.
  std::vector<std::vector<v1::SentenceProof>> sentences;
};

// Verifies a ProofBundle in protobuf's binary format. Needs only the log's key. Checks that:
// - each field occurs at most once, unless it is repeated;
// - the log's key and each of `witnesses` signed the checkpoint;
// - the entries are in the log;
// - each leaf commits to the payload of its entry;
// - each quote of a claim or of evidence is part of the sentences or text that the entry of its revision
//   commits to;
// - the bundle proves each cited revision once, its sentences in the order of the text, and nothing else;
// - resources are erased only where entries of the log say so, and nothing but the fields that the contract
//   leaves remains of an erased claim.
Verification VerifyBundle(std::string_view bytes, const log::VerifierKey& log_key,
                          const std::vector<log::VerifierKey>& witnesses = {});

}  // namespace verbatim::verify
