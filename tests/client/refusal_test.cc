#include "client/refusal.h"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/output/exit_code.h"
#include "google/rpc/error_details.pb.h"

namespace verbatim::client {
namespace {

grpc::Status Example() {
  google::rpc::Status status;
  status.set_code(9);
  status.set_message("the quote is not in the revision");
  google::rpc::ErrorInfo info;
  info.set_reason("QUOTE_NOT_FOUND");
  (*info.mutable_metadata())["revision"] = "documents/a/revisions/1";
  status.add_details()->PackFrom(info);
  v1::CitationRefusal citation;
  citation.set_field("claim.citations[0].quote");
  v1::Passage& passage = *citation.add_passages();
  citation.set_revision("documents/a\033[2J/revisions/1");
  passage.set_quote("fifty-two\033[2J");
  passage.set_similarity(0.9);
  status.add_details()->PackFrom(citation);
  return grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, status.message(), status.SerializeAsString());
}

TEST(Refusal, CarriesItsDetailsThroughAbslStatus) {
  Refusal refusal = ReadRefusal(ToAbsl(Example()));
  EXPECT_EQ(refusal.code, absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(refusal.reason, "QUOTE_NOT_FOUND");
  EXPECT_EQ(refusal.metadata["revision"], "documents/a/revisions/1");
  ASSERT_TRUE(refusal.citation.has_value());
  EXPECT_EQ(refusal.citation->passages(0).similarity(), 0.9);
  EXPECT_FALSE(refusal.batch.has_value());
}

TEST(Refusal, HasOnlyAMessageWithoutDetails) {
  Refusal refusal = ReadRefusal(ToAbsl(grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection refused")));
  EXPECT_EQ(refusal.code, absl::StatusCode::kUnavailable);
  EXPECT_EQ(refusal.message, "connection refused");
  EXPECT_TRUE(ToAbsl(grpc::Status::OK).ok());
}

TEST(Refusal, IsPrintedWithTheNearestPassageAndWithoutEscapes) {
  std::ostringstream out;
  cli::PrintRefusal(ReadRefusal(ToAbsl(Example())), cli::FieldNames(), out);
  EXPECT_NE(out.str().find("QUOTE_NOT_FOUND"), std::string::npos);
  EXPECT_NE(out.str().find("90% similar"), std::string::npos);
  EXPECT_EQ(out.str().find('\033'), std::string::npos);
}

TEST(ExitCode, DependsOnTheStatusCode) {
  auto code = [](absl::StatusCode status) { return cli::ExitCodeFor(ReadRefusal(absl::Status(status, ""))); };
  EXPECT_EQ(code(absl::StatusCode::kOk), 0);
  EXPECT_EQ(code(absl::StatusCode::kFailedPrecondition), 1);
  EXPECT_EQ(code(absl::StatusCode::kNotFound), 3);
  EXPECT_EQ(code(absl::StatusCode::kUnavailable), 4);
  EXPECT_EQ(code(absl::StatusCode::kInternal), 5);
}

TEST(ExitCode, IsUnreachableOnlyIfTheServiceSaysWhenToRetry) {
  google::rpc::Status overloaded;
  overloaded.set_code(8);
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(1);
  EXPECT_EQ(cli::ExitCodeFor(ReadRefusal(overloaded)), 1) << "gRPC refuses a message that is too large";
  overloaded.add_details()->PackFrom(retry);
  EXPECT_EQ(cli::ExitCodeFor(ReadRefusal(overloaded)), 4);
}

}  // namespace
}  // namespace verbatim::client
