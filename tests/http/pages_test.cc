#include <gmock/gmock.h>

#include "http/pages/content.h"
#include "http/pages/page_files.h"
#include "http_fixture.h"
#include "support/eventually.h"

// Paths that are no methods: content, feeds, and Google's Fact Check Tools API.
namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class Pages : public HttpTest {
 protected:
  Pages() {
    v1::CreateDocumentRequest document;
    document.set_document_id("brief");
    document.mutable_document()->set_language_code("en-GB");
    document.mutable_document()->set_uri("https://www.paper.example/brief");
    document.mutable_document()->mutable_publish_time()->set_seconds(1'757'800'000);  // September 2025
    document.mutable_content()->set_data(kBrief);
    v1::CreateDocumentResponse created;
    EXPECT_TRUE(CreateDocument(document, &created).ok());
    AddReviewed("freed", "Belarus freed fifty-two prisoners", "freed fifty-two prisoners", "Desk",
                "2025-09-20");
    AddReviewed("airline", "The airline would fly again", "the airline would fly again", "Other",
                "2020-01-01");
  }

  // Adds a claim and a review of it by https://www.NAME.example.
  void AddReviewed(const std::string& id, const std::string& text, const std::string& quote,
                   const std::string& reviewer, const std::string& date) {
    v1::CreateClaimRequest request = ClaimOn("brief", quote);
    request.set_claim_id(id);
    request.mutable_claim()->set_text(text);
    request.mutable_claim()->mutable_claimant()->set_name("An envoy");
    AddClaim(request);
    const auto review = FromJson<v1::CreateReviewRequest>(
        R"({"parent":"claims/)" + id + R"(","reviewId":"r","review":{"reviewer":{"name":")" + reviewer +
        R"(","uri":"https://www.)" + reviewer + R"(.example"},"uri":"https://)" + reviewer + R"(.example/)" +
        id + R"(","publishDate":")" + date +
        R"(","rating":{"words":"Mostly true","value":4,"best":5,"worst":1}}})");
    grpc::ClientContext context;
    v1::CreateReviewResponse response;
    const grpc::Status status = reviews_->CreateReview(&context, review, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  nlohmann::json Search(const std::string& query) {
    const HttpResponse response = Get("/v1alpha1/claims:search?" + query);
    EXPECT_EQ(response.status, 200) << query << response.body;
    return response.json();
  }
  static std::vector<std::string> Texts(const nlohmann::json& found) {
    std::vector<std::string> texts;
    for (const auto& claim : found.value("claims", nlohmann::json::array())) texts.push_back(claim["text"]);
    return texts;
  }
};

