#include "registry/reviews/claim_importer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/hmac.h"
#include "log/sha256.h"
#include "registry/claims/new_claim.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/counters.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/canonical_bytes.h"
#include "registry/requests/listing.h"
#include "registry/reviews/evidence.h"
#include "registry/reviews/reviews.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "status/uri_schemes.h"
#include "text/unicode/spaced_text.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::CreateClaimRequest;
using verbatim::v1::Evidence;
using verbatim::v1::Review;
using Outcome = store::WriteResult::Outcome;

// Maximum number of attempts to record an item if other calls keep recording parts of the item.
constexpr int kImportAttempts = 4;

// The ids of a resource of an item. If the item names no resource, both are derived from its parts, so that a
// repeated import finds it: `current` is 128 bits of the HMAC-SHA-256 of the parts, so that nobody can confirm a
// guess of erased parts with it, and `earlier` is what versions without a digest key made, of the SHA-256.
struct Ids {
  std::string earlier;
  std::string current;
};

Ids IdsFrom(const Environment& environment, const std::vector<std::string>& parts) {
  std::string bytes;
  for (const std::string& part : parts) absl::StrAppend(&bytes, part.size(), ":", part);
  constexpr size_t kDigits = 32;
  return {"x" + log::ToHex(log::Sha256(bytes)).substr(0, kDigits),
          "h" + log::ToHex(log::HmacSha256(environment.digest_key, bytes)).substr(0, kDigits)};
}

Ids IdsIn(const std::string& name) {
  const std::string id = name.substr(name.rfind('/') + 1);
  return {id, id};
}

// `selections` is empty, or has a selection for each citation.
Ids IdsOf(const Environment& environment, const Claim& claim,
          const std::vector<SelectedCitation>& selections) {
  if (!claim.name().empty()) return IdsIn(claim.name());
  std::vector<std::string> parts = {claim.text(), claim.claimant().name()};
  for (const auto& citation : claim.citations()) {
    parts.insert(parts.end(), {citation.revision(), citation.prefix(), citation.quote(), citation.suffix()});
  }
  for (const SelectedCitation& selected : selections) AppendIdParts(selected, parts);
  return IdsFrom(environment, parts);
}

Ids IdsOf(const Environment& environment, const Evidence& evidence) {
  if (!evidence.name().empty()) return IdsIn(evidence.name());
  const verbatim::v1::Citation& citation = evidence.citation();
  return IdsFrom(environment, {verbatim::v1::EvidenceStance_Name(evidence.stance()), citation.revision(),
                               citation.prefix(), citation.quote(), citation.suffix()});
}

Ids IdsOf(const Environment& environment, const Review& review) {
  if (!review.name().empty()) return IdsIn(review.name());
  return IdsFrom(environment, {review.reviewer().name(), review.uri(), review.publish_date(),
                               CanonicalBytes(review.rating())});
}

// Returns whether two quotes differ in white space only. Imports record the white space of the source.
bool IsSameQuote(std::string_view recorded, std::string_view given) {
  return recorded == given || text::CollapseSpace(recorded) == text::CollapseSpace(given);
}

// Returns whether the claim has the quotes that are given. The words of an erased citation are unknown: a
// file from before the erasure has them, and a later file leaves them out.
bool HasQuotes(const Claim& recorded, const Claim& given) {
  int next = 0;
  for (const auto& citation : recorded.citations()) {
    const bool is_left = next < given.citations_size();
    if (citation.erased()) {
      if (recorded.citations_size() == given.citations_size()) ++next;
      continue;
    }
    if (!is_left) return false;
    const std::string& quote = given.citations(next++).quote();
    if (!IsSameQuote(citation.quote(), quote) && citation.submitted_quote() != quote) return false;
  }
  return next == given.citations_size();
}

bool IsSame(const Claim& recorded, const Claim& given) {
  if (recorded.text() != given.text()) return false;
  // An id that is derived from the content stands for the same quotes.
  return given.name().empty() || HasQuotes(recorded, given);
}

bool IsSame(const Evidence& recorded, const Evidence& given) {
  if (recorded.stance() != given.stance()) return false;
  return recorded.citation().erased() || IsSameQuote(recorded.citation().quote(), given.citation().quote());
}

bool IsSame(const Review& recorded, const Review& given) {
  // Exports leave out a URI that nobody should follow.
  const bool left_out = given.uri().empty() && !IsLinkable(recorded.uri());
  return recorded.reviewer().name() == given.reviewer().name() &&
         (left_out || recorded.uri() == given.uri()) &&
         CanonicalBytes(recorded.rating()) == CanonicalBytes(given.rating());
}

// Returns whether two ratings say the same. A feed may leave out the numbers that another feed has.
bool IsSameVerdict(const verbatim::v1::Rating& a, const verbatim::v1::Rating& b) {
  if (a.words() != b.words()) return false;
  if (!a.words().empty() && (!a.has_value() || !b.has_value())) return true;
  return a.value() == b.value() && a.best() == b.best() && a.worst() == b.worst();
}

// A resource of an item: the id under which it is recorded or will be, and its record if there is one.
struct Part {
  std::string id;
  std::optional<store::Record> known;
};

