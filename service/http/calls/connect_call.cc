#include <utility>

#include "absl/strings/escaping.h"
#include "google/protobuf/descriptor.pb.h"
#include "http/calls/encoding.h"
#include "http/calls/envelope.h"
#include "http/calls/rpc_call.h"
#include "http/calls/status_body.h"
#include "http/calls/stream_call.h"
#include "http/calls/unary_call.h"
#include "http/rest/url.h"
#include "methods/gzip.h"

// The Connect protocol (connectrpc.com/docs/protocol), version 1.
namespace verbatim::http {
namespace {

constexpr std::string_view kStreamTypes[] = {"application/connect+json", "application/connect+proto"};

std::string TypeOf(Form form, bool stream) {
  return std::string(stream ? "application/connect+" : "application/") +
         (form == Form::kJson ? "json" : "proto");
}

// Puts the messages of a stream into envelopes. The last envelope has the status.
class ConnectFormat final : public StreamFormat {
 public:
  // `gzip_in` says whether messages of the request may be compressed, `gzip_out` whether those of the response
  // may be.
  ConnectFormat(const methods::Method& method, Form form, size_t max_bytes, bool gzip_in, bool gzip_out)
      : method_(method), form_(form), gzip_out_(gzip_out), reader_(max_bytes, gzip_in) {}

  void Feed(std::string bytes) override { reader_.Feed(std::move(bytes)); }
  void FeedEnd() override { reader_.FeedEnd(); }
  absl::StatusOr<std::optional<methods::Incoming>> Next() override {
    auto message = reader_.Next();
    if (!message.ok()) return message.status();
    if (!*message) return std::nullopt;
    if ((*message)->flags != 0)
      return absl::InvalidArgumentError("a message of the request has unknown flags");
    return MakeIncoming(std::make_shared<const std::string>(std::move((*message)->bytes)), form_);
  }

  Response Head() override {
    Response head;
    head.Set("Content-Type", TypeOf(form_, true));
    head.Set("Connect-Accept-Encoding", "gzip");
    if (gzip_out_) head.Set("Connect-Content-Encoding", "gzip");
    return head;
  }
  std::string Write(methods::Response message) override {
    const std::string bytes = Encode(method_, std::move(message), form_);
    return gzip_out_ ? EnvelopGzip(bytes) : Envelop(0, bytes);
  }
  std::string End(const absl::Status& status) override {
    return Envelop(kConnectEndFlag, status.ok() ? "{}" : "{\"error\":" + ConnectErrorBody(status) + "}");
  }

