#include "http/calls/rest_call.h"

#include <charconv>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "http/calls/encoding.h"
#include "http/calls/etags.h"
#include "http/calls/status_body.h"
#include "http/calls/stream_call.h"
#include "http/calls/unary_call.h"
#include "http/json/json_reader.h"
#include "http/json/json_writer.h"
#include "http/rest/binding.h"
#include "methods/gzip.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::http {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The fields by which a stream is resumed. The id of an event is the next_index of a response. A client that
// resumes the stream sends the id, and the id becomes the start_index of the request.
constexpr char kNextIndex[] = "next_index";
constexpr char kStartIndex[] = "start_index";

bool IsInt64(const FieldDescriptor* field) {
  return field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_INT64 && !field->is_repeated();
}

// What a REST request says besides its body.
struct Target {
  const Binding* binding = nullptr;
  std::vector<std::pair<std::string, std::string>> values;  // of the path's variables
  Parameters parameters;
  std::string etag;           // from If-Match; empty for none
  std::string last_event_id;  // empty for none

  // Sets the message from the body, the path and the query.
  absl::Status Parse(const std::string& body, const methods::RequestBounds& bounds,
                     methods::Reservation& held, Message& message) const {
    if (!body.empty() && !binding->body.empty()) {
      Message* part = binding->body == "*" ? &message : MutableAt(message, binding->body);
      ABSL_RETURN_IF_ERROR(ParseJson(body, bounds, held, *part));
    }
    for (const auto& [field, value] : values) {
      // The path names the resource, regardless of the name in the body.
      ClearField(message, field);
      ABSL_RETURN_IF_ERROR(SetField(message, field, value));
    }
    for (const auto& [name, value] : parameters) {
      if (IsSystemParameter(name)) continue;
      ABSL_RETURN_IF_ERROR(SetField(message, name, value));
    }
    if (!etag.empty()) ABSL_RETURN_IF_ERROR(SetRequestEtag(message, binding->body, etag));
    const FieldDescriptor* start = message.GetDescriptor()->FindFieldByName(kStartIndex);
    if (!last_event_id.empty() && IsInt64(start)) {
      ClearField(message, kStartIndex);
      ABSL_RETURN_IF_ERROR(SetField(message, kStartIndex, last_event_id));
    }
    return absl::OkStatus();
  }

 private:
  static void ClearField(Message& message, std::string_view path) {
    const size_t dot = path.rfind('.');
    Message* parent = dot == std::string_view::npos ? &message : MutableAt(message, path.substr(0, dot));
    const std::string name(path.substr(dot == std::string_view::npos ? 0 : dot + 1));
    parent->GetReflection()->ClearField(parent, parent->GetDescriptor()->FindFieldByName(name));
  }
};

methods::Incoming MakeRestIncoming(const std::shared_ptr<const Target>& target,
                                   std::shared_ptr<const std::string> body) {
  // Parsing a request without a body costs little, and most of a long body is base64.
  return {.bytes = body->size() / 4 * 3,
          .read = [target, body = std::move(body)](Message& message, const methods::RequestBounds& bounds,
                                                   methods::Reservation& held) {
            return target->Parse(*body, bounds, held, message);
          }};
}

// Streams as newline-delimited JSON, or as Server-Sent Events. If the response is compressed, each message can
// be decompressed when it arrives.
class RestFormat final : public StreamFormat {
 public:
  RestFormat(const methods::Method& method, std::shared_ptr<const Target> target, bool events, bool gzip,
             size_t max_bytes)
      : method_(method),
        target_(std::move(target)),
        events_(events),
        max_bytes_(max_bytes),
        gzipper_(gzip ? std::make_unique<methods::Gzipper>() : nullptr) {}

  void Feed(std::string bytes) override {
    text_.erase(0, start_);
    searched_ -= start_;
    start_ = 0;
    text_ += bytes;
  }
  void FeedEnd() override { ended_ = true; }

  absl::StatusOr<std::optional<methods::Incoming>> Next() override {
    if (!method_.descriptor->client_streaming()) return WholeBody();
    // Blank lines are dropped together: a compressed body may have a hundred million of them.
    if (searched_ == start_)
      searched_ = start_ = std::min(text_.find_first_not_of(" \t\r\n", start_), text_.size());
    if (start_ == text_.size()) return std::nullopt;
    const size_t end = text_.find('\n', searched_);
    searched_ = end == std::string::npos ? text_.size() : end + 1;
    const size_t stop = std::min(end, text_.size());
    if (stop - start_ > max_bytes_) {
      return absl::ResourceExhaustedError(
          absl::StrCat("a line is longer than the ", max_bytes_, " bytes allowed"));
    }
    if (end == std::string::npos && !ended_) return std::nullopt;
    auto line = std::make_shared<const std::string>(text_, start_, stop - start_);
    start_ = searched_;
    return MakeRestIncoming(target_, std::move(line));
  }

  Response Head() override {
    Response head;
    head.Set("Content-Type", events_ ? "text/event-stream" : "application/x-ndjson");
    head.Set("Cache-Control", "no-store");
    head.Set("X-Accel-Buffering", "no");  // nginx would keep messages back
    head.Set("Vary", "Accept, Accept-Encoding");
    if (gzipper_ != nullptr) head.Set("Content-Encoding", "gzip");
    return head;
  }

