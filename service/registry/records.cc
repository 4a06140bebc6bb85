#include "registry/records.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/time_util.h"
#include "google/protobuf/wire_format_lite.h"
#include "registry/absl_view.h"
#include "registry/errors.h"
#include "registry/names.h"

namespace verbatim::registry {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;
using verbatim::v1::Claim;
using verbatim::v1::Document;
using verbatim::v1::EntryPayload;
using verbatim::v1::Evidence;
using verbatim::v1::Link;
using verbatim::v1::Review;
using verbatim::v1::Revision;

constexpr size_t kSaltBytes = 32;  // as many as the digest that it protects

constexpr std::string_view kDocuments = "documents";
constexpr std::string_view kClaims = "claims";
constexpr std::string_view kEvidence = "evidence";
constexpr std::string_view kReviews = "reviews";
constexpr std::string_view kLinks = "links";
constexpr std::string_view kClaim = "claim";
constexpr std::string_view kState = "state";
constexpr std::string_view kAnchoring = "anchoring";
// Fields of few values, which large parts of a collection share.
constexpr std::string_view kCoarseFields[] = {kState, "stance", "relation"};
constexpr std::string_view kRevisionTally = "later revisions of ";

// Collects the terms of a resource, beginning with that of its collection.
class Terms {
 public:
  explicit Terms(std::string_view collection) : collection_(collection), terms_{std::string(collection)} {}

  // The term for a field with this value; none for an empty value, which no filter can ask for.
  void Add(std::string_view field, std::string_view value) {
    if (!value.empty()) terms_.push_back(absl::StrCat(Absl(collection_), " ", Absl(field), "=", Absl(value)));
  }

  // Labels may have empty values.
  void AddLabel(std::string_view key, std::string_view value) {
    terms_.push_back(absl::StrCat(Absl(collection_), " label.", Absl(key), "=", Absl(value)));
  }

  // Each once, in the order of their bytes.
  std::vector<std::string> Take() && {
    std::sort(terms_.begin(), terms_.end());
    terms_.erase(std::unique(terms_.begin(), terms_.end()), terms_.end());
    return std::move(terms_);
  }

