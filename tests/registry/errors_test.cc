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

TEST(Errors, OfDeniedPermissionNameCallerPermissionAndMethod) {
  const absl::Status denied =
      PermissionDenied("desk@paper.example", "ERASE", "DocumentService.EraseDocument");
  EXPECT_TRUE(absl::IsPermissionDenied(denied));
  EXPECT_EQ(denied.message(), "desk@paper.example is not allowed to erase (DocumentService.EraseDocument)");
  const auto info = DetailOf<google::rpc::ErrorInfo>(denied);
  EXPECT_EQ(info.reason(), "PERMISSION_DENIED");
  EXPECT_EQ(info.domain(), "verbatim");
  EXPECT_EQ(info.metadata().size(), 3u);
  EXPECT_EQ(info.metadata().at("principal"), "desk@paper.example");
  EXPECT_EQ(info.metadata().at("permission"), "ERASE");
  EXPECT_EQ(info.metadata().at("method"), "DocumentService.EraseDocument");

  EXPECT_EQ(PermissionDenied("", "WRITE", "ClaimService.CreateClaim").message(),
            "an unauthenticated caller is not allowed to write (ClaimService.CreateClaim)");
}

// gRPC carries about 8 KiB of metadata, in base64.
TEST(Errors, AreBounded) {
  const std::string huge(1 << 20, 'x');
  Violations violations;
  for (int i = 0; i < 1000; ++i) violations.Add(huge, huge);
  for (const absl::Status& status :
       {violations.ToStatus(), NotFound("name", huge), AlreadyExists(huge), RequestIdReused(huge),
        StaleEtag("claims/a", "i1"), Erased(huge), TooContended(huge), StorageDamaged(huge),
        PermissionDenied(huge, "WRITE", "ClaimService.CreateClaim"), FromStore(absl::InternalError(huge))}) {
    EXPECT_LT(ToRpcStatus(status).ByteSizeLong(), 4096u) << status.code();
  }
}

}  // namespace
}  // namespace verbatim
