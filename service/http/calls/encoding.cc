#include "http/calls/encoding.h"

#include <unordered_map>
#include <utility>
#include <vector>

#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "http/calls/etags.h"
#include "http/json/json_reader.h"
#include "http/json/json_writer.h"
#include "http/json/wire_json.h"
#include "methods/request_parsing.h"

namespace verbatim::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;

// A message that was parsed from more bytes than this is not kept for the next response.
constexpr size_t kMaxKeptBytes = 64 << 10;

// Each thread keeps a message into which it parses responses, because allocating the parts of a new message
// would take most of the time.
template <typename See>
void ParseInto(const Descriptor& type, const std::string& bytes, See see) {
  thread_local std::unordered_map<const Descriptor*, std::unique_ptr<Message>> kept;
  std::unique_ptr<Message>& message = kept[&type];
  if (message == nullptr) {
    message.reset(google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
  }
  message->ParseFromString(bytes);  // the bytes are this program's own
  see(std::as_const(*message));
  if (bytes.size() > kMaxKeptBytes) message.reset();
}

std::string Join(const std::vector<methods::Response::Piece>& pieces) {
  std::string bytes;
  for (const auto& piece : pieces) bytes += piece.bytes;
  return bytes;
}

struct ToMessage {
  const Descriptor& type;
  absl::FunctionRef<void(const Message&)> see;
  void operator()(const Message& message) const { see(message); }
  void operator()(const std::string& bytes) const { ParseInto(type, bytes, see); }
  void operator()(const std::vector<methods::Response::Piece>& pieces) const {
    ParseInto(type, Join(pieces), see);
  }
};

// Returns the etag.
struct ToJsonText {
  const Descriptor& type;
  std::string& json;
  std::string operator()(const Message& message) const {
    AppendJson(message, json);
    return ResponseEtag(message);
  }
  std::string operator()(const std::string& bytes) const {
    if (AppendWireJson(type, bytes, json)) return std::string(FindWireString(type, bytes, "etag"));
    std::string etag;
    ParseInto(type, bytes, [&](const Message& message) { etag = (*this)(message); });
    return etag;
  }
  std::string operator()(const std::vector<methods::Response::Piece>& pieces) const {
    return (*this)(Join(pieces));
  }
};

struct ToBytes {
  std::string operator()(const Message& message) const { return message.SerializeAsString(); }
  std::string operator()(std::string bytes) const { return bytes; }
  std::string operator()(const std::vector<methods::Response::Piece>& pieces) const { return Join(pieces); }
};

}  // namespace

void WithMessage(const methods::Method& method, methods::Response response,
                 absl::FunctionRef<void(const Message&)> see) {
  std::move(response).Take(ToMessage{*method.descriptor->output_type(), see});
}

std::string AppendJsonResponse(const methods::Method& method, methods::Response response, std::string& json) {
  return std::move(response).Take(ToJsonText{*method.descriptor->output_type(), json});
}

std::string Encode(const methods::Method& method, methods::Response response, Form form) {
  if (form == Form::kProto) return std::move(response).Take(ToBytes());
  std::string json;
  AppendJsonResponse(method, std::move(response), json);
  return json;
}

absl::Status ParseJson(std::string_view json, const methods::RequestBounds& bounds,
                       methods::Reservation& held, Message& message) {
  // The strings of the message have at most the bytes of the text. The bounds limit the rest.
  if (!held.TryResize(held.bytes() + json.size())) return methods::OutOfMemory();
  return ParseJson(json, {.elements = bounds.shape.elements, .field_elements = bounds.shape.field_elements},
                   message);
}

methods::Incoming MakeIncoming(std::shared_ptr<const std::string> bytes, Form form) {
  if (form == Form::kJson) {
    return {
        .bytes = bytes->size() / 4 * 3,
        .read = [bytes](Message& message, const methods::RequestBounds& bounds, methods::Reservation& held) {
          return bytes->empty() ? absl::OkStatus() : ParseJson(*bytes, bounds, held, message);
        }};
  }
  return {
      .bytes = bytes->size(),
      .read = [bytes](Message& message, const methods::RequestBounds& bounds, methods::Reservation& held) {
        return methods::ParseRequest(
            [&bytes]() -> std::unique_ptr<google::protobuf::io::ZeroCopyInputStream> {
              return std::make_unique<google::protobuf::io::ArrayInputStream>(
                  bytes->data(), static_cast<int>(bytes->size()));
            },
            bounds, held, message);
      }};
}

}  // namespace verbatim::http
