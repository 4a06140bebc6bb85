#include "status/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "status/refusals.h"
#include "support/status_details.h"

namespace verbatim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The largest response metadata that gRPC accepts by default.
constexpr size_t kMetadataBytes = 8192;

// Returns the size of an error on the wire in bytes. The details are in base64. In the message, all bytes
// except printable ASCII become %XX. HPACK adds a fixed size for each of the three headers.
size_t WireBytes(const absl::Status& status) {
  size_t bytes = (ToRpcStatus(status).ByteSizeLong() + 2) / 3 * 4;
  for (const char c : status.message()) bytes += c < ' ' || c > '~' || c == '%' ? 3 : 1;
  return bytes + 3 * 32 + sizeof("grpc-status-details-bin") + sizeof("grpc-message") + sizeof("grpc-status");
}

std::string Repeat(std::string_view unit, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += unit;
  return text;
}

// The largest inputs: names with the longest ids, and words as long as a quote may be.
const std::string kLongId(63, 'x');
const std::string kLongDocument = "documents/" + kLongId;
const std::string kLongRevision = kLongDocument + "/revisions/999999999999999999";
const std::string kLongReview = "claims/" + kLongId + "/reviews/" + kLongId;
const std::string kLongField = "requests[999].claim.citations[99].quote";
const std::string kLongWords = Repeat("\u20AC", 1 << 16);  // three bytes each on the wire
constexpr int64_t kMost = INT64_MAX;

v1::CitationRefusal LargestRefusal() {
  v1::CitationRefusal refusal;
  refusal.set_field(kLongField);
  refusal.set_revision(kLongRevision);
  refusal.set_place_count(kMost);
  for (int i = 0; i < 8; ++i) {
    v1::Passage& passage = *refusal.add_passages();
    passage.set_revision(kLongRevision);
    passage.set_quote(kLongWords);
    passage.set_prefix(Repeat("\U0001F600", 32));
    passage.set_suffix(Repeat("\U0001F600", 32));
    passage.set_similarity(1 / 3.0);
    passage.mutable_span()->set_byte_start(kMost);
    passage.mutable_span()->set_byte_end(kMost);
    for (int s = 0; s < 1000; ++s) passage.add_sentences(kLongRevision + "/sentences/" + std::to_string(s));
  }
  return refusal;
}

std::vector<v1::ContradictedValue> LargestContradictions() {
  v1::ContradictedValue value;
  value.set_field("requests[999].claim.statement.qualifiers[31].value.quantity");
  value.set_citation("requests[999].claim.citations[99]");
  value.set_revision(kLongRevision);
  v1::Quantity& claimed = *value.mutable_claimed()->mutable_quantity();
  claimed.set_bound("RANGE");
  claimed.set_value(std::string(64, '9'));
  claimed.set_upper(std::string(64, '9'));
  claimed.set_unit(std::string(256, 'u'));
  value.mutable_attestation()->set_surface(kLongWords);
  *value.mutable_attestation()->mutable_stated() = value.claimed();
  return std::vector(100, value);
}