TEST_F(Pages, ServeStoredContent) {
  const std::string path = "/v1/documents/brief/revisions/1/content";
  const HttpResponse whole = Get(path);
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, kBrief);
  EXPECT_EQ(whole.Find("content-type"), "text/plain; charset=utf-8");
  EXPECT_THAT(whole.Find("content-security-policy"), HasSubstr("sandbox"));
  EXPECT_THAT(whole.Find("content-disposition"), HasSubstr("inline"));
  const std::string etag = whole.Find("etag");
  EXPECT_EQ(Get(path, {{"If-None-Match", etag}}).status, 304);
  const HttpResponse part = Get(path, {{"Range", "bytes=3-16"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "September 2025");
  EXPECT_EQ(part.Find("content-range"), "bytes 3-16/" + std::to_string(std::string_view(kBrief).size()));
  EXPECT_EQ(Get(path, {{"Range", "bytes=3-16"}, {"If-Range", etag}}).status, 206);
  EXPECT_EQ(Get(path, {{"Range", "bytes=3-16"}, {"If-Range", "\"x\""}}).status, 200);
  const HttpResponse beyond = Get(path, {{"Range", "bytes=9999-"}});
  EXPECT_EQ(beyond.status, 416);
  EXPECT_THAT(beyond.Find("content-range"), HasSubstr("bytes */"));
  EXPECT_EQ(Get("/v1/documents/brief/revisions/2/content").status, 404);
  EXPECT_EQ(Post(path, "{}").status, 405);

  v1::CreateDocumentRequest html;
  html.set_document_id("page");
  html.mutable_content()->set_media_type("text/html");
  html.mutable_content()->set_data("<p>Text.<script>alert(1)</script>");
  v1::CreateDocumentResponse created;
  ASSERT_TRUE(CreateDocument(html, &created).ok());
  const HttpResponse page = Get("/v1/documents/page/revisions/1/content");
  EXPECT_EQ(page.body, html.content().data());
  EXPECT_EQ(page.Find("content-disposition"), "attachment; filename=\"documents-page-revisions-1.html\"");
}

// A program that was built without npm has no page, but says so.
TEST_F(Pages, ServeThePage) {
  const HttpResponse root = Get("/");
  EXPECT_EQ(root.status, 200);
  EXPECT_EQ(root.Find("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(root.Find("cache-control"), "no-cache");
  EXPECT_EQ(root.Find("x-content-type-options"), "nosniff");
  EXPECT_EQ(root.Find("referrer-policy"), "no-referrer");
  const std::string policy = root.Find("content-security-policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("script-src 'self';"));
  EXPECT_THAT(policy, EndsWith("connect-src 'self'"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_EQ(Get("/", {{"If-None-Match", root.Find("etag")}}).status, 304);
  EXPECT_EQ(Post("/", "").status, 405);
  if (http::PageFiles().empty()) {
    EXPECT_THAT(root.body, HasSubstr("built without its page"));
    EXPECT_EQ(Get("/log").status, 404);
    GTEST_SKIP() << "built without the page";
  }
  // An address names the way to the server's root, so that the page works behind a prefix.
  const std::pair<const char*, const char*> views[] = {{"/", "./"},
                                                       {"/check", "./"},
                                                       {"/log", "./"},
                                                       {"/documents/brief", "../"},
                                                       {"/documents/none/revisions/7", "../../../"},
                                                       {"/claims/freed", "../"},
                                                       {"/embed/claims/freed", "../../"}};
  for (const auto& [path, base] : views) {
    const HttpResponse view = Get(path);
    EXPECT_EQ(view.status, 200) << path;
    EXPECT_THAT(view.body, HasSubstr("<base href=\"" + std::string(base) + '"')) << path;
  }
  EXPECT_THAT(Get("/embed/claims/freed").Find("content-security-policy"), HasSubstr("frame-ancestors *"));
  for (const char* path : {"/index.html", "/assets/", "/documents", "/documents/", "/claims/A", "/embed/log",
                           "/documents/brief/revisions/1/x", "//", "/log/"})
    EXPECT_EQ(Get(path).status, 404) << path;
  EXPECT_EQ(Get("/v1/documents/brief").json()["document"]["name"], "documents/brief");
}

TEST_F(Pages, LetBrowsersKeepFilesOfThePage) {
  if (http::PageFiles().empty()) GTEST_SKIP() << "built without the page";
  int scripts = 0;
  for (const auto& [path, file] : http::PageFiles()) {
    if (path == "index.html") continue;
    const std::string target = "/" + std::string(path);
    const HttpResponse plain = Get(target);
    EXPECT_EQ(plain.body, file.bytes) << path;
    EXPECT_EQ(plain.Find("content-encoding"), "") << path;
    EXPECT_EQ(plain.Find("content-type"), file.media_type) << path;
    if (!path.starts_with("assets/")) continue;
    EXPECT_EQ(plain.Find("cache-control"), "public, max-age=31536000, immutable") << path;
    if (file.gzip.empty()) continue;
    const HttpResponse compressed = Get(target, {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(compressed.Find("content-encoding"), "gzip") << path;
    EXPECT_EQ(compressed.Find("vary"), "Accept-Encoding") << path;
    EXPECT_EQ(compressed.body, file.gzip) << path;
    ++scripts;
  }
  EXPECT_GT(scripts, 0);
}

TEST_F(Pages, DescribeClaimsToOtherPages) {
  AddReviewed("odd", R"(<script>alert("1")</script> & more)", "the airline would fly again", "Odd",
              "2021-01-01");
  const std::string host = "localhost";  // as HttpClient says
  const auto ask = [&](const std::string& url, const std::string& more = "") {
    return Get("/oembed?url=" + url + more);
  };
  const HttpResponse freed = ask("http://" + host + "/claims/freed");
  ASSERT_EQ(freed.status, 200) << freed.body;
  EXPECT_EQ(freed.json()["type"], "rich");
  EXPECT_EQ(freed.json()["title"], "Belarus freed fifty-two prisoners");
  EXPECT_THAT(std::string(freed.json()["html"]),
              HasSubstr("<iframe src=\"http://" + host + "/embed/claims/freed\""));
  EXPECT_EQ(ask("https://" + host + "/prefix/claims/freed%23x", "&maxwidth=300").json()["width"], 300);
  const std::string odd = ask("http://" + host + "/claims/odd").json()["html"];
  EXPECT_THAT(odd, HasSubstr("title=\"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more\""));
  EXPECT_EQ(ask("http://" + host + "/claims/none").status, 404);
  EXPECT_EQ(ask("http://elsewhere.example/claims/freed").status, 404);
  EXPECT_EQ(ask("javascript://" + host + "/claims/freed").status, 404);
  EXPECT_EQ(ask("http://" + host + "/claims/freed%22onload=").status, 404);
  EXPECT_EQ(ask("http://" + host + "/claims/freed", "&format=xml").status, 501);
  EXPECT_EQ(ask("http://" + host + "/claims/freed", "&maxheight=0").status, 400);
}

TEST(Range, IsReadAsRfc9110Says) {
  const auto read = [](std::string_view range) -> std::string {
    const auto found = http::ReadRange(range, 10);
    if (!found) return "whole";
    return found->satisfiable ? std::to_string(found->first) + "+" + std::to_string(found->size) : "none";
  };
  EXPECT_EQ(read("bytes=0-0"), "0+1");
  EXPECT_EQ(read("bytes=2-"), "2+8");
  EXPECT_EQ(read("bytes=2-99"), "2+8");
  EXPECT_EQ(read("bytes=-3"), "7+3");
  EXPECT_EQ(read("bytes=-99"), "0+10");
  EXPECT_EQ(read("bytes=10-"), "none");
  EXPECT_EQ(read("bytes=-0"), "none");
  for (const char* whole : {"", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1"})
    EXPECT_EQ(read(whole), "whole") << whole;
}

TEST_F(Pages, PublishReviews) {
  const HttpResponse feed = Get("/v1/feeds/claim-review.json?base_uri=https://v.example/");
  EXPECT_EQ(feed.status, 200) << feed.body;
  EXPECT_EQ(feed.json()["@type"], "DataFeed");
  ASSERT_EQ(feed.json()["dataFeedElement"].size(), 2u) << feed.body;
  const auto item = feed.json()["dataFeedElement"][0]["item"][0];
  EXPECT_EQ(item["@type"], "ClaimReview");
  EXPECT_EQ(item["@id"], "https://v.example/claims/freed/reviews/r");
  EXPECT_EQ(feed.Find("link"), "");
  EXPECT_EQ(
      Get("/v1/feeds/claim-review.json?base_uri=https://v.example/", {{"If-None-Match", feed.Find("etag")}})
          .status,
      304);
  const HttpResponse first = Get("/v1/feeds/claim-review.json?page_size=1&filter.reviewerName=Desk");
  EXPECT_EQ(first.json()["dataFeedElement"].size(), 1u);
  const HttpResponse page = Get("/v1/feeds/claim-review.json?pageSize=1");
  ASSERT_THAT(page.Find("link"), HasSubstr("rel=\"next\""));
  const std::string link = page.Find("link");
  const HttpResponse next = Get(link.substr(1, link.find('>') - 1));
  EXPECT_EQ(next.json()["dataFeedElement"][0]["item"][0]["claimReviewed"], "The airline would fly again");
  EXPECT_EQ(Get("/v1/feeds/claim-review.json?page_size=x").status, 400);

  const HttpResponse one = Get("/v1/claims/freed/claim-review.jsonld");
  EXPECT_EQ(one.Find("content-type"), "application/ld+json");
  EXPECT_EQ(one.json()["@context"], "https://schema.org");
  EXPECT_EQ(one.json()["claimReviewed"], "Belarus freed fifty-two prisoners");
  EXPECT_EQ(Get("/v1/claims/none/claim-review.jsonld").status, 404);
  AddClaim([] {
    auto request = ClaimOn("brief", "In September 2025");
    request.set_claim_id("bare");
    return request;
  }());
  EXPECT_EQ(Get("/v1/claims/bare/claim-review.jsonld").status, 404) << "it has no review";
}

TEST_F(Pages, AnswerGooglesFactCheckToolsApi) {
  Eventually([&] { return Texts(Search("query=prisoners+freed+airline")).size() == 2; });
  const auto found = Search("query=fifty-two+prisoners+freed&key=abc&alt=json");
  ASSERT_FALSE(Texts(found).empty());
  const auto claim = found["claims"][0];
  EXPECT_EQ(claim["text"], "Belarus freed fifty-two prisoners");
  EXPECT_EQ(claim["claimant"], "An envoy");
  EXPECT_EQ(claim["claimDate"], "2025-09-13T21:46:40Z");
  const auto review = claim["claimReview"][0];
  EXPECT_EQ(review["publisher"]["name"], "Desk");
  EXPECT_EQ(review["publisher"]["site"], "desk.example");
  EXPECT_EQ(review["url"], "https://Desk.example/freed");
  EXPECT_EQ(review["reviewDate"], "2025-09-20T00:00:00Z");
  EXPECT_EQ(review["textualRating"], "Mostly true");
  EXPECT_EQ(review["languageCode"], "en-GB");

  EXPECT_THAT(Texts(Search("reviewPublisherSiteFilter=desk.example")),
              ElementsAre("Belarus freed fifty-two prisoners"));
  EXPECT_THAT(Texts(Search("query=prisoners+airline&reviewPublisherSiteFilter=https://www.OTHER.example/x")),
              ElementsAre("The airline would fly again"));
  EXPECT_THAT(Texts(Search("query=prisoners&languageCode=en-US")), SizeIs(1)) << "the region is ignored";
  EXPECT_THAT(Texts(Search("query=prisoners&languageCode=de")), SizeIs(0));
  EXPECT_THAT(Texts(Search("query=prisoners&maxAgeDays=1")), SizeIs(0));
  EXPECT_THAT(Texts(Search("query=prisoners&maxAgeDays=36500")), SizeIs(1));

  const auto first = Search("query=prisoners+airline&pageSize=1");
  EXPECT_THAT(Texts(first), SizeIs(1));
  const std::string token = first["nextPageToken"];
  const auto second = Search("query=prisoners+airline&pageSize=1&pageToken=" + token);
  EXPECT_THAT(Texts(second), SizeIs(1));
  EXPECT_NE(Texts(first), Texts(second));
  EXPECT_FALSE(second.contains("nextPageToken"));
  EXPECT_EQ(Texts(Search("query=prisoners+airline&pageSize=1&offset=1")), Texts(second));

  for (const std::string& bad : std::vector<std::string>{
           "", "languageCode=en", "query=a&pageSize=-1", "query=a&maxAgeDays=x", "query=a&unknown=1",
           "query=other&pageToken=" + token, std::string("query=a&pageToken=x"), std::string("query=%zz")}) {
    const HttpResponse response = Get("/v1alpha1/claims:search?" + bad);
    EXPECT_EQ(response.status, 400) << bad;
    EXPECT_EQ(response.json()["error"]["status"], "INVALID_ARGUMENT") << bad;
  }
  EXPECT_EQ(Get("/v1alpha1/claims:imageSearch?imageUri=x").status, 501);
  EXPECT_EQ(Get("/v1alpha1/other").status, 404);
}

TEST_F(Pages, GiveMarkupAsGooglesPagesDo) {
  const HttpResponse list = Get("/v1alpha1/pages?organization=desk.example");
  ASSERT_EQ(list.json()["claimReviewMarkupPages"].size(), 1u) << list.body;
  const auto page = list.json()["claimReviewMarkupPages"][0];
  EXPECT_EQ(page["pageUrl"], "https://Desk.example/freed");
  EXPECT_EQ(page["publishDate"], "2025-09-20");
  EXPECT_EQ(page["claimReviewMarkups"][0]["rating"]["ratingValue"], 4);
  EXPECT_EQ(page["claimReviewMarkups"][0]["rating"]["textualRating"], "Mostly true");
  const std::string name = page["name"];
  EXPECT_EQ(Get("/v1alpha1/" + name).json(), page);
  EXPECT_EQ(Get("/v1alpha1/pages?url=https://Other.example/airline").json()["claimReviewMarkupPages"].size(),
            1u);
  const auto first = Get("/v1alpha1/pages?pageSize=1").json();
  EXPECT_TRUE(Get("/v1alpha1/pages?pageSize=1&pageToken=" + first["nextPageToken"].get<std::string>())
                  .json()
                  .contains("claimReviewMarkupPages"));
  const HttpResponse none = Get("/v1alpha1/pages/nonsense");
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(none.json()["error"]["details"][0]["resourceType"], "verbatim/Page");
  EXPECT_EQ(Post("/v1alpha1/pages", "{}").status, 501);
}

}  // namespace
}  // namespace verbatim::test
