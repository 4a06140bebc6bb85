#include <functional>
#include <string>
#include <vector>

#include "fixture.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::Not;

// The erased document has this word in its title, authors, publisher and texts.
constexpr char kSecret[] = "Quillfeather";

// A cache, calls that fill it with the words of the document, and calls that would give these words back. Both
// return all that the server answered.
struct CacheCase {
  std::string name;
  std::function<std::string()> fill;
  std::function<std::string()> read;
};

class ErasedCachesTest : public ApiTest {
 protected:
  ErasedCachesTest() {
    v1::CreateDocumentRequest request;
    request.set_document_id("secret");
    request.mutable_document()->set_title("On Quillfeather");
    request.mutable_document()->add_authors("A. Quillfeather");
    request.mutable_document()->set_publisher("Quillfeather & Sons");
    request.mutable_content()->set_data("The envoy met Quillfeather. The airline flies again.\n");
    v1::CreateDocumentResponse created;
    EXPECT_TRUE(CreateDocument(request, &created).ok());
    v1::CreateClaimRequest claim = ClaimOn("secret", "The envoy met Quillfeather");
    claim.set_claim_id("told");
    claim.mutable_claim()->set_text("They met.");
    AddClaim(claim);
    grpc::ClientContext context;
    v1::CreateRevisionRequest revision;
    revision.set_parent("documents/secret");
    revision.mutable_content()->set_data("The envoy met Quillfeather. The airline flies once more.\n");
    v1::CreateRevisionResponse revised;
    EXPECT_TRUE(documents_->CreateRevision(&context, revision, &revised).ok());
  }

  std::string CompareRevisions() {
    grpc::ClientContext context;
    v1::CompareRevisionsRequest request;
    request.set_before("documents/secret/revisions/1");
    request.set_after("documents/secret/revisions/2");
    v1::CompareRevisionsResponse response;
    grpc::Status status = documents_->CompareRevisions(&context, request, &response);
    return status.error_message() + response.DebugString();
  }

  std::string ListSentences() {
    grpc::ClientContext context;
    v1::ListSentencesRequest request;
    request.set_parent("documents/secret/revisions/1");
    v1::ListSentencesResponse response;
    grpc::Status status = documents_->ListSentences(&context, request, &response);
    return status.error_message() + response.DebugString();
  }

  std::string MatchClaims() {
    grpc::ClientContext context;
    v1::MatchClaimsRequest request;
    request.set_text("The envoy met somebody");
    request.set_min_log_size(LogSize());
    v1::MatchClaimsResponse response;
    grpc::Status status = match_->MatchClaims(&context, request, &response);
    return status.error_message() + response.DebugString();
  }

  v1::TraceClaimResponse TracePage(const std::string& token) {
    grpc::ClientContext context;
    v1::TraceClaimRequest request;
    request.set_name("claims/told");
    request.set_page_size(1);
    request.set_page_token(token);
    v1::TraceClaimResponse response;
    grpc::Status status = provenance_->TraceClaim(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  std::string TraceFrom(std::string token) {
    std::string pages;
    do {
      const v1::TraceClaimResponse page = TracePage(token);
      pages += page.DebugString();
      token = page.next_page_token();
    } while (!token.empty());
    return pages;
  }

  // Reads the first `count` entries of the log as a watcher, which stays if `stays` is set.
  std::string WatchEntries(int count, grpc::ClientContext* context,
                           std::unique_ptr<grpc::ClientReader<v1::WatchResponse>>* stays = nullptr) {
    auto stream = log_->Watch(context, v1::WatchRequest());
    std::string entries;
    v1::WatchResponse response;
    for (int read = 0; read < count && stream->Read(&response); read += response.entries_size()) {
      for (const v1::LogEntry& entry : response.entries()) entries += entry.payload();
    }
    if (stays != nullptr) {
      *stays = std::move(stream);
      return entries;
    }
    context->TryCancel();
    while (stream->Read(&response)) {
    }
    stream->Finish();
    return entries;
  }

  void EraseDocument() {
    grpc::ClientContext context;
    v1::EraseDocumentRequest request;
    request.set_name("documents/secret");
    request.set_requested_by("A court");
    request.set_reason("personal data");
    v1::EraseDocumentResponse response;
    grpc::Status status = documents_->EraseDocument(&context, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  int LogSize() { return static_cast<int>(*store_->Size()); }
};

// A cache in registry/ cannot be constructed without the list of caches. So a new cache makes this test fail
// until it has a case.
TEST_F(ErasedCachesTest, NoCacheGivesErasedWordsBack) {
  std::string token;
  grpc::ClientContext staying_context;
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> staying;
  const std::vector<CacheCase> cases = {
      {"alignments of revisions", [&] { return CompareRevisions(); }, [&] { return CompareRevisions(); }},
      {"analyses of claims", [&] { return MatchClaims(); }, [&] { return MatchClaims(); }},
      {"entries for watchers", [&] { return WatchEntries(LogSize(), &staying_context, &staying); },
       [&] {
         grpc::ClientContext context;
         return WatchEntries(LogSize(), &context);
       }},
      {"texts of revisions", [&] { return ListSentences(); }, [&] { return ListSentences(); }},
      {"traces",
       [&] {
         // The cached trace has read the document before its page is asked for.
         token = TracePage("").next_page_token();
         return TraceFrom("");
       },
       [&] { return TraceFrom(token); }},
  };
  std::vector<std::string> names;
  for (const CacheCase& cache : cases) {
    names.push_back(cache.name);
    EXPECT_THAT(cache.fill(), HasSubstr(kSecret)) << cache.name;
  }
  EXPECT_THAT(registry_->caches().Names(), ElementsAreArray(names));
  EraseDocument();
  for (const CacheCase& cache : cases) EXPECT_THAT(cache.read(), Not(HasSubstr(kSecret))) << cache.name;
  staying_context.TryCancel();
  v1::WatchResponse ignored;
  while (staying->Read(&ignored)) {
  }
  staying->Finish();
}

TEST_F(ErasedCachesTest, ATraceContinuesAfterAnErasure) {
  const v1::TraceClaimResponse first = TracePage("");
  EraseDocument();
  EXPECT_THAT(TraceFrom(first.next_page_token()), HasSubstr("documents/secret/revisions/1"));
}

TEST_F(ErasedCachesTest, TokensOfATraceCannotBeComputed) {
  const std::string first = TracePage("").next_page_token();
  const std::string second = TracePage("").next_page_token();
  EXPECT_NE(first, second);
  // Without the random part, a token names a page but no cached trace.
  const std::string page = first.substr(0, first.find('-'));
  EXPECT_EQ(TracePage(page).nodes(0).name(), TracePage(first).nodes(0).name());
}

}  // namespace
}  // namespace verbatim::test
