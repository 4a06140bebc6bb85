#include <atomic>
#include <future>
#include <thread>

#include "api/fixture.h"
#include "registry/audit/fsck.h"

namespace verbatim::test {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr char kText[] =
    "On Thursday, Belarus freed fifty-two prisoners. Fourteen of them were foreign nationals. It was the "
    "largest "
    "release in years.\n\nIn return, the airline may buy spare parts again. The embassy stays closed. Nobody "
    "named a "
    "date for its opening.\n";

std::string With(const std::string& from, const std::string& to, std::string text = kText) {
  return text.replace(text.find(from), from.size(), to);
}

class Revisions : public ApiTest {
 protected:
  Revisions() { AddDocument("a", kText); }

  v1::Claim Claim(const std::string& id, const std::string& quote, const std::string& document = "a") {
    v1::CreateClaimRequest request = ClaimOn(document, quote);
    request.set_claim_id(id);
    return AddClaim(request);
  }
  v1::Claim Claim(const std::string& id) {
    v1::Claim claim;
    EXPECT_TRUE(GetClaim("claims/" + id, &claim).ok());
    return claim;
  }

  static v1::CreateRevisionRequest Revision(const std::string& text, const std::string& document = "a") {
    v1::CreateRevisionRequest request;
    request.set_parent("documents/" + document);
    request.mutable_content()->set_data(text);
    return request;
  }
  grpc::Status Revise(const v1::CreateRevisionRequest& request, v1::CreateRevisionResponse* response) {
    grpc::ClientContext context;
    return documents_->CreateRevision(&context, request, response);
  }
  v1::CreateRevisionResponse Revise(const std::string& text) { return Revise(Revision(text)); }
  v1::CreateRevisionResponse Revise(const v1::CreateRevisionRequest& request) {
    v1::CreateRevisionResponse response;
    grpc::Status status = Revise(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  // "claims/x EDITED words" for each claim.
  static std::vector<std::string> Lines(const v1::CreateRevisionResponse& response) {
    std::vector<std::string> lines;
    for (const v1::ClaimAnchoring& claim : response.anchorings()) {
      lines.push_back(claim.claim() + " " + Line(claim.anchoring()));
    }
    return lines;
  }
  static std::string Line(const v1::Anchoring& anchoring) {
    std::string line = v1::AnchoringState_Name(anchoring.state()).substr(sizeof("ANCHORING_STATE_") - 1);
    if (!anchoring.quote().empty()) line += " " + anchoring.quote();
    return line;
  }
  std::vector<std::string> ListClaims(const v1::ClaimFilter& filter) {
    grpc::ClientContext context;
    v1::ListClaimsRequest request;
    *request.mutable_filter() = filter;
    v1::ListClaimsResponse response;
    EXPECT_TRUE(claims_->ListClaims(&context, request, &response).ok());
    std::vector<std::string> names;
    for (const v1::Claim& claim : response.claims()) names.push_back(claim.name());
    return names;
  }
  std::vector<std::string> Anchored(v1::AnchoringState state) {
    v1::ClaimFilter filter;
    filter.set_anchoring_state(state);
    return ListClaims(filter);
  }
  // Stops the service and runs the checks of --fsck on its database.
  void ExpectSound() {
    Stop();
    auto opened = store::OpenStore(store_uri_, 1, store::Access::kReadOnly);
    ASSERT_TRUE(opened.ok());
    auto scratch = store::OpenStore("sqlite:" + folder_.Path("scratch.db"), 1);
    ASSERT_TRUE(scratch.ok());
    auto report = registry::Fsck(**opened, **scratch, log_key(), [](int64_t) {});
    EXPECT_TRUE(report.ok()) << report.status();
  }
};

TEST_F(Revisions, ReportTheAnchoringOfEachClaim) {
  Claim("freed", "Belarus freed fifty-two prisoners");
  Claim("foreign", "Fourteen of them were foreign nationals.");
  Claim("largest", "the largest release in years");
  Claim("parts", "buy spare parts");
  Claim("date", "Nobody named a date");
  std::string text = With("fifty-two", "fifty");
  text = With(" It was the largest release in years.", "", text);
  text = With(" Nobody named a date for its opening.", "", text) + "It was the largest release in years.\n";
  v1::CreateRevisionResponse response = Revise(text);
  EXPECT_FALSE(response.unchanged());
  EXPECT_EQ(response.revision().name(), "documents/a/revisions/2");
  EXPECT_EQ(response.revision().log_index(), 7);
  EXPECT_THAT(Lines(response), ElementsAre("claims/freed EDITED Belarus freed fifty prisoners",
                                           "claims/foreign CURRENT Fourteen of them were foreign nationals.",
                                           "claims/largest MOVED the largest release in years",
                                           "claims/parts CURRENT buy spare parts", "claims/date LOST"));

  const v1::Anchoring& edited = response.anchorings(0).anchoring();
  EXPECT_EQ(edited.revision(), "documents/a/revisions/2");
  EXPECT_EQ(edited.previous_state(), v1::ANCHORING_STATE_CURRENT);
  EXPECT_GT(edited.similarity(), 0.8);
  EXPECT_LT(edited.similarity(), 1);
  EXPECT_EQ(text.substr(static_cast<size_t>(edited.span().byte_start()), edited.quote().size()),
            edited.quote());
  ASSERT_EQ(edited.changed_values_size(), 1);
  EXPECT_EQ(edited.changed_values(0).before(), "fifty-two");
  EXPECT_EQ(edited.changed_values(0).after(), "fifty");
  EXPECT_GT(edited.diff_size(), 1);

  v1::Claim claim = Claim("freed");
  EXPECT_EQ(claim.anchoring().SerializeAsString(), edited.SerializeAsString());
  EXPECT_EQ(claim.citations(0).revision(), "documents/a/revisions/1")
      << "a citation always names the revision that it was made on";
  EXPECT_EQ(claim.citations(0).quote(), "Belarus freed fifty-two prisoners");
  EXPECT_EQ(claim.log_index(), 9);
}

TEST_F(Revisions, OfTheSameBytesAreNotRecorded) {
  Claim("freed", "freed fifty-two prisoners");
  v1::CreateRevisionResponse same = Revise(kText);
  EXPECT_TRUE(same.unchanged());
  EXPECT_EQ(same.revision().name(), "documents/a/revisions/1");
  EXPECT_EQ(same.anchorings_size(), 0);
  EXPECT_EQ(Claim("freed").log_index(), 2) << "nothing was written";
  EXPECT_EQ(Revise(std::string(kText) + " ").revision().name(), "documents/a/revisions/2");
  EXPECT_EQ(Revise(kText).revision().name(), "documents/a/revisions/3")
      << "a return to earlier bytes is a new revision";
}

TEST_F(Revisions, AreComparedWithTheCitedRevisionAndNotWithTheOneBefore) {
  Claim("freed", "freed fifty-two prisoners");
  EXPECT_THAT(Lines(Revise(With("On Thursday, Belarus freed fifty-two prisoners. ", ""))),
              ElementsAre("claims/freed LOST"));
  EXPECT_THAT(Lines(Revise(kText)), ElementsAre("claims/freed CURRENT freed fifty-two prisoners"));
  EXPECT_EQ(Claim("freed").anchoring().previous_state(), v1::ANCHORING_STATE_LOST);
}

TEST_F(Revisions, AnchorClaimsThatAreRecordedLater) {
  Revise(With("fifty-two", "fifty"));
  v1::CreateClaimRequest old = ClaimOn("a/revisions/1", "freed fifty-two prisoners");
  old.set_claim_id("old");
  v1::Claim claim = AddClaim(old);
  EXPECT_EQ(Line(claim.anchoring()), "EDITED freed fifty prisoners");
  EXPECT_EQ(claim.anchoring().revision(), "documents/a/revisions/2");
  EXPECT_EQ(claim.anchoring().previous_state(), v1::ANCHORING_STATE_UNSPECIFIED);
  EXPECT_EQ(Line(Claim("new", "freed fifty prisoners").anchoring()), "CURRENT freed fifty prisoners");
  EXPECT_THAT(
      Lines(Revise(With("fifty-two", "sixty"))),
      ElementsAre("claims/old EDITED freed sixty prisoners", "claims/new EDITED freed sixty prisoners"));
}

TEST_F(Revisions, AnchorEveryCitation) {
  AddDocument("b", kText);
  v1::CreateClaimRequest request = ClaimOn("b", "The embassy stays closed.");
  request.set_claim_id("two");
  for (const char* quote : {"freed fifty-two prisoners", "Nobody named a date"}) {
    v1::Citation& citation = *request.mutable_claim()->add_citations();
    citation.set_revision("documents/a");
    citation.set_quote(quote);
  }
  AddClaim(request);
  v1::CreateRevisionResponse response = Revise(With(" Nobody named a date for its opening.", ""));
  EXPECT_THAT(Lines(response), ElementsAre("claims/two CURRENT freed fifty-two prisoners"));
  v1::Claim claim = Claim("two");
  EXPECT_EQ(Line(claim.anchoring()), "CURRENT The embassy stays closed.");
  EXPECT_EQ(claim.anchoring().revision(), "documents/b/revisions/1");
  ASSERT_EQ(claim.further_anchorings_size(), 2);
  EXPECT_EQ(Line(claim.further_anchorings(0)), "CURRENT freed fifty-two prisoners");
  EXPECT_EQ(Line(claim.further_anchorings(1)), "LOST");
  EXPECT_THAT(Anchored(v1::ANCHORING_STATE_LOST), ElementsAre("claims/two"));
}

TEST_F(Revisions, MakeClaimsFindableByAnchoringState) {
  Claim("freed", "freed fifty-two prisoners");
  Claim("embassy", "The embassy stays closed.");
  Claim("date", "Nobody named a date");
  EXPECT_THAT(Anchored(v1::ANCHORING_STATE_CURRENT),
              ElementsAre("claims/freed", "claims/embassy", "claims/date"));
  Revise(With("fifty-two", "fifty"));
  EXPECT_THAT(Anchored(v1::ANCHORING_STATE_EDITED), ElementsAre("claims/freed"));
  EXPECT_THAT(Anchored(v1::ANCHORING_STATE_CURRENT), ElementsAre("claims/embassy", "claims/date"));
  EXPECT_THAT(Anchored(v1::ANCHORING_STATE_LOST), IsEmpty());

  grpc::ClientContext context;
  v1::WatchRequest request;
  request.mutable_filter()->add_types(v1::ENTRY_TYPE_CLAIM_REANCHORED);
  request.mutable_filter()->add_anchoring_states(v1::ANCHORING_STATE_EDITED);
  auto stream = log_->Watch(&context, request);
  v1::WatchResponse response;
  ASSERT_TRUE(stream->Read(&response));
  ASSERT_EQ(response.entries_size(), 1);
  EXPECT_EQ(response.entries(0).resource(), "claims/freed");
  context.TryCancel();
}

TEST_F(Revisions, AnswerARepeatedRequestWithTheFirstAnswer) {
  Claim("freed", "freed fifty-two prisoners");
  v1::CreateRevisionRequest request = Revision(With("fifty-two", "fifty"));
  request.set_request_id("r-1");
  v1::CreateRevisionResponse first = Revise(request);
  Revise(With("fifty-two", "sixty"));
  EXPECT_EQ(Revise(request).SerializeAsString(), first.SerializeAsString());
  request.mutable_content()->set_data("Another text.");
  v1::CreateRevisionResponse response;
  grpc::Status status = Revise(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(ReasonOf(status), "REQUEST_ID_REUSED");
}

TEST_F(Revisions, RetrievedBeforeTheLatestAreMarkedOutOfOrder) {
  v1::CreateRevisionRequest request = Revision("A later text.");
  request.mutable_retrieve_time()->set_seconds(2'000'000'000);
  EXPECT_FALSE(Revise(request).revision().out_of_order());
  request = Revision("An earlier text.");
  request.mutable_retrieve_time()->set_seconds(1'900'000'000);
  v1::Revision earlier = Revise(request).revision();
  EXPECT_TRUE(earlier.out_of_order());
  EXPECT_EQ(earlier.name(), "documents/a/revisions/3");
}

TEST_F(Revisions, NeedAnExistingDocumentAndValidContent) {
  v1::CreateRevisionResponse response;
  EXPECT_EQ(Revise(Revision(kText, "none"), &response).error_code(), grpc::StatusCode::NOT_FOUND);
  v1::CreateRevisionRequest bad = Revision("\xFF");
  bad.set_parent("documents/a/revisions/1");
  bad.set_request_id(std::string(129, 'x'));
  EXPECT_THAT(BadFields(Revise(bad, &response)),
              UnorderedElementsAre("parent", "content.data", "request_id"));
  EXPECT_THAT(BadFields(Revise(Revision(""), &response)), ElementsAre("content.data"));

  grpc::ClientContext context;
  v1::EraseDocumentRequest erase;
  erase.set_name("documents/a");
  erase.set_requested_by("a court");
  erase.set_reason("an order");
  v1::EraseDocumentResponse erased;
  ASSERT_TRUE(documents_->EraseDocument(&context, erase, &erased).ok());
  EXPECT_EQ(ReasonOf(Revise(Revision("New."), &response)), "DOCUMENT_ERASED");
}

TEST_F(Revisions, AreErasedTogetherWithTheirWordsInAnchorings) {
  Claim("freed", "freed fifty-two prisoners");
  Revise(With("fifty-two", "fifty-SECRET"));
  grpc::ClientContext context;
  v1::EraseDocumentRequest erase;
  erase.set_name("documents/a");
  erase.set_requested_by("a court");
  erase.set_reason("an order");
  v1::EraseDocumentResponse erased;
  ASSERT_TRUE(documents_->EraseDocument(&context, erase, &erased).ok());
  v1::Claim claim = Claim("freed");
  EXPECT_EQ(claim.anchoring().state(), v1::ANCHORING_STATE_LOST);
  EXPECT_EQ(claim.anchoring().previous_state(), v1::ANCHORING_STATE_EDITED);
  EXPECT_EQ(claim.SerializeAsString().find("SECRET"), std::string::npos);
  ExpectSound();
}

TEST_F(Revisions, AreComparedSentenceBySentence) {
  Claim("freed", "freed fifty-two prisoners");
  Claim("date", "Nobody named a date");
  Revise(With(" Nobody named a date for its opening.", " Its flag is gone.", With("fifty-two", "fifty")));
  grpc::ClientContext context;
  v1::CompareRevisionsRequest request;
  request.set_after("documents/a");
  request.set_changes_only(true);
  v1::CompareRevisionsResponse response;
  grpc::Status status = documents_->CompareRevisions(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.before().name(), "documents/a/revisions/1");
  EXPECT_EQ(response.after().name(), "documents/a/revisions/2");
  ASSERT_EQ(response.changes_size(), 3);
  EXPECT_EQ(response.changes(0).kind(), v1::SentenceChange::KIND_EDITED);
  EXPECT_THAT(response.changes(0).claims(), ElementsAre("claims/freed"));
  EXPECT_GT(response.changes(0).diff_size(), 1);
  EXPECT_EQ(response.changes(1).kind(), v1::SentenceChange::KIND_ADDED);
  EXPECT_EQ(response.changes(1).after().text(), "Its flag is gone.");
  EXPECT_EQ(response.changes(2).kind(), v1::SentenceChange::KIND_REMOVED);
  EXPECT_THAT(response.changes(2).claims(), ElementsAre("claims/date"));
}

TEST_F(Revisions, AreComparedPageByPageWithAnyEarlierRevision) {
  Claim("freed", "freed fifty-two prisoners");
  Revise(With("fifty-two", "fifty"));
  Revise(With("fifty-two", "sixty"));
  std::vector<std::string> touched;
  v1::CompareRevisionsRequest request;
  request.set_after("documents/a");
  request.set_page_size(2);
  int sentences = 0;
  do {
    grpc::ClientContext context;
    v1::CompareRevisionsResponse response;
    ASSERT_TRUE(documents_->CompareRevisions(&context, request, &response).ok());
    EXPECT_LE(response.changes_size(), 2);
    EXPECT_EQ(response.before().name(), "documents/a/revisions/2");
    EXPECT_EQ(response.after().name(), "documents/a/revisions/3");
    if (sentences == 0) Revise(With("fifty-two", "ninety"));  // later pages still compare revision 3
    sentences += response.changes_size();
    for (const v1::SentenceChange& change : response.changes()) {
      touched.insert(touched.end(), change.claims().begin(), change.claims().end());
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(sentences, 6);
  EXPECT_THAT(touched, ElementsAre("claims/freed"))
      << "it cites revision 1, and revision 2 has its words, edited";

  for (const auto& [before, after] :
       {std::pair{"documents/a/revisions/9", "documents/a"}, std::pair{"", "documents/a/revisions/1"},
        std::pair{"documents/b", "documents/a"}, std::pair{"", ""}}) {
    grpc::ClientContext context;
    v1::CompareRevisionsResponse response;
    v1::CompareRevisionsRequest bad;
    bad.set_before(before);
    bad.set_after(after);
    EXPECT_FALSE(documents_->CompareRevisions(&context, bad, &response).ok()) << before << " " << after;
  }
}

// Claims are recorded and updated while revisions are recorded. No claim is refused, and in the end every
// claim is anchored in the last revision.
TEST_F(Revisions, AnchorClaimsThatAreWrittenAtTheSameTime) {
  constexpr int kWriters = 4;
  constexpr int kClaims = 40;
  constexpr int kRevisions = 15;
  std::atomic<int> refused = 0;
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < kClaims; ++i) {
        v1::CreateClaimRequest request =
            ClaimOn(i % 2 == 0 ? "a/revisions/1" : "a", "The embassy stays closed.");
        const std::string id = "c" + std::to_string(w) + "-" + std::to_string(i);
        request.set_claim_id(id);
        v1::CreateClaimResponse response;
        if (!CreateClaim(request, &response).ok()) ++refused;
        if (i % 4 != 0) continue;
        grpc::ClientContext context;
        v1::UpdateClaimRequest update;
        update.mutable_claim()->set_name("claims/" + id);
        update.mutable_claim()->set_text("Changed.");
        update.mutable_update_mask()->add_paths("text");
        v1::UpdateClaimResponse updated;
        if (!claims_->UpdateClaim(&context, update, &updated).ok()) ++refused;
      }
    });
  }
  std::string last;
  for (int i = 0; i < kRevisions; ++i) {
    v1::CreateRevisionResponse response;
    grpc::Status status = Revise(Revision(With("fifty-two", std::to_string(60 + i))), &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    last = response.revision().name();
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(refused, 0);
  int claims = 0;
  for (int w = 0; w < kWriters; ++w) {
    for (int i = 0; i < kClaims; ++i, ++claims) {
      const v1::Claim claim = Claim("c" + std::to_string(w) + "-" + std::to_string(i));
      ASSERT_EQ(claim.anchoring().revision(), last) << claim.name();
      ASSERT_EQ(claim.anchoring().state(), v1::ANCHORING_STATE_CURRENT) << claim.name();
    }
  }
  EXPECT_EQ(claims, kWriters * kClaims);
  ExpectSound();
}

// While a revision is being recorded, a few claims on its document wait. The server asks the callers of all
// other claims to retry, so that other calls get a thread. Imports wait without a limit.
TEST_F(Revisions, OfOneDocumentLeaveThreadsForOthers) {
  constexpr int kImported = 10;
  AddDocument("b", kText);
  std::promise<void> held, release;
  std::atomic<bool> hold = false;
  sources_.now_micros = [&, now = sources_.now_micros] {
    if (hold.exchange(false)) {  // the revision reads the clock first, and has its document locked
      held.set_value();
      release.get_future().wait();
    }
    return now();
  };
  Start();
  hold = true;
  std::thread revision([&] { Revise(With("fifty-two", "sixty")); });
  held.get_future().wait();

  std::atomic<int> created = 0, told_to_retry = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < 32; ++i) {
    writers.emplace_back([&] {
      v1::CreateClaimResponse response;
      const grpc::Status status = CreateClaim(ClaimOn("a", "The embassy stays closed."), &response);
      if (status.ok()) ++created;
      if (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED &&
          DetailOf<google::rpc::RetryInfo>(status).has_retry_delay()) {
        ++told_to_retry;
      }
    });
  }
  grpc::ClientContext context;
  auto import = claims_->ImportClaims(&context);
  for (int i = 0; i < kImported; ++i) {
    v1::ImportClaimsRequest request;
    *request.mutable_request() = ClaimOn("a", "The embassy stays closed.");
    ASSERT_TRUE(import->Write(request));
  }
  import->WritesDone();
  while (told_to_retry < 32 - registry_->limits().calls_at_documents) std::this_thread::yield();
  // The maximum number of calls wait. A claim on another document is still answered.
  Claim("on-b", "The embassy stays closed.", "b");
  EXPECT_EQ(created, 0);

  release.set_value();
  revision.join();
  for (std::thread& writer : writers) writer.join();
  v1::ImportClaimsResponse answer;
  int imported = 0;
  while (import->Read(&answer)) imported += answer.has_claim() ? 1 : 0;
  EXPECT_TRUE(import->Finish().ok());
  EXPECT_EQ(imported, kImported);
  EXPECT_EQ(created + told_to_retry, 32);
  EXPECT_GE(created, registry_->limits().calls_at_documents - 1);  // the import may be a waiting call
  EXPECT_EQ(CountClaims(), created + kImported + 1);
  ExpectSound();
}

}  // namespace
}  // namespace verbatim::test
