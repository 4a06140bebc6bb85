#include <algorithm>
#include <atomic>
#include <chrono>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "fixture.h"

namespace verbatim::test {
namespace {

using Clock = std::chrono::steady_clock;

// Returns words in random order. No passage is similar to a quote of other random words, so a search reads
// the whole text.
std::string RandomWords(size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < bytes) {
    for (int letters = 3 + static_cast<int>(random() % 7); letters > 0; --letters)
      text.push_back(static_cast<char>('a' + random() % 26));
    text += random() % 12 == 0 ? ". " : " ";
  }
  return text;
}

double MillisSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

class AbandonedCallsTest : public ApiTest {
 protected:
  AbandonedCallsTest() {
    AddDocument("long", RandomWords(size_t{15} << 20, 1));
    AddDocument("brief", kBrief);
  }

  grpc::StatusCode Locate(const std::string& document, const std::string& quote,
                          std::chrono::milliseconds timeout) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + timeout);
    v1::LocateQuoteRequest request;
    request.set_parent("documents/" + document);
    request.set_quote(quote);
    v1::LocateQuoteResponse response;
    return documents_->LocateQuote(&context, request, &response).error_code();
  }
};

// Sixty callers search a long text and give up after half a second. Meanwhile, concurrent writes keep their
// latency. The server stops working on the searches, so it answers at once afterwards.
TEST_F(AbandonedCallsTest, LeaveTheServerToOtherCallers) {
  const std::string quote = RandomWords(4000, 2);
  std::atomic<int> late = 0;
  std::atomic<bool> searching = true;
  std::vector<std::thread> searchers;
  for (int i = 0; i < 60; ++i) {
    searchers.emplace_back([&] {
      if (Locate("long", quote, std::chrono::milliseconds(500)) == grpc::StatusCode::DEADLINE_EXCEEDED)
        ++late;
    });
  }
  std::vector<double> writes;
  std::thread writer([&] {
    do {
      const auto start = Clock::now();
      AddClaim(ClaimOn("brief", "Belarus freed fifty-two prisoners"));
      writes.push_back(MillisSince(start));
    } while (searching);
  });
  for (std::thread& searcher : searchers) searcher.join();
  searching = false;
  writer.join();
  EXPECT_GT(late, 30) << "too few searches were slow enough for this test";
  EXPECT_LT(*std::max_element(writes.begin(), writes.end()), 1000.0) << "milliseconds a write took";

  const auto start = Clock::now();
  EXPECT_EQ(Locate("brief", "The airline would fly", std::chrono::seconds(30)), grpc::StatusCode::OK);
  EXPECT_LT(MillisSince(start), 1000.0) << "milliseconds until the server had given up the searches";
}

}  // namespace
}  // namespace verbatim::test