Violations LargestViolations() {
  Violations violations;
  for (int i = 0; i < 10'000; ++i) violations.Add(kLongWords, kLongWords);
  return violations;
}

absl::Status LargestBatch() {
  const absl::Status one = QuoteNotFound(LargestRefusal(), kLongWords);
  std::map<int, absl::Status> refused;
  for (int i = 0; i < 1000; ++i) refused.emplace(i, one);
  return BatchRefused(refused, 1000);
}

struct Error {
  absl::Status status;
  absl::StatusCode code;
  const char* reason;  // empty if the error has no ErrorInfo
  bool retry = false;  // whether the error has RetryInfo
};

std::vector<Error> LargestErrors() {
  using Code = absl::StatusCode;
  return {
      {LargestViolations().ToStatus(), Code::kInvalidArgument, ""},
      {InvalidField(kLongField, kLongWords), Code::kInvalidArgument, ""},
      {NotFound(kLongField, kLongReview), Code::kNotFound, ""},
      {AlreadyExists(kLongReview), Code::kAlreadyExists, ""},
      {RequestIdReused(kLongWords), Code::kAlreadyExists, "REQUEST_ID_REUSED"},
      {StaleEtag(kLongReview, std::string(64, 'e')), Code::kAborted, "ETAG_STALE"},
      {Erased(kLongWords), Code::kFailedPrecondition, "DOCUMENT_ERASED"},
      {ClaimErased(kLongWords), Code::kFailedPrecondition, "CLAIM_ERASED"},
      {TooContended(kLongDocument), Code::kAborted, "", true},
      {SizeNotReached(kLongField, kMost, kMost), Code::kOutOfRange, "SIZE_NOT_REACHED"},
      {WatchTooSlow(kMost), Code::kAborted, "WATCH_TOO_SLOW"},
      {ServerEnds(kMost), Code::kUnavailable, "SERVER_ENDS", true},
      {IndexNotReady(kLongWords, kMost, kMost), Code::kUnavailable, "INDEX_NOT_READY", true},
      {ClaimRetracted("claims/" + kLongId), Code::kFailedPrecondition, "CLAIM_RETRACTED"},
      {ReviewNotActive(kLongReview, "superseded"), Code::kFailedPrecondition, "REVIEW_NOT_ACTIVE"},
      {QuoteNotFound(LargestRefusal(), kLongWords), Code::kFailedPrecondition, "QUOTE_NOT_FOUND"},
      {QuoteAmbiguous(LargestRefusal()), Code::kFailedPrecondition, "QUOTE_AMBIGUOUS"},
      {ValueContradicted(LargestContradictions()), Code::kFailedPrecondition, "VALUE_CONTRADICTED"},
      {Overloaded(kLongWords), Code::kResourceExhausted, "", true},
      {FromStore(absl::UnavailableError(kLongWords)), Code::kUnavailable, "", true},
      {StorageDamaged(kLongWords), Code::kDataLoss, ""},
      {Internal(kLongWords), Code::kInternal, ""},
      {PermissionDenied(kLongWords, "extract", "ClaimService.CreateClaim"), Code::kPermissionDenied,
       "PERMISSION_DENIED"},
      {LargestBatch(), Code::kFailedPrecondition, ""},
  };
}

TEST(Errors, FitIntoGrpcsMetadataAtTheLargestInput) {
  for (const Error& error : LargestErrors()) {
    EXPECT_LE(WireBytes(error.status), kMetadataBytes) << error.status.message().substr(0, 80);
  }
}

TEST(Errors, HaveTheirCodeReasonAndDomain) {
  for (const Error& error : LargestErrors()) {
    SCOPED_TRACE(error.status.message().substr(0, 80));
    const google::rpc::Status status = ToRpcStatus(error.status);
    EXPECT_EQ(status.code(), static_cast<int>(error.code));
    EXPECT_EQ(test::ReasonOf(status), error.reason);
    const auto info = test::DetailOf<google::rpc::ErrorInfo>(status);
    EXPECT_EQ(info ? info->domain() : "verbatim", "verbatim");
    const auto retry = test::DetailOf<google::rpc::RetryInfo>(status);
    EXPECT_EQ(retry.has_value(), error.retry);
    EXPECT_GT(retry ? retry->retry_delay().seconds() : 1, 0);
  }
}

TEST(Errors, NameTheTypeOfTheResource) {
  const absl::Status missing = NotFound("name", "claims/a/reviews/b");
  EXPECT_EQ(missing.message(), "name: claims/a/reviews/b does not exist");
  const auto resource = test::DetailOf<google::rpc::ResourceInfo>(ToRpcStatus(missing));
  ASSERT_TRUE(resource.has_value());
  EXPECT_EQ(resource->resource_type(), "verbatim/Review");
  EXPECT_EQ(resource->resource_name(), "claims/a/reviews/b");
  const auto taken =
      test::DetailOf<google::rpc::ResourceInfo>(ToRpcStatus(AlreadyExists("claims/a/evidence/b")));
  ASSERT_TRUE(taken.has_value());
  EXPECT_EQ(taken->resource_type(), "verbatim/Evidence");
}

TEST(Errors, OfDeniedPermissionNameCallerPermissionAndMethod) {
  const absl::Status denied =
      PermissionDenied("desk@paper.example", "erase", "DocumentService.EraseDocument");
  EXPECT_EQ(denied.message(), "desk@paper.example is not allowed to erase (DocumentService.EraseDocument)");
  const auto info = test::DetailOf<google::rpc::ErrorInfo>(ToRpcStatus(denied));
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->metadata().size(), 3u);
  EXPECT_EQ(info->metadata().at("principal"), "desk@paper.example");
  EXPECT_EQ(info->metadata().at("permission"), "ERASE");
  EXPECT_EQ(info->metadata().at("method"), "DocumentService.EraseDocument");
  EXPECT_EQ(PermissionDenied("", "extract", "ClaimService.CreateClaim").message(),
            "an unauthenticated caller is not allowed to extract (ClaimService.CreateClaim)");
}

TEST(Errors, DoNotRepeatWhatTheStorageSays) {
  for (const auto code : {absl::StatusCode::kUnavailable, absl::StatusCode::kDataLoss,
                          absl::StatusCode::kInternal, absl::StatusCode::kUnknown}) {
    const absl::Status error = FromStore(absl::Status(code, "SELECT secret"));
    EXPECT_THAT(std::string(error.message()), ::testing::Not(HasSubstr("secret")));
  }
}

TEST(Violations, OfNoFieldAreOk) { EXPECT_TRUE(Violations().ToStatus().ok()); }

TEST(Violations, NameEachFieldAndCountThoseThatDoNotFit) {
  Violations few;
  few.Add("a", "must not be empty");
  few.Add("b", "must be positive");
  EXPECT_THAT(test::BadFields(ToRpcStatus(few.ToStatus())), ElementsAre("a", "b"));
  EXPECT_EQ(few.ToStatus().message(), "a: must not be empty (and 1 more)");
  Violations many;
  for (int i = 0; i < 1000; ++i) many.Add("field", "must not be empty");
  EXPECT_LT(test::BadFields(ToRpcStatus(many.ToStatus())).size(), 1000u);
  EXPECT_THAT(std::string(many.ToStatus().message()), HasSubstr("(and 999 more)"));
}

TEST(BatchRefused, NamesEveryIndexAndHasTheErrorsThatFit) {
  const auto refusal = test::DetailOf<v1::BatchRefusal>(ToRpcStatus(LargestBatch()));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->indexes_size(), 1000);
  EXPECT_LT(refusal->items_size(), 1000);
  const auto small = test::DetailOf<v1::BatchRefusal>(
      ToRpcStatus(BatchRefused({{3, ClaimRetracted("claims/a")}, {7, InvalidField("claim", "is bad")}}, 9)));
  ASSERT_EQ(small->items_size(), 2);
  EXPECT_EQ(small->items(0).index(), 3);
  EXPECT_EQ(test::ReasonOf(small->items(0).status()), "CLAIM_RETRACTED");
}

TEST(BatchRefused, IsInvalidIfAnyOfItsRequestsIs) {
  const absl::Status error =
      BatchRefused({{3, ClaimRetracted("claims/a")}, {7, InvalidField("claim", "is bad")}}, 9);
  EXPECT_TRUE(absl::IsInvalidArgument(error)) << error;
}

}  // namespace
}  // namespace verbatim
