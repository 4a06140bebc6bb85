#include "registry/reviews/claim_importer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/entry_builder.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/canonical_bytes.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::CreateClaimRequest;
using verbatim::v1::Evidence;
using verbatim::v1::Review;
using Outcome = store::WriteResult::Outcome;

// Attempts to record an item, if other calls record parts of it meanwhile.
constexpr int kRecordAttempts = 4;

// An id derived from the parts of a resource: 128 bits of their SHA-256.
std::string IdFrom(const std::vector<std::string>& parts) {
  std::string bytes;
  for (const std::string& part : parts) absl::StrAppend(&bytes, part.size(), ":", part);
  constexpr size_t kDigits = 32;
  return "x" + log::ToHex(log::Sha256(bytes)).substr(0, kDigits);
}

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

std::string IdOf(const Claim& claim) {
  if (!claim.name().empty()) return IdOf(claim.name());
  std::vector<std::string> parts = {claim.text(), claim.claimant().name()};
  for (const auto& citation : claim.citations()) {
    parts.insert(parts.end(), {citation.revision(), citation.prefix(), citation.quote(), citation.suffix()});
  }
  return IdFrom(parts);
}

std::string IdOf(const Evidence& evidence) {
  if (!evidence.name().empty()) return IdOf(evidence.name());
  const verbatim::v1::Citation& citation = evidence.citation();
  return IdFrom({verbatim::v1::EvidenceStance_Name(evidence.stance()), citation.revision(), citation.prefix(),
                 citation.quote(), citation.suffix()});
}

std::string IdOf(const Review& review) {
  if (!review.name().empty()) return IdOf(review.name());
  return IdFrom(
      {review.reviewer().name(), review.uri(), review.publish_date(), CanonicalBytes(review.rating())});
}

std::vector<std::string> Quotes(const Claim& claim) {
  std::vector<std::string> quotes;
  for (const auto& citation : claim.citations()) quotes.push_back(citation.quote());
  return quotes;
}

bool Same(const Claim& recorded, const Claim& given) {
  return recorded.text() == given.text() && Quotes(recorded) == Quotes(given);
}

bool Same(const Evidence& recorded, const Evidence& given) {
  return recorded.stance() == given.stance() && recorded.citation().quote() == given.citation().quote();
}

bool Same(const Review& recorded, const Review& given) {
  return recorded.reviewer().name() == given.reviewer().name() && recorded.uri() == given.uri() &&
         CanonicalBytes(recorded.rating()) == CanonicalBytes(given.rating());
}

}  // namespace

absl::StatusOr<ImportResult> ClaimImporter::Record(const access::Caller& caller, const ImportItem& recording,
                                                   Mode mode) {
  absl::StatusOr<ImportResult> recorded = TooContended("the item");
  for (int attempt = 0; attempt < kRecordAttempts; ++attempt) {
    bool collided = false;
    recorded = RecordOnce(caller, recording, mode, collided);
    if (!collided) break;
  }
  return recorded;
}