// Finds resources by their ids, first by the earlier ones. `name_of(i, id)` is the name of resource `i`. Returns
// a part for each.
template <typename NameOf>
absl::StatusOr<std::vector<Part>> FindParts(store::Store& store, const std::vector<Ids>& ids,
                                            const NameOf& name_of) {
  std::vector<std::string> names;
  for (size_t i = 0; i < ids.size(); ++i) {
    names.push_back(name_of(i, ids[i].earlier));
    names.push_back(name_of(i, ids[i].current));
  }
  ABSL_ASSIGN_OR_RETURN(auto records, FromStore(store.Get(names)));
  std::vector<Part> parts;
  for (size_t i = 0; i < ids.size(); ++i) {
    std::optional<store::Record>& earlier = records[2 * i];
    parts.push_back(earlier ? Part{ids[i].earlier, std::move(earlier)}
                            : Part{ids[i].current, std::move(records[2 * i + 1])});
  }
  return parts;
}

// One attempt to import an item. Finds the parts that are already recorded, and prepares the rest.
class Attempt {
 public:
  Attempt(const RegistryContext& context, const access::Caller& caller, const ImportItem& item,
          const sync::CallContext& call)
      : context_(context),
        item_(item),
        call_(call),
        write_context_{context.environment, caller, no_key_, context.environment.now_micros()} {}
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;

  absl::Status Prepare() {
    const Environment& environment = context_.environment;
    ABSL_ASSIGN_OR_RETURN(const auto claims,
                          FindParts(context_.store, {IdsOf(environment, item_.claim, item_.selections)},
                                    [](size_t, const std::string& id) { return ClaimName(id); }));
    ABSL_RETURN_IF_ERROR(AddClaim(claims.front()));
    const std::string claim = ClaimName(claims.front().id);
    std::vector<Ids> ids;
    for (const Evidence& evidence : item_.evidence) ids.push_back(IdsOf(environment, evidence));
    if (item_.review) ids.push_back(IdsOf(environment, *item_.review));
    ABSL_ASSIGN_OR_RETURN(
        const auto children, FindParts(context_.store, ids, [&](size_t i, const std::string& id) {
          return i < item_.evidence.size() ? EvidenceName(claim, id) : ReviewName(claim, id);
        }));
    for (size_t i = 0; i < item_.evidence.size(); ++i) ABSL_RETURN_IF_ERROR(AddEvidence(i, children[i]));
    if (item_.review) ABSL_RETURN_IF_ERROR(AddReview(children.back()));
    result_.unchanged = write_.entries.empty();
    return absl::OkStatus();
  }

  // Stores the parts that are not recorded yet. REQUIRES: Prepare was OK.
  absl::Status Commit() {
    if (write_.entries.empty()) return absl::OkStatus();
    write_.preconditions.push_back({ErasureCounter(result_.claim.name()), 0});
    std::vector<std::string> written;
    for (const store::NewEntry& entry : write_.entries) written.push_back(entry.resource);
    ABSL_ASSIGN_OR_RETURN(auto committed, context_.queue.SubmitAndWait(std::move(write_)));
    has_collided_ = committed.outcome == Outcome::kExists || committed.outcome == Outcome::kStale;
    if (committed.outcome != Outcome::kCommitted) return ToStatus(committed, no_key_);
    auto set_index = [&](auto& resource) {
      auto found = std::find(written.begin(), written.end(), resource.name());
      if (found != written.end()) SetIndex(committed.first_index + (found - written.begin()), resource);
    };
    set_index(result_.claim);
    for (Evidence& evidence : result_.evidence) set_index(evidence);
    if (result_.review) set_index(*result_.review);
    return absl::OkStatus();
  }

  // Returns whether Commit failed because another call recorded a part of the item after Prepare.
  bool has_collided() const { return has_collided_; }

  ImportResult TakeResult() { return std::move(result_); }

 private:
  absl::Status AddClaim(const Part& part) {
    const std::optional<store::Record>& known = part.known;
    if (known) {
      ABSL_ASSIGN_OR_RETURN(result_.claim, ReadClaim(known->latest, known->payload));
      if (result_.claim.has_erasure()) return ClaimErased(result_.claim.name());
      return IsSame(result_.claim, item_.claim) ? absl::OkStatus() : AlreadyExists(result_.claim.name());
    }
    const Claim* claim = &item_.claim;
    ABSL_ASSIGN_OR_RETURN(auto lock, LockCited(context_, std::span(&claim, 1)));
    lock_.emplace(std::move(lock));
    CreateClaimRequest request;
    *request.mutable_claim() = item_.claim;
    request.set_claim_id(part.id);
    request.set_quote_matching(item_.quote_matching);
    ABSL_RETURN_IF_ERROR(CiteSelections(context_, item_.selections, call_, *request.mutable_claim()));
    // A reviewed claim may contradict its source, because the contradiction may be the reason for the review.
    request.set_allow_contradicted(true);
    Violations violations;
    CheckNewClaim(context_.limits, request, violations);
    ABSL_RETURN_IF_ERROR(violations.ToStatus());
    ABSL_ASSIGN_OR_RETURN(auto prepared, PrepareNewClaim(context_, std::move(request), write_context_));
    // The index is set after the commit.
    ABSL_ASSIGN_OR_RETURN(result_.claim, ReadClaim(0, prepared.entry.payload));
    write_.entries.push_back(std::move(prepared.entry));
    write_.preconditions = std::move(prepared.preconditions);
    return absl::OkStatus();
  }

