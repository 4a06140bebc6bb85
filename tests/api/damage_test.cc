// Flips bits in the database file and calls the service: it answers nothing damaged, and builds nothing on it.

#include "registry/audit/scrub.h"
#include "support/eventually.h"
#include "support/run_sql.h"
#include "verification_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Entries 0 to 3 are the documents `one` and `two` with their revisions, entry 4 is `claims/freed`, entry 5 is
// `claims/other`.
class DamageTest : public VerificationTest {
 protected:
  DamageTest() {
    v1::CreateClaimRequest other = ClaimOn("two", "the envoy");
    other.set_claim_id("other");
    AddClaim(other);
  }

  // Flips a bit and starts the service with empty caches.
  void Flip(const std::string& table, const std::string& column, const std::string& where) {
    Stop();
    FlipBit(folder_.Path("test.db"), table, column, where);
    Start();
    store_->damage().Listen([this](const store::DamageLog::Finding& finding) {
      if (finding.resource.empty()) health_->SetLogDamaged();
    });
  }

  // Checks that a call failed because `resource` is damaged.
  static google::rpc::ErrorInfo ExpectDamage(const grpc::Status& status, const std::string& resource) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS) << status.error_message();
    EXPECT_THAT(status.error_message(), HasSubstr(resource));
    EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(status).resource_name(), resource);
    EXPECT_EQ(ReasonOf(status), "RESOURCE_DAMAGED");
    return DetailOf<google::rpc::ErrorInfo>(status);
  }

  grpc::Status UpdateLabels() {
    grpc::ClientContext context;
    v1::UpdateClaimRequest request;
    request.mutable_claim()->set_name("claims/freed");
    (*request.mutable_claim()->mutable_labels())["topic"] = "release";
    request.mutable_update_mask()->add_paths("labels");
    v1::UpdateClaimResponse response;
    return claims_->UpdateClaim(&context, request, &response);
  }
  grpc::Status ListClaims(const std::string& token, v1::ListClaimsResponse* response) {
    grpc::ClientContext context;
    v1::ListClaimsRequest request;
    request.set_page_token(token);
    return claims_->ListClaims(&context, request, response);
  }
  grpc::Status GetText(const std::string& revision) {
    grpc::ClientContext context;
    v1::GetRevisionRequest request;
    request.set_name(revision);
    request.set_view(v1::REVISION_VIEW_FULL);
    v1::GetRevisionResponse response;
    return documents_->GetRevision(&context, request, &response);
  }
  grpc::Status GetCheckpoint() {
    grpc::ClientContext context;
    v1::GetCheckpointResponse response;
    return log_->GetCheckpoint(&context, {}, &response);
  }
  grpc::Status AddLateClaim() {
    v1::CreateClaimResponse response;
    return CreateClaim(ClaimOn("two", "the largest release"), &response);
  }
};

TEST_F(DamageTest, ADamagedPayloadIsNeitherAnsweredNorSignedAnew) {
  Flip("entries", "payload", "idx = 4");
  v1::Claim claim;
  for (int i = 0; i < 2; ++i) {
    const auto info = ExpectDamage(GetClaim("claims/freed", &claim), "claims/freed");
    EXPECT_EQ(info.metadata().at("log_index"), "4");
  }
  ExpectDamage(UpdateLabels(), "claims/freed");
  {
    grpc::ClientContext context;
    v1::BatchGetClaimsRequest request;
    request.add_names("claims/other");
    request.add_names("claims/freed");
    v1::BatchGetClaimsResponse response;
    ExpectDamage(claims_->BatchGetClaims(&context, request, &response), "claims/freed");
  }
  {
    grpc::ClientContext context;
    v1::RetractClaimRequest request;
    request.set_name("claims/freed");
    request.set_reason("wrong");
    v1::RetractClaimResponse response;
    ExpectDamage(claims_->RetractClaim(&context, request, &response), "claims/freed");
  }
  {
    grpc::ClientContext context;
    v1::GetProofBundleRequest request;
    request.set_name("claims/freed");
    v1::GetProofBundleResponse response;
    ExpectDamage(provenance_->GetProofBundle(&context, request, &response), "claims/freed");
  }
  EXPECT_FALSE(Verify().verified());
  EXPECT_EQ(*store_->Size(), 6) << "nothing was written";

  EXPECT_TRUE(GetClaim("claims/other", &claim).ok());
  EXPECT_TRUE(AddLateClaim().ok()) << "other writes go on";
  EXPECT_TRUE(GetCheckpoint().ok());
  EXPECT_TRUE(health_->IsServing());
  EXPECT_EQ(store_->damage().counts().resources, 1);
  EXPECT_FALSE(store_->damage().IsLogDamaged());
}

