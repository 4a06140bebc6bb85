#include "cli/connection/session.h"

#include <iostream>

#include "google/protobuf/util/json_util.h"

namespace verbatim::cli {

client::Client& Session::client() {
  if (client_ == nullptr) {
    client::Options options;
    options.timeout = std::chrono::milliseconds(static_cast<int64_t>(timeout_seconds * 1000));
    const bool wanted = use_tls || !tls.authorities.empty() || !tls.certificate.empty();
    if (wanted && !server.starts_with("unix:")) options.tls = ReadTls(tls);
    client_ = client::Client::Connect(server, options);
  }
  return *client_;
}

ExitCode Session::Fail(const absl::Status& status) const { return PrintFailure(status, server, std::cerr); }

void Session::PrintJson(const google::protobuf::Message& message) const { std::cout << JsonLine(message); }

std::string JsonLine(const google::protobuf::Message& message) {
  std::string line;
  return google::protobuf::util::MessageToJsonString(message, &line).ok() ? line + '\n' : "";
}

}  // namespace verbatim::cli
