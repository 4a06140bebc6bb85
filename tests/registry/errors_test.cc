#include "status/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim {
namespace {

template <typename Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const google::rpc::Status rpc = ToRpcStatus(status);
  for (const google::protobuf::Any& any : rpc.details()) any.UnpackTo(&detail);
  return detail;
}

TEST(Errors, NameTheTypeOfTheResource) {
  const absl::Status missing = NotFound("name", "claims/a/reviews/b");
  EXPECT_EQ(missing.message(), "name: claims/a/reviews/b does not exist");
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(missing).resource_type(), "verbatim/Review");
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(missing).resource_name(), "claims/a/reviews/b");
  const absl::Status taken = AlreadyExists("claims/a/evidence/b");
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(taken).resource_type(), "verbatim/Evidence");
}

}  // namespace
}  // namespace verbatim