TEST_F(DamageTest, AListingNamesTheDamagedClaimAndTheTokenOfTheNextPage) {
  Flip("entries", "payload", "idx = 4");
  v1::ListClaimsResponse response;
  const auto info = ExpectDamage(ListClaims("", &response), "claims/freed");
  ASSERT_TRUE(ListClaims(info.metadata().at("next_page_token"), &response).ok());
  ASSERT_EQ(response.claims_size(), 1);
  EXPECT_EQ(response.claims(0).name(), "claims/other");
}

TEST_F(DamageTest, APageEndsBeforeTheDamage) {
  Flip("entries", "payload", "idx = 5");
  v1::ListClaimsResponse response;
  ASSERT_TRUE(ListClaims("", &response).ok());
  ASSERT_EQ(response.claims_size(), 1);
  EXPECT_EQ(response.claims(0).name(), "claims/freed");
  ExpectDamage(ListClaims(response.next_page_token(), &response), "claims/other");
}

TEST_F(DamageTest, TheLogCanBeReadPastADamagedEntry) {
  Flip("entries", "payload", "idx = 4");
  v1::ListEntriesRequest request;
  v1::ListEntriesResponse response;
  const auto list = [&] {
    grpc::ClientContext context;
    return log_->ListEntries(&context, request, &response);
  };
  ASSERT_TRUE(list().ok());
  EXPECT_EQ(response.entries_size(), 4);
  request.set_page_token(response.next_page_token());
  const auto info = ExpectDamage(list(), "claims/freed");
  request.set_page_token(info.metadata().at("next_page_token"));
  ASSERT_TRUE(list().ok());
  ASSERT_EQ(response.entries_size(), 1);
  EXPECT_EQ(response.entries(0).index(), 5);
  request.Clear();
  request.set_leaves_only(true);
  ASSERT_TRUE(list().ok());
  EXPECT_EQ(response.entries_size(), 6) << "leaves are not damaged";
}

TEST_F(DamageTest, AWatchEndsAtADamagedEntryAndResumesBehindIt) {
  Flip("entries", "payload", "idx = 4");
  const auto watch = [&](int64_t from, bool leaves_only, std::vector<int64_t>& indexes, size_t most) {
    grpc::ClientContext context;
    v1::WatchRequest request;
    request.set_start_index(from);
    request.set_leaves_only(leaves_only);
    auto stream = log_->Watch(&context, request);
    v1::WatchResponse response;
    while (indexes.size() < most && stream->Read(&response)) {
      for (const v1::LogEntry& entry : response.entries()) indexes.push_back(entry.index());
    }
    if (indexes.size() >= most) context.TryCancel();
    return stream->Finish();
  };
  std::vector<int64_t> indexes;
  const auto info = ExpectDamage(watch(2, false, indexes, 100), "claims/freed");
  EXPECT_THAT(indexes, ElementsAre(2, 3));
  EXPECT_EQ(info.metadata().at("next_index"), "5");
  watch(5, false, indexes, 3);
  EXPECT_THAT(indexes, ElementsAre(2, 3, 5));
  indexes.clear();
  watch(3, true, indexes, 3);
  EXPECT_THAT(indexes, ElementsAre(3, 4, 5)) << "a watch of leaves reads no payload";
}