absl::StatusOr<ImportResult> ClaimImporter::RecordOnce(const access::Caller& caller,
                                                       const ImportItem& recording, Mode mode,
                                                       bool& collided) {
  const std::string claim_id = IdOf(recording.claim);
  const std::string claim_name = ClaimName(claim_id);
  std::vector<std::string> names = {claim_name};
  for (const Evidence& evidence : recording.evidence)
    names.push_back(EvidenceName(claim_name, IdOf(evidence)));
  if (recording.review) names.push_back(ReviewName(claim_name, IdOf(*recording.review)));
  ABSL_ASSIGN_OR_RETURN(auto known, FromStore(context_.store.Get(names)));

  const std::optional<store::RequestKey> no_key;
  WriteContext context{context_.environment, caller, no_key, context_.environment.now_micros()};
  ImportResult recorded;
  store::Write write;
  std::optional<DocumentLocks::Lock> pass;
  auto take = [&](auto& prepared) {
    std::move(prepared.entries.begin(), prepared.entries.end(), std::back_inserter(write.entries));
    std::move(prepared.preconditions.begin(), prepared.preconditions.end(),
              std::back_inserter(write.preconditions));
  };

  if (const auto& record = known.front()) {
    ABSL_ASSIGN_OR_RETURN(auto claim, ReadClaim(record->latest, record->payload));
    if (!Same(claim, recording.claim)) return AlreadyExists(claim_name);
    recorded.claim = std::move(claim);
  } else {
    const Claim* claim = &recording.claim;
    ABSL_ASSIGN_OR_RETURN(auto entered, claims_.LockCited(std::span(&claim, 1)));
    pass.emplace(std::move(entered));
    CreateClaimRequest request;
    *request.mutable_claim() = recording.claim;
    request.set_claim_id(claim_id);
    // A reviewed claim may contradict its source: that may be why it was reviewed.
    request.set_allow_contradicted(true);
    ABSL_ASSIGN_OR_RETURN(auto prepared, claims_.PrepareNew(std::move(request), context));
    auto claim_as_stored = ReadClaim(0, prepared.entry.payload);  // the index is set after the commit
    if (!claim_as_stored.ok()) return claim_as_stored.status();
    recorded.claim = *std::move(claim_as_stored);
    write.entries.push_back(std::move(prepared.entry));
    write.preconditions = std::move(prepared.preconditions);
  }

  for (size_t i = 0; i < recording.evidence.size(); ++i) {
    const Evidence& given = recording.evidence[i];
    if (const auto& record = known[i + 1]) {
      ABSL_ASSIGN_OR_RETURN(auto evidence, ReadEvidence(record->latest, record->payload));
      if (!Same(evidence, given)) return AlreadyExists(evidence.name());
      recorded.evidence.push_back(std::move(evidence));
      continue;
    }
    ABSL_ASSIGN_OR_RETURN(auto prepared,
                          reviews_.PrepareEvidence(recorded.claim, given, IdOf(given),
                                                   absl::StrCat("evidence[", i, "]"), context));
    // The same evidence twice is recorded once.
    if (std::any_of(recorded.evidence.begin(), recorded.evidence.end(),
                    [&](const Evidence& other) { return other.name() == prepared.resource.name(); })) {
      continue;
    }
    take(prepared);
    recorded.evidence.push_back(std::move(prepared.resource));
  }

  if (recording.review && known.back()) {
    ABSL_ASSIGN_OR_RETURN(auto review, ReadReview(known.back()->latest, known.back()->payload));
    if (!Same(review, *recording.review)) return AlreadyExists(review.name());
    recorded.review = std::move(review);
  } else if (recording.review) {
    Review given = *recording.review;
    given.clear_supersedes();
    ABSL_ASSIGN_OR_RETURN(auto prepared,
                          reviews_.PrepareReview(recorded.claim, std::move(given), IdOf(*recording.review),
                                                 "review", recorded.evidence, context));
    take(prepared);
    recorded.review = std::move(prepared.resource);
  }

  recorded.unchanged = write.entries.empty();
  if (write.entries.empty() || mode == Mode::kValidateOnly) return recorded;
  std::vector<std::string> written;
  for (const store::NewEntry& entry : write.entries) written.push_back(entry.resource);
  ABSL_ASSIGN_OR_RETURN(store::WriteResult result, context_.queue.SubmitAndWait(std::move(write)));
  if (result.outcome != Outcome::kCommitted) {
    collided = result.outcome == Outcome::kExists;
    return ToStatus(result, no_key);
  }
  auto set_index = [&](auto& resource) {
    auto found = std::find(written.begin(), written.end(), resource.name());
    if (found != written.end()) SetIndex(result.first_index + (found - written.begin()), resource);
  };
  set_index(recorded.claim);
  for (Evidence& evidence : recorded.evidence) set_index(evidence);
  if (recorded.review) set_index(*recorded.review);
  return recorded;
}

}  // namespace verbatim::registry
