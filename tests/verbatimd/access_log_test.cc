#include "verbatimd/access_log.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "methods/call_record.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::verbatimd {
namespace {

using ::testing::MatchesRegex;

const google::protobuf::MethodDescriptor& Method() {
  return *v1::CreateClaimRequest::descriptor()->file()->service(0)->FindMethodByName("GetClaim");
}

// A pipe whose read end nobody reads unless a test does.
class Pipe {
 public:
  Pipe() { EXPECT_EQ(pipe2(ends_, O_CLOEXEC), 0); }
  ~Pipe() {
    close(ends_[0]);
    CloseInput();
  }
  int input() const { return ends_[1]; }
  void CloseInput() {
    if (ends_[1] >= 0) close(ends_[1]);
    ends_[1] = -1;
  }
  // Reads until the input is closed.
  std::string ReadAll() const {
    std::string all;
    std::string part(1 << 16, '\0');
    for (ssize_t size = 1; size > 0;) {
      size = read(ends_[0], part.data(), part.size());
      if (size > 0) all.append(part, 0, static_cast<size_t>(size));
    }
    return all;
  }

 private:
  int ends_[2] = {-1, -1};
};

void AddCall(AccessLog& log, const access::Caller& caller, const methods::CallTags& tags) {
  log.Add({Method(), caller, tags, absl::NotFoundError(""), std::chrono::microseconds(1234), 5, 0});
}

TEST(AccessLog, WritesALineOfJsonForEachCall) {
  Pipe pipe;
  {
    AccessLog log(pipe.input());
    AddCall(log, {.principal = "email:\"a\\\"@b \xC3\xA9\x01"}, {.request_id = "call-7", .trace_id = "0af7"});
  }
  pipe.CloseInput();
  google::protobuf::Struct line;
  const std::string text = pipe.ReadAll();
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(text, &line).ok()) << text;
  const auto field = [&](const std::string& name) { return line.fields().at(name).string_value(); };
  EXPECT_THAT(field("time"),
              MatchesRegex("[0-9]+-[0-9]+-[0-9]+T[0-9]+:[0-9]+:[0-9]+[.][0-9][0-9][0-9][0-9][0-9][0-9]Z"));
  EXPECT_EQ(field("severity"), "INFO");
  EXPECT_EQ(field("message"), "call");
  EXPECT_EQ(field("method"), "verbatim.v1.ClaimService.GetClaim");
  EXPECT_EQ(field("principal"), "email:\"a\\\"@b \xC3\xA9\x01");
  EXPECT_EQ(field("code"), "NOT_FOUND");
  EXPECT_EQ(field("microseconds"), "1234");
  EXPECT_EQ(field("request_bytes"), "5");
  EXPECT_EQ(field("response_bytes"), "0");
  EXPECT_EQ(field("request_id"), "call-7");
  EXPECT_EQ(field("trace_id"), "0af7");
}

TEST(AccessLog, DropsLinesInsteadOfWaitingForASlowReader) {
  constexpr int kCalls = 40'000;  // some 10 MiB, more than the bound and the pipe together
  Pipe pipe;
  auto log = std::make_unique<AccessLog>(pipe.input());
  const access::Caller caller;
  const methods::CallTags tags;
  for (int i = 0; i < kCalls; ++i)
    AddCall(*log, caller, tags);  // would wait for ever if it waited for the reader
  std::string text;
  std::thread reader([&] { text = pipe.ReadAll(); });
  AddCall(*log, caller, tags);
  log.reset();
  pipe.CloseInput();
  reader.join();
  const auto lines = std::count(text.begin(), text.end(), '\n');
  EXPECT_GT(lines, 1000);
  EXPECT_LT(lines, kCalls);
  EXPECT_TRUE(text.ends_with("}\n")) << "lines are whole";
}

}  // namespace
}  // namespace verbatim::verbatimd
