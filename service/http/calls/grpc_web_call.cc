#include <utility>

#include "absl/strings/escaping.h"
#include "http/calls/encoding.h"
#include "http/calls/envelope.h"
#include "http/calls/rpc_call.h"
#include "http/calls/status_body.h"
#include "http/calls/stream_call.h"
#include "http/calls/unary_call.h"

// gRPC-Web (github.com/grpc/grpc, doc/PROTOCOL-WEB.md).
namespace verbatim::http {
namespace {

// The variant of the protocol that a Content-Type names.
struct Variant {
  std::string type;  // as the response has it
  Form form = Form::kProto;
  bool text = false;

  // What is sent for bytes of the body. Each part is base64 by itself.
  std::string Wrap(const std::string& bytes) const {
    if (!text) return bytes;
    std::string encoded;
    absl::Base64Escape(bytes, &encoded);
    return encoded;
  }
};

std::optional<Variant> VariantOf(std::string_view media_type) {
  std::string_view rest = media_type;
  Variant variant{.type = std::string(media_type)};
  for (const std::string_view base : {"application/grpc-web-text", "application/grpc-web"}) {
    if (!rest.starts_with(base)) continue;
    rest.remove_prefix(base.size());
    variant.text = base.ends_with("text");
    if (rest.empty() || rest == "+proto") return variant;
    variant.form = Form::kJson;
    if (rest == "+json") return variant;
    return std::nullopt;
  }
  return std::nullopt;
}

// Messages and trailers in envelopes.
class GrpcWebFormat final : public StreamFormat {
 public:
  // `gzip_in` says whether messages of the request may be compressed, `gzip_out` whether those of the response
  // may be.
  GrpcWebFormat(const methods::Method& method, Variant variant, size_t max_bytes, bool gzip_in, bool gzip_out)
      : method_(method), variant_(std::move(variant)), gzip_out_(gzip_out), reader_(max_bytes, gzip_in) {}

  void Feed(std::string bytes) override {
    if (!variant_.text) return reader_.Feed(std::move(bytes));
    std::optional<std::string> decoded = base64_.Feed(bytes);
    malformed_ = malformed_ || !decoded;
    if (decoded) reader_.Feed(*std::move(decoded));
  }
  void FeedEnd() override { reader_.FeedEnd(); }
  absl::StatusOr<std::optional<methods::Incoming>> Next() override {
    if (malformed_) return absl::InvalidArgumentError("the body is not base64");
    auto message = reader_.Next();
    if (!message.ok()) return message.status();
    if (!*message) return std::nullopt;
    if ((*message)->flags != 0)
      return absl::InvalidArgumentError("a message of the request has unknown flags");
    return MakeIncoming(std::make_shared<const std::string>(std::move((*message)->bytes)), variant_.form);
  }

  Response Head() override {
    Response head;
    head.Set("Content-Type", variant_.type);
    head.Set("Grpc-Accept-Encoding", "identity,gzip");
    if (gzip_out_) head.Set("Grpc-Encoding", "gzip");
    return head;
  }
  std::string Write(methods::Response message) override {
    const std::string bytes = Encode(method_, std::move(message), variant_.form);
    return variant_.Wrap(gzip_out_ ? EnvelopGzip(bytes) : Envelop(0, bytes));
  }
  std::string End(const absl::Status& status) override {
    return variant_.Wrap(Envelop(kGrpcTrailersFlag, GrpcTrailers(status)));
  }

 private:
  const methods::Method& method_;
  const Variant variant_;
  const bool gzip_out_;
  EnvelopeReader reader_;
  Base64Reader base64_;
  bool malformed_ = false;
};

// The response to a unary call, or to a call that fails.
Response Answer(StreamFormat& format, absl::StatusOr<methods::Response> result) {
  const absl::Status status = result.status();
  Response response = format.Head();
  if (result.ok()) response.body = format.Write(*std::move(result));
  response.body += format.End(status);
  return response;
}

}  // namespace

bool IsGrpcWeb(std::string_view media_type) { return media_type.starts_with("application/grpc-web"); }

void HandleGrpcWeb(const std::shared_ptr<ApiRequest>& request, const methods::Method& method) {
  const RequestHead& head = request->head();
  const std::optional<Variant> variant = VariantOf(MediaTypeOf(head.Find("content-type")));
  if (!variant) {
    return request->Respond(RestError(Problem{
        415,
        "Content-Type must be application/grpc-web or application/grpc-web-text, with +proto or +json"}));
  }
  if (head.method != "POST") {
    return request->Respond(
        std::move(RestError(Problem{405, "gRPC-Web calls methods by POST"}).Set("Allow", "POST")));
  }
  const size_t max_bytes = MaxBytes(method, variant->form);
  const std::optional<bool> gzip = IsGzip(head.Find("grpc-encoding"));
  const bool gzip_out = AcceptsGzip(head.Find("grpc-accept-encoding"));
  auto format = std::make_unique<GrpcWebFormat>(method, *variant, max_bytes, gzip.value_or(false), gzip_out);
  const auto refuse = [&](const absl::Status& status) { request->Respond(Answer(*format, status)); };
  if (!gzip) return refuse(absl::UnimplementedError("grpc-encoding must be gzip or identity"));
  if (auto problem = request->ReadDeadline()) return refuse(ToStatus(*problem));
  if (method.stream) return StartStream(request, method, std::move(format));
  // Room for the prefix, and for base64.
  const size_t max_body = max_bytes / 3 * 4 + 20;
  const std::shared_ptr<GrpcWebFormat> shared = std::move(format);
  request->ReadBody(
      max_body, [request, &method, format = shared](const std::optional<Problem>& problem,
                                                    const std::shared_ptr<const std::string>& body) {
        if (problem) return request->Respond(Answer(*format, ToStatus(*problem)));
        format->Feed(*body);
        format->FeedEnd();
        absl::StatusOr<std::optional<methods::Incoming>> message = format->Next();
        if (message.ok() && !*message) message = absl::InvalidArgumentError("the request has no message");
        if (!message.ok()) return request->Respond(Answer(*format, message.status()));
        StartUnary(request, method, **std::move(message), [format](absl::StatusOr<methods::Response> result) {
          return Answer(*format, std::move(result));
        });
      });
}

}  // namespace verbatim::http
