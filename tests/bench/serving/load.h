#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/message.h"

// Generates load on a gRPC server from requests that are serialized in advance, so that the generator costs
// the same with every server.
namespace verbatim::bench {

using Clock = std::chrono::steady_clock;

// A unary call that can be made repeatedly.
struct Call {
  std::string method;  // for example /verbatim.v1.ClaimService/GetClaim
  grpc::ByteBuffer request;
};
grpc::ByteBuffer BytesOf(const google::protobuf::Message& message);
Call MakeCall(const std::string& method, const google::protobuf::Message& request);

// Returns call number `number` of a run. Called from any thread.
using NextCall = std::function<Call(uint64_t number)>;

// A server, reached over its own connections.
class Target {
 public:
  // `token` is that of all calls; empty for calls without one.
  Target(const std::string& address, int connections, std::string token = "");

  // Makes one call and returns its answer. Ends the program, naming the call, if it fails.
  grpc::ByteBuffer CallOnce(const Call& call);

  // Sends the requests over one bidirectional stream as fast as possible, and returns the answers. Ends the
  // program, naming the method, if the stream fails.
  std::vector<grpc::ByteBuffer> Stream(const std::string& method,
                                       const std::vector<grpc::ByteBuffer>& requests);

  // Adds the token to a call.
  void Authorize(grpc::ClientContext& context) const {
    if (!authorization_.empty()) context.AddMetadata("authorization", authorization_);
  }

  grpc::GenericStub& stub(uint64_t number) { return *stubs_[number % stubs_.size()]; }

 private:
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  std::string authorization_;
};

struct LoadResult {
  double per_second = 0;           // successful calls
  std::vector<int64_t> latencies;  // latencies of successful calls, in nanoseconds, ascending
  int64_t failed = 0;
  std::string first_failure;

  // Returns the latency in microseconds that this share of the calls did not exceed.
  double Percentile(double share) const;
};

// Measures throughput with `in_flight` callers. Each caller makes its next call when its last call was
// answered. A latency lasts from a call's start to its end.
LoadResult RunClosedLoop(Target& target, const NextCall& next, int in_flight, Clock::duration duration);

// Measures latency under independent callers. Calls arrive at random (a Poisson process) at this mean rate,
// regardless of the responses. A latency begins at the intended start of a call, so that waiting behind a
// stalled call counts.
LoadResult RunOpenLoop(Target& target, const NextCall& next, double per_second, Clock::duration duration);

}  // namespace verbatim::bench
