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

// Appends the response in JSON, and returns the etag of the resource in the response, if there is one.
std::string AppendJsonResponse(const methods::Method& method, methods::Response response, std::string& json);

// The response in a form.
std::string Encode(const methods::Method& method, methods::Response response, Form form);

// A request whose body has been received. The request is parsed when a method needs it; `bytes` is kept until
// then.
methods::Incoming MakeIncoming(std::shared_ptr<const std::string> bytes, Form form);

// Bytes that a message of the method's request may have in a form.
constexpr size_t MaxBytes(const methods::Method& method, Form form) {
  return form == Form::kJson ? method.bounds.json_bytes : method.bounds.bytes;
}

// Sets a message from JSON, within the bounds. Adds the memory of the message to `held`.
absl::Status ParseJson(std::string_view json, const methods::RequestBounds& bounds,
                       methods::Reservation& held, google::protobuf::Message& message);

}  // namespace verbatim::http
