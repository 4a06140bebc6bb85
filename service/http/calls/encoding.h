#pragma once

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "google/protobuf/message.h"
#include "http/rest/url.h"
#include "methods/message.h"
#include "methods/method.h"

// Messages between the bytes of HTTP bodies and methods. Any thread.
namespace verbatim::http {

enum class Form { kJson, kProto };

// Calls `see` with the response as a message of its type.
void WithMessage(const methods::Method& method, methods::Response response,
                 absl::FunctionRef<void(const google::protobuf::Message&)> see);

// The response in a form.
std::string Encode(const methods::Method& method, methods::Response response, Form form);

// A request whose body has been received. The request is parsed when a method needs it; `bytes` is kept until
// then.
methods::Incoming MakeIncoming(std::shared_ptr<const std::string> bytes, Form form);

// Bytes that a JSON request may have if its message may have `message_bytes`: most of a large message is base64.
constexpr size_t JsonBytes(size_t message_bytes) { return message_bytes / 3 * 4 + 4; }

}  // namespace verbatim::http
