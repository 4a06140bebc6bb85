#pragma once

#include <memory>

#include "http/calls/api_request.h"

// Calls of a method by its path /package.Service/Method. On the connection's thread.
namespace verbatim::http {

// Returns whether a Content-Type belongs to gRPC-Web or to Connect's streams. Requests with such a type get
// errors in the form of the protocol.
bool IsGrpcWeb(std::string_view media_type);
bool IsConnectStream(std::string_view media_type);

// The Connect protocol: unary calls by POST, or by GET for methods without side effects, and streams; JSON and
// protobuf.
void HandleConnect(const std::shared_ptr<ApiRequest>& request, const methods::Method& method);

// gRPC-Web: binary and text, protobuf and JSON.
void HandleGrpcWeb(const std::shared_ptr<ApiRequest>& request, const methods::Method& method);

// A call of a method that does not exist, in any protocol.
void RefuseUnknownMethod(const std::shared_ptr<ApiRequest>& request);

}  // namespace verbatim::http
