#pragma once

#include <memory>

#include "http/calls/api_request.h"

// Calls of a method by its path /package.Service/Method. On the connection's thread.
namespace verbatim::http {

// Returns whether a Content-Type belongs to gRPC-Web or to Connect's streams. Requests with such a type get
// errors in the form of the protocol.
bool IsGrpcWeb(std::string_view media_type);
bool IsConnectStream(std::string_view media_type);

// Handles a call by the Connect protocol. A unary call comes by POST, or by GET if the method has no side
// effects. A stream comes by POST. Messages are JSON or protobuf.
void HandleConnect(const std::shared_ptr<ApiRequest>& request, const methods::Method& method);

// Handles a call by gRPC-Web, in its binary form or its text form. Messages are protobuf or JSON.
void HandleGrpcWeb(const std::shared_ptr<ApiRequest>& request, const methods::Method& method);

// Responds to a call of a method that does not exist, by either protocol.
void RefuseUnknownMethod(const std::shared_ptr<ApiRequest>& request);

}  // namespace verbatim::http