 private:
  const methods::Method& method_;
  const Form form_;
  const bool gzip_out_;
  EnvelopeReader reader_;
};

RespondWith Answer(const methods::Method& method, Form form) {
  return [&method, form](absl::StatusOr<methods::Response> result) {
    if (!result.ok()) return ConnectError(result.status());
    Response response{.body = Encode(method, *std::move(result), form)};
    response.Set("Content-Type", TypeOf(form, false));
    return response;
  };
}

void Refuse(const std::shared_ptr<ApiRequest>& request, int status, std::string message) {
  request->Respond(ConnectError(ToStatus({status, std::move(message)}), status));
}

void RefuseType(const std::shared_ptr<ApiRequest>& request, const char* allowed) {
  Response response = ConnectError(ToStatus({415, std::string("Content-Type must be ") + allowed}), 415);
  response.Set("Accept-Post", allowed);
  request->Respond(std::move(response));
}

void HandleGet(const std::shared_ptr<ApiRequest>& request, const methods::Method& method) {
  if (method.stream ||
      method.descriptor->options().idempotency_level() != google::protobuf::MethodOptions::NO_SIDE_EFFECTS) {
    Response response = ConnectError(ToStatus({405, "the method must be called by POST"}), 405);
    return request->Respond(std::move(response.Set("Allow", "POST")));
  }
  const auto parameters = ParseQuery(request->head().query());
  if (!parameters) return Refuse(request, 400, "the query has a malformed escape");
  std::optional<std::string> message;
  std::string encoding;
  std::string compression;
  bool base64 = false;
  for (const auto& [name, value] : *parameters) {
    if (name == "message") message = value;
    if (name == "encoding") encoding = value;
    if (name == "compression") compression = value;
    if (name == "base64") base64 = value == "1";
    if (name == "connect" && value != "v1") return Refuse(request, 400, "the parameter connect must be v1");
  }
  if (encoding != "json" && encoding != "proto")
    return Refuse(request, 415, "the parameter encoding must be json or proto");
  if (!message) return Refuse(request, 400, "the parameter message is missing");
  if (base64) {
    std::string bytes;
    // Both alphabets occur, and padding is optional.
    if (!absl::WebSafeBase64Unescape(*message, &bytes) && !absl::Base64Unescape(*message, &bytes))
      return Refuse(request, 400, "the parameter message is not base64");
    message = std::move(bytes);
  }
  const Form form = encoding == "json" ? Form::kJson : Form::kProto;
  const std::optional<bool> gzip = IsGzip(compression);
  if (!gzip) return Refuse(request, 415, "the parameter compression must be gzip or identity");
  if (*gzip) {
    message = methods::Gunzip(*message, MaxBytes(method, form));
    if (!message) return Refuse(request, 400, "the parameter message is not gzip, is cut, or is too long");
  }
  StartUnary(request, method, MakeIncoming(std::make_shared<const std::string>(*std::move(message)), form),
             Answer(method, form));
}

}  // namespace

bool IsConnectStream(std::string_view media_type) {
  return media_type == kStreamTypes[0] || media_type == kStreamTypes[1];
}

void HandleConnect(const std::shared_ptr<ApiRequest>& request, const methods::Method& method) {
  const RequestHead& head = request->head();
  const std::string type = MediaTypeOf(head.Find("content-type"));
  const std::string_view version = head.Find("connect-protocol-version");
  if (!version.empty() && version != "1") return Refuse(request, 400, "Connect-Protocol-Version must be 1");
  if (auto problem = request->ReadDeadline()) return Refuse(request, problem->status, problem->message);
  if (head.method == "GET" || head.method == "HEAD") return HandleGet(request, method);
  if (head.method != "POST") {
    Response response = ConnectError(ToStatus({405, "a method is called by POST"}), 405);
    return request->Respond(std::move(response.Set("Allow", "POST, GET")));
  }
  if (method.stream) {
    if (!IsConnectStream(type))
      return RefuseType(request, "application/connect+proto, application/connect+json");
    const Form form = type == kStreamTypes[0] ? Form::kJson : Form::kProto;
    const std::optional<bool> gzip = IsGzip(head.Find("connect-content-encoding"));
    if (!gzip) return Refuse(request, 415, "Connect-Content-Encoding must be gzip or identity");
    return StartStream(request, method,
                       std::make_unique<ConnectFormat>(method, form, MaxBytes(method, form), *gzip,
                                                       AcceptsGzip(head.Find("connect-accept-encoding"))));
  }
  if (type != "application/json" && type != "application/proto")
    return RefuseType(request, "application/proto, application/json");
  const Form form = type == "application/json" ? Form::kJson : Form::kProto;
  request->ReadBody(MaxBytes(method, form),
                    [request, &method, form](const std::optional<Problem>& problem,
                                             std::shared_ptr<const std::string> body) {
                      if (problem) return Refuse(request, problem->status, problem->message);
                      StartUnary(request, method, MakeIncoming(std::move(body), form), Answer(method, form));
                    });
}

void RefuseUnknownMethod(const std::shared_ptr<ApiRequest>& request) {
  const absl::Status status =
      absl::UnimplementedError("there is no method " + std::string(request->head().path().substr(1)));
  if (!IsGrpcWeb(MediaTypeOf(request->head().Find("content-type")))) {
    return request->Respond(ConnectError(status, 404));
  }
  Response response;
  response.Set("Content-Type", "application/grpc-web+proto");
  response.body = Envelop(kGrpcTrailersFlag, GrpcTrailers(status));
  request->Respond(std::move(response));
}

}  // namespace verbatim::http
