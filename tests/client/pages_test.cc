// client::Pages against a server process.

#include "client/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli_fixture.h"

namespace verbatim::client {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class ClientPages : public ::testing::Test {
 protected:
  void SetUp() override {
    v1::CreateDocumentRequest document;
    document.set_document_id("long");
    std::string& text = *document.mutable_content()->mutable_data();
    for (int i = 0; i < kSentences; ++i) absl::StrAppend(&text, "Bridge ", i, " was closed on Monday.\n");
    auto created = client_->CreateDocument(document);
    ASSERT_TRUE(created.ok()) << created.status();
    request_.set_parent("documents/long/revisions/1");
  }

  static constexpr int kSentences = 2'300;
  test::TempFolder folder_;
  test::ServerProcess server_{VERBATIMD, test::NewStore(folder_, "pages.db"),
                              test::StoreFlags(folder_, "pages.db")};
  std::unique_ptr<Client> client_ = Client::Connect(server_.address());
  v1::ListSentencesRequest request_;
};

TEST_F(ClientPages, ReadsEachItemOnceAndInOrder) {
  Pages pages(*client_, &Client::ListSentences, request_);
  int next = 0;
  std::vector<int> sizes;
  while (auto page = pages.Next()) {
    sizes.push_back(page->sentences_size());
    for (const v1::Sentence& sentence : page->sentences())
      EXPECT_EQ(sentence.text(), absl::StrCat("Bridge ", next++, " was closed on Monday."));
  }
  EXPECT_TRUE(pages.status().ok()) << pages.status();
  EXPECT_THAT(sizes, ElementsAre(1'000, 1'000, 300));
  EXPECT_EQ(next, kSentences);
  EXPECT_FALSE(pages.Next());
}

TEST_F(ClientPages, AsksForNoMoreThanTheCallerWants) {
  Pages pages(*client_, &Client::ListSentences, request_);
  auto page = pages.Next(3);
  ASSERT_TRUE(page) << pages.status();
  EXPECT_THAT(page->sentences(), SizeIs(3));
  EXPECT_FALSE(pages.Next(0));
  EXPECT_TRUE(pages.status().ok());
  page = pages.Next(2);
  ASSERT_TRUE(page) << pages.status();
  EXPECT_EQ(page->sentences(0).text(), "Bridge 3 was closed on Monday.");
}

TEST_F(ClientPages, StartsAtTheTokenOfAnEarlierPage) {
  request_.set_page_size(5);
  auto first = client_->ListSentences(request_);
  ASSERT_TRUE(first.ok()) << first.status();
  request_.set_page_token(first->next_page_token());
  auto page = Pages(*client_, &Client::ListSentences, request_).Next();
  ASSERT_TRUE(page);
  EXPECT_EQ(page->sentences(0).text(), "Bridge 5 was closed on Monday.");
}

TEST_F(ClientPages, EndsWithTheErrorOfTheService) {
  request_.set_parent("documents/none/revisions/1");
  Pages pages(*client_, &Client::ListSentences, request_);
  EXPECT_FALSE(pages.Next());
  EXPECT_EQ(pages.status().code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(pages.Next());
}

TEST_F(ClientPages, EndsWithAnErrorIfTheServerEndsBetweenPages) {
  Pages pages(*client_, &Client::ListSentences, request_);
  ASSERT_TRUE(pages.Next());
  server_.process().Signal(SIGKILL);
  server_.process().Wait();
  EXPECT_FALSE(pages.Next());
  EXPECT_EQ(pages.status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace verbatim::client