  std::string Write(methods::Response response) override {
    std::string text;
    if (events_) {
      WithMessage(method_, std::move(response), [&](const Message& message) {
        const FieldDescriptor* next = message.GetDescriptor()->FindFieldByName(kNextIndex);
        if (IsInt64(next))
          absl::StrAppend(&text, "id: ", message.GetReflection()->GetInt64(message, next), "\n");
        text += "data: ";
        AppendJson(message, text);
      });
      text += "\n\n";
    } else {
      AppendJsonResponse(method_, std::move(response), text);
      text += '\n';
    }
    return gzipper_ == nullptr ? text : gzipper_->Add(text);
  }

  std::string End(const absl::Status& status) override {
    std::string text;
    if (!status.ok()) {
      const std::string error = RestErrorBody(status);
      text = events_ ? "event: error\ndata: " + error + "\n\n" : error + "\n";
    }
    return gzipper_ == nullptr ? text : gzipper_->Finish(text);
  }

  std::optional<Response> Failure(const absl::Status& status) override { return RestError(status); }

 private:
  absl::StatusOr<std::optional<methods::Incoming>> WholeBody() {
    if (text_.size() > max_bytes_) {
      return absl::ResourceExhaustedError(
          absl::StrCat("the body is longer than the ", max_bytes_, " bytes allowed"));
    }
    if (!ended_ || std::exchange(taken_, true)) return std::nullopt;
    return MakeRestIncoming(target_, std::make_shared<const std::string>(std::move(text_)));
  }

  const methods::Method& method_;
  const std::shared_ptr<const Target> target_;
  const bool events_;
  const size_t max_bytes_;
  const std::unique_ptr<methods::Gzipper> gzipper_;  // if the response is compressed
  std::string text_;                                 // received and not taken
  size_t start_ = 0;                                 // of the next line
  size_t searched_ = 0;                              // no line ends before this
  bool ended_ = false;
  bool taken_ = false;
};

bool IsJsonType(std::string_view type, bool lines) {
  if (type.empty() || type == "application/json" || type.ends_with("+json")) return true;
  return lines && (type == "application/x-ndjson" || type == "application/jsonl");
}

void RestUnary(const std::shared_ptr<ApiRequest>& request, const std::shared_ptr<const Target>& target) {
  const methods::Method& method = *target->binding->method;
  const std::string if_none_match(request->head().Find("if-none-match"));
  const bool by_if_match = !target->etag.empty();
  const auto respond = [&method, if_none_match, by_if_match](absl::StatusOr<methods::Response> result) {
    if (!result.ok()) {
      if (by_if_match && IsStaleEtag(result.status())) return RestError(result.status(), 412);
      return RestError(result.status());
    }
    Response response;
    const std::string etag = AppendJsonResponse(method, *std::move(result), response.body);
    if (!etag.empty() && MatchesEtag(if_none_match, etag)) {
      response.status = 304;
      response.body.clear();
    }
    if (!etag.empty()) response.Set("ETag", '"' + etag + '"');
    if (response.status == 200) response.Set("Content-Type", "application/json");
    return response;
  };
  if (target->binding->body.empty()) {
    return StartUnary(request, method, MakeRestIncoming(target, std::make_shared<const std::string>()),
                      respond);
  }
  request->ReadBody(MaxBytes(method, Form::kJson),
                    [request, target, respond, &method](std::optional<Problem> problem,
                                                        std::shared_ptr<const std::string> body) {
                      if (problem) return request->Respond(RestError(*problem));
                      StartUnary(request, method, MakeRestIncoming(target, std::move(body)), respond);
                    });
}

}  // namespace

void HandleRest(const std::shared_ptr<ApiRequest>& request, Routes::Found found) {
  const Binding& binding = *found.binding;
  const RequestHead& head = request->head();
  const bool streams = binding.method->stream != nullptr;
  const auto refuse = [&](int status, std::string message) {
    request->Respond(RestError(Problem{status, std::move(message)}));
  };
  auto target = std::make_shared<Target>();
  target->binding = &binding;
  target->values = std::move(found.values);
  std::optional<Parameters> parameters = ParseQuery(head.query());
  if (!parameters) return refuse(400, "the query has a malformed escape, or too many parameters");
  target->parameters = *std::move(parameters);
  if (head.has_body && !binding.body.empty() && !IsJsonType(MediaTypeOf(head.Find("content-type")), streams))
    return refuse(
        415, streams ? "Content-Type must be application/x-ndjson" : "Content-Type must be application/json");
  if (auto problem = request->ReadDeadline()) return request->Respond(RestError(*problem));
  const std::string_view if_match = head.Find("if-match");
  if (!if_match.empty() && if_match != "*") {
    if (!TakesEtag(*binding.method->descriptor->input_type(), binding.body))
      return refuse(400, "this method has no etag, so that If-Match cannot be checked");
    if (!ReadEtag(if_match, target->etag)) return refuse(400, "If-Match must be one etag in quotes");
  }
  if (!streams) return RestUnary(request, target);
  target->last_event_id = head.Find("last-event-id");
  bool events = QualityOf(head.Find("accept"), "text/event-stream").value_or(0) > 0 &&
                head.Find("accept").find("event-stream") != std::string_view::npos;
  for (const auto& [name, value] : target->parameters) {
    if ((name == "alt" || name == "$alt") && value == "sse") events = true;
  }
  StartStream(
      request, *binding.method,
      std::make_unique<RestFormat>(*binding.method, target, events, AcceptsGzip(head.Find("accept-encoding")),
                                   MaxBytes(*binding.method, Form::kJson)));
}

}  // namespace verbatim::http
