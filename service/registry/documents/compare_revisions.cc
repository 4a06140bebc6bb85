// Documents::CompareRevisions.

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/commit/read_resource.h"
#include "registry/documents/documents.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "registry/requests/page_token.h"
#include "registry/requests/validation.h"
#include "registry/sources/anchoring.h"
#include "registry/sources/to_proto.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::SentenceChange;

// The position in a page token consists of the later revision's number and the change's index, so that all
// pages of a comparison with the latest revision use the same revision. The index fits because there are at
// most as many changes as sentences in both texts.
constexpr int kChangeBits = 32;

// Maximum number of claims named beside one sentence.
constexpr int kMaxClaims = 100;
// Maximum number of claims read for all sentences of a page.
constexpr int64_t kMostClaims = 20'000;

SentenceChange::Kind KindOf(text::SentenceState state) {
  switch (state) {
    case text::SentenceState::kKept:
      return SentenceChange::KIND_KEPT;
    case text::SentenceState::kMoved:
      return SentenceChange::KIND_MOVED;
    case text::SentenceState::kEdited:
      return SentenceChange::KIND_EDITED;
    case text::SentenceState::kAdded:
      return SentenceChange::KIND_ADDED;
    case text::SentenceState::kRemoved:
      break;
  }
  return SentenceChange::KIND_REMOVED;
}

// The two revisions that a request compares, and where its page begins.
struct Comparison {
  RevisionText before;
  RevisionText after;
  size_t next = 0;
};

absl::StatusOr<Comparison> ReadRevisions(RevisionTexts& texts,
                                         const verbatim::v1::CompareRevisionsRequest& request,
                                         int64_t position) {
  std::string after_name = request.after();
  size_t next = 0;
  if (position >= 0) {
    if (IsDocumentName(after_name)) after_name = RevisionName(after_name, position >> kChangeBits);
    next = static_cast<size_t>(position & ((int64_t{1} << kChangeBits) - 1)) + 1;
  }
  ABSL_ASSIGN_OR_RETURN(RevisionText after, texts.Read(after_name, "after"));
  const std::string document(DocumentOfRevision(after.name));
  std::string before_name = request.before();
  if (before_name.empty()) {
    const int64_t number = NumberOfRevision(after.name);
    if (number == 1) return InvalidField("after", "is the first revision: it has no previous revision");
    before_name = RevisionName(document, number - 1);
  } else if (DocumentOfRevision(before_name) != document) {
    return InvalidField("before", absl::StrCat("must be a revision of ", document));
  }
  ABSL_ASSIGN_OR_RETURN(RevisionText before, texts.Read(before_name, "before"));
  return Comparison{std::move(before), std::move(after), next};
}

// Returns the sentences of `revision` that contain the claim's citations of the document. Citations of other
// revisions are aligned with `revision`.
absl::StatusOr<std::set<size_t>> SentencesOfClaim(const RegistryContext& context, const Claim& claim,
                                                  const RevisionText& revision,
                                                  const sync::CallContext& call) {
  const std::string_view document = DocumentOfRevision(revision.name);
  std::set<size_t> sentences;
  for (const verbatim::v1::Citation& citation : claim.citations()) {
    if (citation.erased() || DocumentOfRevision(citation.revision()) != document) continue;
    text::ByteRange range{static_cast<size_t>(citation.span().byte_start()),
                          static_cast<size_t>(citation.span().byte_end())};
    if (citation.revision() != revision.name) {
      ABSL_ASSIGN_OR_RETURN(auto cited, context.texts.Read(citation.revision(), "before"));
      ABSL_ASSIGN_OR_RETURN(auto words, context.alignments.Get(cited, revision, call));
      const text::Anchor found = words->alignment.Find(range, call.ShouldStop());
      ABSL_RETURN_IF_ERROR(call.Check());
      if (found.state == text::AnchorState::kLost) continue;
      range = found.range;
    }
    const auto [first, last] = revision.text->SentencesIn(range);
    for (size_t sentence = first; sentence < last; ++sentence) sentences.insert(sentence);
  }
  return sentences;
}

// Names of the claims that cite each sentence of a revision, by the sentence's index.
using ClaimsBySentence = std::map<size_t, std::vector<std::string>>;