TEST_F(DamageTest, MatchingGoesOnWithoutTheDamagedClaim) {
  const auto matched = [&] {
    grpc::ClientContext context;
    v1::MatchClaimsRequest request;
    request.set_text("fifty-two political prisoners, the largest release");
    request.set_min_log_size(*store_->Size());
    v1::MatchClaimsResponse response;
    const grpc::Status status = match_->MatchClaims(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::vector<std::string> names;
    for (const v1::Match& match : response.matches()) names.push_back(match.claim().name());
    return names;
  };
  EXPECT_THAT(matched(), Contains("claims/freed"));
  Flip("entries", "payload", "idx = 4");
  ASSERT_TRUE(AddLateClaim().ok());
  EXPECT_THAT(matched(), AllOf(Not(IsEmpty()), Not(Contains("claims/freed"))));
}

struct Part {
  const char* name;
  const char* where;
};

class DamagedText : public DamageTest, public ::testing::WithParamInterface<Part> {};

TEST_P(DamagedText, IsNotServedAndNotCited) {
  Flip("attachments", "bytes", GetParam().where);
  ExpectDamage(GetText("documents/two/revisions/1"), "documents/two/revisions/1");
  ExpectDamage(AddLateClaim(), "documents/two/revisions/1");
  EXPECT_TRUE(GetText("documents/one/revisions/1").ok());
  EXPECT_EQ(store_->damage().counts().resources, 1);
}

INSTANTIATE_TEST_SUITE_P(Parts, DamagedText,
                         ::testing::Values(Part{"Text", "idx = 3 AND part = 0"},
                                           Part{"Sentences", "idx = 3 AND part = 1"}),
                         [](const auto& instance) { return instance.param.name; });

struct LogDamage {
  const char* name;
  const char* table;
  const char* column;
  const char* where;
};

class DamagedLog : public DamageTest, public ::testing::WithParamInterface<LogDamage> {};

// Positions: 0 1 and 2 are leaves 0, 1 and their parent; 6 is the hash of the first four leaves.
TEST_P(DamagedLog, IsFoundByTheScrubAndEndsSigningAndWriting) {
  Flip(GetParam().table, GetParam().column, GetParam().where);
  std::atomic<int64_t> damaged = 0;
  registry::Scrub scrub(*store_, {.interval = std::chrono::seconds(1)},
                        [&](const absl::StatusOr<registry::ScrubReport>& report) {
                          if (report.ok()) damaged += report->damaged;
                        });
  Eventually([&] { return damaged > 0; });
  EXPECT_FALSE(health_->IsServing());
  EXPECT_EQ(GetCheckpoint().error_code(), grpc::StatusCode::DATA_LOSS);
  EXPECT_EQ(AddLateClaim().error_code(), grpc::StatusCode::DATA_LOSS);
  v1::Claim claim;
  EXPECT_TRUE(GetClaim("claims/other", &claim).ok()) << "what is not damaged can be read";
}

INSTANTIATE_TEST_SUITE_P(Places, DamagedLog,
                         ::testing::Values(LogDamage{"Leaf", "entries", "leaf", "idx = 2"},
                                           LogDamage{"LeafHash", "hashes", "hash", "position = 1"},
                                           LogDamage{"InnerHash", "hashes", "hash", "position = 2"},
                                           LogDamage{"HashOfTheHead", "hashes", "hash", "position = 6"}),
                         [](const auto& instance) { return instance.param.name; });

TEST_F(DamageTest, AHeadWithADamagedHashIsNotSigned) {
  Flip("hashes", "hash", "position = 6");
  EXPECT_EQ(GetCheckpoint().error_code(), grpc::StatusCode::DATA_LOSS);
  EXPECT_FALSE(health_->IsServing());
}

TEST_F(DamageTest, AProofWithADamagedHashIsNotServed) {
  Flip("hashes", "hash", "position = 0");
  grpc::ClientContext context;
  v1::GetInclusionProofRequest request;
  request.set_index(1);
  request.set_size(6);
  v1::GetInclusionProofResponse response;
  EXPECT_EQ(log_->GetInclusionProof(&context, request, &response).error_code(), grpc::StatusCode::DATA_LOSS);
  EXPECT_TRUE(store_->damage().IsLogDamaged());
}

TEST_F(DamageTest, TheScrubFindsWhatNobodyReads) {
  Stop();
  FlipBit(folder_.Path("test.db"), "entries", "payload", "idx = 4");
  FlipBit(folder_.Path("test.db"), "attachments", "bytes", "idx = 1 AND part = 0");
  Start();
  std::atomic<int64_t> damaged = 0;
  std::atomic<int64_t> entries = 0;
  registry::Scrub scrub(*store_, {.interval = std::chrono::seconds(1)},
                        [&](const absl::StatusOr<registry::ScrubReport>& report) {
                          ASSERT_TRUE(report.ok()) << report.status();
                          entries = report->entries;
                          damaged = report->damaged;
                        });
  Eventually([&] { return damaged > 0; });
  EXPECT_EQ(damaged, 2);
  EXPECT_EQ(entries, 6);
  EXPECT_EQ(store_->damage().counts().resources, 2);
  EXPECT_TRUE(health_->IsServing());
}

}  // namespace
}  // namespace verbatim::test