  absl::Status AddEvidence(size_t i, const Part& part) {
    const std::optional<store::Record>& known = part.known;
    Evidence given = item_.evidence[i];
    if (known) {
      ABSL_ASSIGN_OR_RETURN(auto evidence, ReadEvidence(known->latest, known->payload));
      if (!IsSame(evidence, given)) return AlreadyExists(evidence.name());
      result_.evidence.push_back(std::move(evidence));
      return absl::OkStatus();
    }
    const std::string path = absl::StrCat("evidence[", i, "]");
    Violations violations;
    CheckNewEvidence(context_.limits, path, given, violations);
    ABSL_RETURN_IF_ERROR(violations.ToStatus());
    ABSL_ASSIGN_OR_RETURN(auto prepared, PrepareEvidence(context_, result_.claim, std::move(given), part.id,
                                                         path, write_context_));
    // Evidence that occurs twice is recorded once.
    const bool is_repeated =
        std::any_of(result_.evidence.begin(), result_.evidence.end(),
                    [&](const Evidence& other) { return other.name() == prepared.resource.name(); });
    if (!is_repeated) result_.evidence.push_back(AddToWrite(std::move(prepared)));
    return absl::OkStatus();
  }

  absl::Status AddReview(const Part& part) {
    const std::optional<store::Record>& known = part.known;
    if (known) {
      ABSL_ASSIGN_OR_RETURN(result_.review, ReadReview(known->latest, known->payload));
      return IsSame(*result_.review, *item_.review) ? absl::OkStatus()
                                                    : AlreadyExists(result_.review->name());
    }
    Review given = *item_.review;
    given.clear_supersedes();
    ABSL_ASSIGN_OR_RETURN(std::optional<Review> earlier, FindEarlier(given));
    if (earlier && IsSameVerdict(earlier->rating(), given.rating())) {
      result_.review = *std::move(earlier);
      return absl::OkStatus();
    }
    if (earlier) given.set_supersedes(earlier->name());
    Violations violations;
    CheckNewReview(context_.limits, result_.claim.name(), "review", given, violations);
    ABSL_RETURN_IF_ERROR(violations.ToStatus());
    ABSL_ASSIGN_OR_RETURN(auto prepared, PrepareReview(context_, result_.claim, std::move(given), part.id,
                                                       "review", result_.evidence, write_context_));
    result_.review = AddToWrite(std::move(prepared));
    return absl::OkStatus();
  }

  // Returns the last active review of the claim by the same reviewer at the same address.
  absl::StatusOr<std::optional<Review>> FindEarlier(const Review& given) {
    std::optional<Review> found;
    if (given.uri().empty()) return found;
    verbatim::v1::ReviewFilter filter;
    filter.set_state(verbatim::v1::REVIEW_STATE_ACTIVE);
    auto see = [&](const store::Record& record) -> absl::Status {
      ABSL_ASSIGN_OR_RETURN(Review review, ReadReview(record.latest, record.payload));
      const bool is_same = review.uri() == given.uri() && review.reviewer().name() == given.reviewer().name();
      if (is_same) found = std::move(review);
      return absl::OkStatus();
    };
    ABSL_RETURN_IF_ERROR(
        ForEachListed(context_.store, MostSelectiveFirst(FilterKeys(result_.claim.name(), filter)), see));
    return found;
  }

  template <typename Resource>
  Resource AddToWrite(Prepared<Resource> prepared) {
    std::move(prepared.entries.begin(), prepared.entries.end(), std::back_inserter(write_.entries));
    std::move(prepared.preconditions.begin(), prepared.preconditions.end(),
              std::back_inserter(write_.preconditions));
    return std::move(prepared.resource);
  }

  const RegistryContext& context_;
  const ImportItem& item_;
  const sync::CallContext& call_;
  const std::optional<store::RequestKey> no_key_;
  const WriteContext write_context_;
  std::optional<DocumentLocks::Lock> lock_;
  store::Write write_;
  ImportResult result_;
  bool has_collided_ = false;
};

}  // namespace

absl::StatusOr<ImportResult> ClaimImporter::Import(const access::Caller& caller, const ImportItem& item,
                                                   Mode mode, const sync::CallContext& call) {
  absl::Status status;
  for (int i = 0; i < kImportAttempts; ++i) {
    Attempt attempt(context_, caller, item, call);
    ABSL_RETURN_IF_ERROR(attempt.Prepare());
    if (mode == Mode::kRecord) status = attempt.Commit();
    if (status.ok()) return attempt.TakeResult();
    if (!attempt.has_collided()) break;
  }
  return status;
}

}  // namespace verbatim::registry