absl::StatusOr<ClaimsBySentence> ReadClaimsBySentence(const RegistryContext& context,
                                                      const RevisionText& revision,
                                                      const sync::CallContext& call) {
  verbatim::v1::ClaimFilter citing;
  citing.set_document(std::string(DocumentOfRevision(revision.name)));
  ClaimsBySentence claims;
  auto add = [&](const store::Record& record) -> absl::Status {
    ABSL_ASSIGN_OR_RETURN(Claim claim, ReadClaim(record.latest, record.payload));
    ABSL_RETURN_IF_ERROR(call.Check());
    ABSL_ASSIGN_OR_RETURN(auto sentences, SentencesOfClaim(context, claim, revision, call));
    for (size_t sentence : sentences) {
      if (claims[sentence].size() < kMaxClaims) claims[sentence].push_back(claim.name());
    }
    return absl::OkStatus();
  };
  ABSL_RETURN_IF_ERROR(
      ForEachListed(context.store, MostSelectiveFirst(FilterKeys(citing)), add, kMostClaims));
  return claims;
}

SentenceChange MakeChange(const text::SentenceChange& change, const RevisionAlignment& words,
                          const ClaimsBySentence& claims) {
  SentenceChange proto;
  proto.set_kind(KindOf(change.state));
  if (change.before) {
    *proto.mutable_before() = ToSentence(words.before, *change.before);
    if (auto found = claims.find(*change.before); found != claims.end()) {
      proto.mutable_claims()->Assign(found->second.begin(), found->second.end());
    }
  }
  if (change.after) *proto.mutable_after() = ToSentence(words.after, *change.after);
  if (change.state == text::SentenceState::kEdited) {
    AddDiff(words, words.before.text->sentences()[*change.before],
            words.after.text->sentences()[*change.after], *proto.mutable_diff());
  }
  return proto;
}

}  // namespace

absl::StatusOr<verbatim::v1::CompareRevisionsResponse> Documents::CompareRevisions(
    verbatim::v1::CompareRevisionsRequest request, const sync::CallContext& call) {
  Violations violations;
  CheckRevisionOrDocument(request.after(), "after", violations);
  if (!request.before().empty() && !IsRevisionName(request.before())) {
    violations.Add("before", "must be documents/{id}/revisions/{number}, or empty for the previous revision");
  }
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  ABSL_ASSIGN_OR_RETURN(store::Listing listing, StartListing(request, context_.limits));
  ABSL_ASSIGN_OR_RETURN(Comparison compared, ReadRevisions(context_.texts, request, listing.after));
  ABSL_ASSIGN_OR_RETURN(const auto words, context_.alignments.Get(compared.before, compared.after, call));
  ABSL_ASSIGN_OR_RETURN(ClaimsBySentence claims, ReadClaimsBySentence(context_, compared.before, call));

  verbatim::v1::CompareRevisionsResponse response;
  for (const auto& [name, revision] : {std::pair{compared.before.name, response.mutable_before()},
                                       std::pair{compared.after.name, response.mutable_after()}}) {
    ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, name, "before"));
    ABSL_ASSIGN_OR_RETURN(*revision, ReadRevision(record.created, record.payload));
  }
  const std::vector<text::SentenceChange> changes = words->alignment.Sentences(call.ShouldStop());
  ABSL_RETURN_IF_ERROR(call.Check());
  size_t next = compared.next;
  size_t bytes = 0;
  for (; next < changes.size() && response.changes_size() < listing.limit && bytes < kSentencePageBytes;
       ++next) {
    if (request.changes_only() && changes[next].state == text::SentenceState::kKept) continue;
    ABSL_RETURN_IF_ERROR(call.Check());
    SentenceChange& added = *response.add_changes();
    added = MakeChange(changes[next], *words, claims);
    bytes += added.ByteSizeLong();
  }
  if (next < changes.size()) {
    const int64_t last = static_cast<int64_t>(next) - 1;
    response.set_next_page_token(
        MakePageToken(request, NumberOfRevision(compared.after.name) << kChangeBits | last));
  }
  return response;
}

}  // namespace verbatim::registry
