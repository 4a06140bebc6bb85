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

// Load on a gRPC server, of calls whose bytes are ready: the generator costs every server the same.
namespace verbatim::bench {

using Clock = std::chrono::steady_clock;

// A unary call to make, again and again.
struct Call {
  std::string method;  // as /verbatim.v1.ClaimService/GetClaim
  grpc::ByteBuffer request;
};
grpc::ByteBuffer BytesOf(const google::protobuf::Message& message);
Call MakeCall(const std::string& method, const google::protobuf::Message& request);

// The call that is to be made as number `number` of a run. Any thread.
using NextCall = std::function<Call(uint64_t number)>;

// A server, over a number of connections that nothing else uses.
class Target {
 public:
  Target(const std::string& address, int connections);

  // Makes one call and returns its answer; ends the program, naming the call, if it fails.
  grpc::ByteBuffer CallOnce(const Call& call);

  // Sends the requests over one stream both ways, as fast as it takes them, and returns its answers; ends the
  // program, naming the method, if it fails.
  std::vector<grpc::ByteBuffer> Stream(const std::string& method,
                                       const std::vector<grpc::ByteBuffer>& requests);

  grpc::GenericStub& stub(uint64_t number) { return *stubs_[number % stubs_.size()]; }

 private:
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
};

struct LoadResult {
  double per_second = 0;           // calls that ended well
  std::vector<int64_t> latencies;  // of those, nanoseconds, the shortest first
  int64_t failed = 0;
  std::string first_failure;

  // The latency, in microseconds, that this share of the calls did not exceed.
  double Percentile(double share) const;
};

// `in_flight` callers, each of which makes its next call when the last was answered: throughput. A latency is
// from a call's start to its end.
LoadResult RunClosedLoop(Target& target, const NextCall& next, int in_flight, Clock::duration duration);

// Calls that arrive independently of the answers, at random (a Poisson process) with this mean rate: what
// users meet who do not wait for each other. A latency is from the instant at which the call was to be made,
// so that it counts when a stall holds up those behind it.
LoadResult RunOpenLoop(Target& target, const NextCall& next, double per_second, Clock::duration duration);

}  // namespace verbatim::bench
