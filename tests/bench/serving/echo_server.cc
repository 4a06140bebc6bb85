// Measures what gRPC itself costs: a server with verbatimd's methods and the same callback API, which answers
// each call with bytes from memory.
//
//   echo_server PORT_FILE FOLDER
//
// The answer to a method is the file with its name in FOLDER. Serves until it is killed.

#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/synchronization/mutex.h"
#include "verbatim/v1/claim_service.grpc.pb.h"
#include "verbatim/v1/document_service.grpc.pb.h"

namespace v1 = verbatim::v1;

namespace {

class Answers {
 public:
  explicit Answers(std::string folder) : folder_(std::move(folder)) {}
  grpc::ByteBuffer Read(const std::string& method) const {
    std::ifstream file(folder_ + "/" + method, std::ios::binary);
    grpc::Slice slice(std::string(std::istreambuf_iterator<char>(file), {}));
    return {&slice, 1};
  }

 private:
  std::string folder_;
};

grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const grpc::ByteBuffer& bytes,
                               grpc::ByteBuffer* answer) {
  *answer = bytes;
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

using RawClaims = v1::ClaimService::WithRawCallbackMethod_GetClaim<
    v1::ClaimService::WithRawCallbackMethod_BatchGetClaims<v1::ClaimService::WithRawCallbackMethod_ListClaims<
        v1::ClaimService::WithRawCallbackMethod_CreateClaim<v1::ClaimService::Service>>>>;

class Claims final : public RawClaims {
 public:
  explicit Claims(const Answers& answers)
      : get_(answers.Read("GetClaim")),
        batch_get_(answers.Read("BatchGetClaims")),
        list_(answers.Read("ListClaims")),
        create_(answers.Read("CreateClaim")) {}

  grpc::ServerUnaryReactor* GetClaim(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                     grpc::ByteBuffer* answer) override {
    return Echo(context, get_, answer);
  }
  grpc::ServerUnaryReactor* BatchGetClaims(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                           grpc::ByteBuffer* answer) override {
    return Echo(context, batch_get_, answer);
  }
  grpc::ServerUnaryReactor* ListClaims(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                       grpc::ByteBuffer* answer) override {
    return Echo(context, list_, answer);
  }
  grpc::ServerUnaryReactor* CreateClaim(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                        grpc::ByteBuffer* answer) override {
    return Echo(context, create_, answer);
  }

 private:
  const grpc::ByteBuffer get_, batch_get_, list_, create_;
};

class Documents final
    : public v1::DocumentService::WithRawCallbackMethod_ListSentences<v1::DocumentService::Service> {
 public:
  explicit Documents(const Answers& answers) : list_(answers.Read("ListSentences")) {}

  grpc::ServerUnaryReactor* ListSentences(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                          grpc::ByteBuffer* answer) override {
    return Echo(context, list_, answer);
  }

 private:
  const grpc::ByteBuffer list_;
};

}  // namespace

int main(int argc, char** argv) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  if (argc != 3) {
    std::fprintf(stderr, "usage: echo_server PORT_FILE FOLDER\n");
    return 2;
  }
  const Answers answers(argv[2]);
  Claims claims(answers);
  Documents documents(answers);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.RegisterService(&claims);
  builder.RegisterService(&documents);
  auto server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  const std::string port_file = argv[1];
  std::ofstream(port_file + ".new") << port << '\n';
  std::rename((port_file + ".new").c_str(), port_file.c_str());
  server->Wait();
}
