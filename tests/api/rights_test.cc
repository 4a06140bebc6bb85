#include "rpc/rights.h"

#include <gtest/gtest.h>

#include "google/protobuf/descriptor.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document_service.pb.h"
#include "verbatim/v1/log_service.pb.h"
#include "verbatim/v1/match_service.pb.h"
#include "verbatim/v1/provenance_service.pb.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::test {
namespace {

// The right that a method's verb implies by the AIPs: a second opinion, independent of the list under test.
rpc::Right RightByVerb(const std::string& name) {
  if (name.starts_with("Erase")) return rpc::Right::kErase;
  for (const char* verb : {"Create", "BatchCreate", "Import", "Update", "Retract", "Add"}) {
    if (name.starts_with(verb)) return rpc::Right::kWrite;
  }
  return rpc::Right::kRead;
}

TEST(Rights, AreKnownForEveryMethodOfTheContract) {
  int methods = 0;
  for (const google::protobuf::FileDescriptor* file :
       {v1::GetClaimRequest::descriptor()->file(), v1::GetDocumentRequest::descriptor()->file(),
        v1::WatchRequest::descriptor()->file(), v1::MatchClaimsRequest::descriptor()->file(),
        v1::TraceClaimRequest::descriptor()->file(), v1::ListLinksRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      const google::protobuf::ServiceDescriptor& service = *file->service(s);
      for (int m = 0; m < service.method_count(); ++m, ++methods) {
        const std::string& name = service.method(m)->name();
        EXPECT_EQ(rpc::RightFor("/" + service.full_name() + "/" + name), RightByVerb(name)) << name;
      }
    }
  }
  EXPECT_EQ(methods, 39);
}

TEST(Rights, OfAnUnknownMethodAreThoseOfAWriter) {
  EXPECT_EQ(rpc::RightFor("/verbatim.v2.ClaimService/GetClaim"), rpc::Right::kWrite);
  EXPECT_EQ(rpc::RightFor(""), rpc::Right::kWrite);
  EXPECT_EQ(rpc::RightFor("/grpc.health.v1.Health/Check"), rpc::Right::kRead);
}

}  // namespace
}  // namespace verbatim::test