 private:
  std::string_view collection_;
  std::vector<std::string> terms_;
};

absl::Status Unreadable(store::LogIndex index) {
  return FromStore(absl::DataLossError(absl::StrCat("the payload of log entry ", index, " cannot be read")));
}

absl::Status ErasedEntry(store::LogIndex index) {
  return Erased(absl::StrCat("what log entry ", index, " recorded"));
}

// A tag of one byte and a length.
constexpr size_t kMaxHeadBytes = 1 + 10;

// The bytes of a message's field that is a message; nothing if there is none, or the bytes are no message's.
std::optional<std::string_view> FindMessage(std::string_view bytes, int field) {
  CodedInputStream coded(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  const uint32_t wanted = WireFormatLite::MakeTag(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
  while (const uint32_t tag = coded.ReadTag()) {
    if (tag != wanted) {
      if (!WireFormatLite::SkipField(&coded, tag)) return std::nullopt;
      continue;
    }
    uint32_t size = 0;
    if (!coded.ReadVarint32(&size)) return std::nullopt;
    const auto start = static_cast<size_t>(coded.CurrentPosition());
    if (size > bytes.size() - start) return std::nullopt;
    return bytes.substr(start, size);
  }
  return std::nullopt;
}

// An entry of what is listed under `terms` from now on; nothing before if it is new.
store::NewEntry WithTerms(store::NewEntry entry, std::vector<std::string> terms,
                          const std::vector<std::string>& terms_before) {
  if (terms_before.empty()) {
    entry.add_terms = std::move(terms);
  } else {
    entry.add_terms = Difference(terms, terms_before);
    entry.remove_terms = Difference(terms_before, terms);
  }
  return entry;
}

template <typename Resource>
absl::StatusOr<Resource> Complete(store::LogIndex index, Resource resource) {
  SetIndex(index, resource);
  return resource;
}

}  // namespace

store::NewEntry MakeEntry(log::EntryType type, const std::string& resource, EntryPayload payload,
                          const WriteContext& context) {
  std::string& salt = *payload.mutable_salt();
  salt.resize(kSaltBytes);
  context.sources.random_bytes({reinterpret_cast<uint8_t*>(salt.data()), salt.size()});
  if (context.request) payload.set_request_sha256(context.request->fingerprint);

  store::NewEntry entry;
  entry.resource = resource;
  std::string bytes = payload.SerializeAsString();
  entry.leaf = log::EncodeLeaf({.type = type,
                                .time_micros = context.now_micros,
                                .payload_sha256 = log::Sha256(bytes),
                                .resource = resource,
                                .principal = context.caller.principal,
                                .request_id = context.request ? context.request->request_id : ""});
  entry.payload = std::move(bytes);
  return entry;
}

store::NewEntry MakeClaimEntry(log::EntryType type, StoredClaim claim, const StoredClaim* before,
                               const WriteContext& context) {
  std::vector<std::string> terms = ClaimTerms(claim);
  EntryPayload payload;
  if (claim.ever_cited != CitedDocuments(claim.claim)) {
    payload.mutable_cited_documents()->Assign(claim.ever_cited.begin(), claim.ever_cited.end());
  }
  const std::string name = claim.claim.name();
  claim.claim.clear_etag();
  claim.claim.clear_log_index();
  *payload.mutable_claim() = std::move(claim.claim);
  store::NewEntry entry = WithTerms(MakeEntry(type, name, std::move(payload), context), std::move(terms),
                                    before != nullptr ? ClaimTerms(*before) : std::vector<std::string>());
  entry.tallies =
      ClaimTallies(before != nullptr ? Difference(claim.ever_cited, before->ever_cited) : claim.ever_cited);
  return entry;
}

store::NewEntry MakeEvidenceEntry(log::EntryType type, const Evidence& evidence, const Evidence* before,
                                  const WriteContext& context) {
  EntryPayload payload;
  *payload.mutable_evidence() = evidence;
  payload.mutable_evidence()->clear_log_index();
  store::NewEntry entry =
      WithTerms(MakeEntry(type, evidence.name(), std::move(payload), context), EvidenceTerms(evidence),
                before != nullptr ? EvidenceTerms(*before) : std::vector<std::string>());
  if (before == nullptr) {
    entry.tallies = {EvidenceTally(DocumentOfRevision(evidence.citation().revision()))};
  }
  return entry;
}

store::NewEntry MakeReviewEntry(log::EntryType type, const Review& review, const Review* before,
                                const WriteContext& context) {
  EntryPayload payload;
  *payload.mutable_review() = review;
  payload.mutable_review()->clear_etag();
  payload.mutable_review()->clear_log_index();
  return WithTerms(MakeEntry(type, review.name(), std::move(payload), context), ReviewTerms(review),
                   before != nullptr ? ReviewTerms(*before) : std::vector<std::string>());
}

store::NewEntry MakeLinkEntry(const Link& link, const WriteContext& context) {
  EntryPayload payload;
  *payload.mutable_link() = link;
  payload.mutable_link()->clear_log_index();
  return WithTerms(MakeEntry(log::EntryType::kLinkCreated, link.name(), std::move(payload), context),
                   LinkTerms(link), {});
}

absl::StatusOr<EntryPayload> ReadPayload(store::LogIndex index, const std::optional<std::string>& bytes) {
  if (!bytes) return ErasedEntry(index);
  EntryPayload payload;
  if (!payload.ParseFromString(*bytes)) return Unreadable(index);
  return payload;
}

absl::StatusOr<Document> ReadDocument(store::LogIndex index, const std::optional<std::string>& bytes) {
  absl::StatusOr<EntryPayload> payload = ReadPayload(index, bytes);
  if (!payload.ok()) return payload.status();
  if (!payload->has_document()) return Unreadable(index);
  return Complete(index, std::move(*payload->mutable_document()));
}

absl::StatusOr<Revision> ReadRevision(store::LogIndex index, const std::optional<std::string>& bytes) {
  absl::StatusOr<EntryPayload> payload = ReadPayload(index, bytes);
  if (!payload.ok()) return payload.status();
  if (!payload->has_revision()) return Unreadable(index);
  return Complete(index, std::move(*payload->mutable_revision()));
}

absl::StatusOr<StoredClaim> ReadStoredClaim(store::LogIndex index, const std::optional<std::string>& bytes) {
  absl::StatusOr<EntryPayload> payload = ReadPayload(index, bytes);
  if (!payload.ok()) return payload.status();
  if (!payload->has_claim()) return Unreadable(index);
  StoredClaim stored;
  stored.claim = std::move(*payload->mutable_claim());
  SetIndex(index, stored.claim);
  stored.ever_cited.assign(payload->cited_documents().begin(), payload->cited_documents().end());
  if (stored.ever_cited.empty()) stored.ever_cited = CitedDocuments(stored.claim);
  return stored;
}

absl::StatusOr<Claim> ReadClaim(store::LogIndex index, const std::optional<std::string>& bytes) {
  absl::StatusOr<EntryPayload> payload = ReadPayload(index, bytes);
  if (!payload.ok()) return payload.status();
  if (!payload->has_claim()) return Unreadable(index);
  return Complete(index, std::move(*payload->mutable_claim()));
}

absl::Status AppendClaim(store::LogIndex index, const std::optional<std::string>& bytes,
                         std::string& response) {
  if (!bytes) return ErasedEntry(index);
  const std::optional<std::string_view> stored = FindMessage(*bytes, EntryPayload::kClaimFieldNumber);
  if (!stored) return Unreadable(index);
  // What follows from the index comes last: protobuf takes fields in any order.
  Claim rest;
  SetIndex(index, rest);
  const size_t rest_bytes = rest.ByteSizeLong();
  uint8_t head[kMaxHeadBytes];
  uint8_t* end = WireFormatLite::WriteTagToArray(1, WireFormatLite::WIRETYPE_LENGTH_DELIMITED, head);
  end = CodedOutputStream::WriteVarint64ToArray(stored->size() + rest_bytes, end);
  response.reserve(response.size() + static_cast<size_t>(end - head) + stored->size() + rest_bytes);
  response.append(head, end).append(*stored);
  rest.AppendToString(&response);
  return absl::OkStatus();
}

absl::StatusOr<Evidence> ReadEvidence(store::LogIndex index, const std::optional<std::string>& bytes) {
  absl::StatusOr<EntryPayload> payload = ReadPayload(index, bytes);
  if (!payload.ok()) return payload.status();
  if (!payload->has_evidence()) return Unreadable(index);
  return Complete(index, std::move(*payload->mutable_evidence()));
}

absl::StatusOr<Review> ReadReview(store::LogIndex index, const std::optional<std::string>& bytes) {
  absl::StatusOr<EntryPayload> payload = ReadPayload(index, bytes);
  if (!payload.ok()) return payload.status();
  if (!payload->has_review()) return Unreadable(index);
  return Complete(index, std::move(*payload->mutable_review()));
}

absl::StatusOr<Link> ReadLink(store::LogIndex index, const std::optional<std::string>& bytes) {
  absl::StatusOr<EntryPayload> payload = ReadPayload(index, bytes);
  if (!payload.ok()) return payload.status();
  if (!payload->has_link()) return Unreadable(index);
  return Complete(index, std::move(*payload->mutable_link()));
}

void SetIndex(store::LogIndex index, Document& document) { document.set_etag(EtagOf(index)); }

void SetIndex(store::LogIndex index, Revision& revision) { revision.set_log_index(index); }

void SetIndex(store::LogIndex index, Claim& claim) {
  claim.set_log_index(index);
  claim.set_etag(EtagOf(index));
}

void SetIndex(store::LogIndex index, Evidence& evidence) { evidence.set_log_index(index); }

void SetIndex(store::LogIndex index, Review& review) {
  review.set_log_index(index);
  review.set_etag(EtagOf(index));
}

void SetIndex(store::LogIndex index, Link& link) { link.set_log_index(index); }

std::string EtagOf(store::LogIndex index) { return absl::StrCat("i", absl::Hex(index)); }

std::string EncodeRanges(const std::vector<text::ByteRange>& ranges) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  CodedOutputStream coded(&stream);
  size_t position = 0;
  for (const text::ByteRange& range : ranges) {
    coded.WriteVarint64(range.start - position);
    coded.WriteVarint64(range.size());
    position = range.end;
  }
  coded.Trim();
  return bytes;
}

absl::StatusOr<std::vector<text::ByteRange>> DecodeRanges(std::string_view bytes, size_t text_bytes) {
  CodedInputStream coded(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  std::vector<text::ByteRange> ranges;
  size_t position = 0;
  while (coded.CurrentPosition() < static_cast<int>(bytes.size())) {
    uint64_t gap = 0;
    uint64_t length = 0;
    if (!coded.ReadVarint64(&gap) || !coded.ReadVarint64(&length) || gap > text_bytes - position ||
        length > text_bytes - position - gap) {
      return absl::DataLossError("the sentences of a revision cannot be read");
    }
    ranges.push_back({position + gap, position + gap + length});
    position = ranges.back().end;
  }
  return ranges;
}

absl::StatusOr<text::IndexedText> DecodeText(const EntryPayload& payload, std::string text,
                                             std::string_view sentences) {
  if (log::BytesOf(log::Sha256(text)) != payload.revision().text_sha256()) {
    return absl::DataLossError("the revision's text is not the one that its digest names");
  }
  auto ranges = DecodeRanges(sentences, text.size());
  if (!ranges.ok() || log::BytesOf(log::Sha256(sentences)) != payload.sentences_sha256()) {
    return absl::DataLossError("the revision's sentences are not those that their digest names");
  }
  return text::IndexedText(std::move(text), *std::move(ranges));
}

std::vector<std::string> DocumentTerms(const Document& document) {
  Terms terms(kDocuments);
  terms.Add("uri", document.uri());
  terms.Add("publisher", document.publisher());
  terms.Add("language_code", document.language_code());
  return std::move(terms).Take();
}

std::vector<std::string> RevisionTerms(std::string_view document) {
  Terms terms("revisions");
  terms.Add("document", document);
  return std::move(terms).Take();
}

std::vector<std::string> Difference(const std::vector<std::string>& to,
                                    const std::vector<std::string>& from) {
  std::vector<std::string> difference;
  std::set_difference(to.begin(), to.end(), from.begin(), from.end(), std::back_inserter(difference));
  return difference;
}

std::string FormerlyCitedTerm(std::string_view document) {
  return absl::StrCat(Absl(kClaims), " formerly_document=", Absl(document));
}

std::vector<std::string> ClaimTerms(const StoredClaim& stored) {
  const Claim& claim = stored.claim;
  std::vector<std::string> cited = CitedDocuments(claim);
  Terms terms(kClaims);
  for (const std::string& document : cited) terms.Add("document", document);
  for (const std::string& document : Difference(stored.ever_cited, cited))
    terms.Add("formerly_document", document);
  for (const auto& citation : claim.citations()) terms.Add("revision", citation.revision());
  for (const auto& [key, value] : claim.labels()) terms.AddLabel(key, value);
  terms.Add("claimant_name", claim.claimant().name());
  terms.Add("agent_id", claim.attribution().agent().id());
  terms.Add("subject_uri", claim.statement().subject().uri());
  terms.Add(kState, verbatim::v1::ClaimState_Name(claim.state()));
  auto add_anchoring = [&](const verbatim::v1::Anchoring& anchoring) {
    // Claims of before there were rules have no such term.
    if (anchoring.rules() > 0) terms.Add(kAnchoring, verbatim::v1::AnchoringState_Name(anchoring.state()));
  };
  add_anchoring(claim.anchoring());
  for (const auto& anchoring : claim.further_anchorings()) add_anchoring(anchoring);
  return std::move(terms).Take();
}

std::vector<std::string> FilterTerms(const verbatim::v1::ClaimFilter& filter) {
  Terms terms(kClaims);
  terms.Add("document", filter.document());
  terms.Add("revision", filter.revision());
  for (const auto& [key, value] : filter.labels()) terms.AddLabel(key, value);
  terms.Add("claimant_name", filter.claimant_name());
  terms.Add("agent_id", filter.agent_id());
  terms.Add("subject_uri", filter.subject_uri());
  if (filter.state() != verbatim::v1::CLAIM_STATE_UNSPECIFIED) {
    terms.Add(kState, verbatim::v1::ClaimState_Name(filter.state()));
  }
  if (filter.anchoring_state() != verbatim::v1::ANCHORING_STATE_UNSPECIFIED) {
    terms.Add(kAnchoring, verbatim::v1::AnchoringState_Name(filter.anchoring_state()));
  }
  return std::move(terms).Take();
}

std::vector<std::string> EvidenceTerms(const Evidence& evidence) {
  Terms terms(kEvidence);
  terms.Add(kClaim, ClaimOf(evidence.name()));
  terms.Add("stance", verbatim::v1::EvidenceStance_Name(evidence.stance()));
  terms.Add("document", DocumentOfRevision(evidence.citation().revision()));
  terms.Add("revision", evidence.citation().revision());
  terms.Add("agent_id", evidence.attribution().agent().id());
  return std::move(terms).Take();
}

std::vector<std::string> ReviewTerms(const Review& review) {
  Terms terms(kReviews);
  terms.Add(kClaim, ClaimOf(review.name()));
  terms.Add(kState, verbatim::v1::ReviewState_Name(review.state()));
  terms.Add("reviewer_name", review.reviewer().name());
  for (const std::string& evidence : review.evidence()) terms.Add("evidence", evidence);
  return std::move(terms).Take();
}

std::vector<std::string> LinkTerms(const Link& link) {
  Terms terms(kLinks);
  terms.Add(kClaim, ClaimOf(link.name()));
  terms.Add("relation", verbatim::v1::LinkRelation_Name(link.relation()));
  terms.Add("target", link.target());
  return std::move(terms).Take();
}

namespace {

// The claim that a listing's parent names; empty for `claims/-`.
std::string_view ClaimAsked(std::string_view parent) {
  return parent == kAnyClaim ? std::string_view() : parent;
}

}  // namespace

std::vector<std::string> FilterTerms(std::string_view parent, const verbatim::v1::EvidenceFilter& filter) {
  Terms terms(kEvidence);
  terms.Add(kClaim, ClaimAsked(parent));
  if (filter.stance() != verbatim::v1::EVIDENCE_STANCE_UNSPECIFIED) {
    terms.Add("stance", verbatim::v1::EvidenceStance_Name(filter.stance()));
  }
  terms.Add("document", filter.document());
  terms.Add("revision", filter.revision());
  terms.Add("agent_id", filter.agent_id());
  return std::move(terms).Take();
}

std::vector<std::string> FilterTerms(std::string_view parent, const verbatim::v1::ReviewFilter& filter) {
  Terms terms(kReviews);
  terms.Add(kClaim, ClaimAsked(parent));
  if (filter.state() != verbatim::v1::REVIEW_STATE_UNSPECIFIED) {
    terms.Add(kState, verbatim::v1::ReviewState_Name(filter.state()));
  }
  terms.Add("reviewer_name", filter.reviewer_name());
  terms.Add("evidence", filter.evidence());
  return std::move(terms).Take();
}

std::vector<std::string> FilterTerms(std::string_view parent, const verbatim::v1::LinkFilter& filter) {
  Terms terms(kLinks);
  terms.Add(kClaim, ClaimAsked(parent));
  if (filter.relation() != verbatim::v1::LINK_RELATION_UNSPECIFIED) {
    terms.Add("relation", verbatim::v1::LinkRelation_Name(filter.relation()));
  }
  terms.Add("target", filter.target());
  return std::move(terms).Take();
}

std::vector<std::string> MostSelectiveFirst(std::vector<std::string> terms) {
  const std::string current =
      absl::StrCat(Absl(kClaims), " ", Absl(kAnchoring), "=",
                   verbatim::v1::AnchoringState_Name(verbatim::v1::ANCHORING_STATE_CURRENT));
  std::stable_partition(terms.begin(), terms.end(), [&](const std::string& term) {
    const size_t space = term.find(' ');
    if (space == std::string::npos || term == current) return false;  // a collection, or nearly all claims
    const std::string_view field = std::string_view(term).substr(space + 1, term.find('=') - space - 1);
    return std::find(std::begin(kCoarseFields), std::end(kCoarseFields), field) == std::end(kCoarseFields);
  });
  // What is recorded of one claim is less than what anything else gives.
  std::stable_partition(terms.begin(), terms.end(), [&](const std::string& term) {
    const size_t space = term.find(' ');
    return space != std::string::npos && std::string_view(term).substr(space + 1).starts_with("claim=");
  });
  return terms;
}

std::vector<std::string> CitedDocuments(const Claim& claim) {
  std::set<std::string> documents;
  for (const auto& citation : claim.citations()) documents.emplace(DocumentOfRevision(citation.revision()));
  return {documents.begin(), documents.end()};
}

std::vector<std::string> ClaimTallies(const std::vector<std::string>& documents) {
  std::vector<std::string> tallies;
  for (const std::string& document : documents) tallies.push_back("claims of " + document);
  return tallies;
}

std::string EvidenceTally(std::string_view document) { return absl::StrCat("evidence of ", Absl(document)); }

std::string ErasureTally(std::string_view document) { return absl::StrCat("erasures of ", Absl(document)); }

std::string RevisionTally(std::string_view document) {
  return absl::StrCat(Absl(kRevisionTally), Absl(document));
}

bool IsRevisionTally(std::string_view tally) { return tally.starts_with(kRevisionTally); }

std::vector<store::Expectation> ExpectDocuments(const Claim& claim) {
  std::set<std::string> documents;
  for (const auto& citation : claim.citations()) {
    if (!citation.erased()) documents.emplace(DocumentOfRevision(citation.revision()));
  }
  std::vector<store::Expectation> expects;
  for (const std::string& document : documents) expects.push_back({ErasureTally(document), 0});
  std::set<std::string> revisions;
  revisions.insert(claim.anchoring().revision());
  for (const auto& anchoring : claim.further_anchorings()) revisions.insert(anchoring.revision());
  for (const std::string& revision : revisions) {
    if (revision.empty()) continue;  // of an erased document
    expects.push_back({RevisionTally(DocumentOfRevision(revision)), NumberOfRevision(revision) - 1});
  }
  return expects;
}

google::protobuf::Timestamp ToTimestamp(int64_t micros) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(micros);
}

}  // namespace verbatim::registry
