#include "registry/requests/page_token.h"

#include <gtest/gtest.h>

#include <limits>

#include "verbatim/v1/log_service.pb.h"

namespace verbatim::registry {
namespace {

constexpr int64_t kGreatest = std::numeric_limits<int64_t>::max();

TEST(PageToken, ContainsThePositionOfItsListing) {
  v1::ListEntriesRequest request;
  request.set_first_index(7);
  for (const int64_t after : {int64_t{0}, int64_t{12}, kGreatest - 1}) {
    EXPECT_EQ(*ReadPageToken(request, MakePageToken(request, after)), after);
  }
  EXPECT_EQ(*ReadPageToken(request, ""), -1);
  EXPECT_FALSE(ReadPageToken(v1::ListEntriesRequest(), MakePageToken(request, 12)).ok())
      << "a token of another listing";
}

TEST(PageToken, WithoutANextPositionIsRefused) {
  const v1::ListEntriesRequest request;
  EXPECT_EQ(ReadPageToken(request, MakePageToken(request, kGreatest)).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace verbatim::registry
