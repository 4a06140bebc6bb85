#include "verbatimd/access_log.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
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
  // Lines of usual, empty, special and long values are formatted in different ways.
  const std::string principals[] = {"policy:editor", "", "email:\"a\\\"@b \xC3\xA9\x01",
                                    std::string(2000, 'p')};
  Pipe pipe;
  const absl::Time before = absl::Now();
  {
    AccessLog log(pipe.input());
    for (const std::string& principal : principals)
      AddCall(log, {.principal = principal}, {.request_id = "call-7", .trace = {.trace_id = {0x0a, 0xf7}}});
  }
  const absl::Time after = absl::Now();
  pipe.CloseInput();
  const std::vector<std::string> lines = absl::StrSplit(pipe.ReadAll(), '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), std::size(principals));
  for (size_t i = 0; i < lines.size(); ++i) {
    SCOPED_TRACE(lines[i]);
    google::protobuf::Struct line;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(lines[i], &line).ok());
    const auto field = [&](const std::string& name) { return line.fields().at(name).string_value(); };
    EXPECT_THAT(field("time"),
                MatchesRegex("[0-9]+-[0-9]+-[0-9]+T[0-9]+:[0-9]+:[0-9]+[.][0-9][0-9][0-9][0-9][0-9][0-9]Z"));
    absl::Time time;
    std::string error;
    ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, field("time"), &time, &error)) << error;
    EXPECT_GE(time, absl::FromUnixMicros(absl::ToUnixMicros(before)));
    EXPECT_LE(time, after);
    EXPECT_EQ(field("severity"), "INFO");
    EXPECT_EQ(field("message"), "call");
    EXPECT_EQ(field("method"), "verbatim.v1.ClaimService.GetClaim");
    EXPECT_EQ(field("principal"), principals[i]);
    EXPECT_EQ(field("name"), "");
    EXPECT_EQ(field("code"), "NOT_FOUND");
    EXPECT_EQ(field("rejection"), "");
    EXPECT_EQ(field("microseconds"), "1234");
    EXPECT_EQ(field("request_bytes"), "5");
    EXPECT_EQ(field("response_bytes"), "0");
    EXPECT_EQ(field("request_id"), "call-7");
    EXPECT_EQ(field("trace_id"), "0af70000000000000000000000000000");
  }
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
