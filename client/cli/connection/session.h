#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "cli/connection/tls.h"
#include "cli/output/exit_code.h"
#include "cli/output/terminal.h"
#include "client/client.h"
#include "google/protobuf/message.h"

namespace verbatim::cli {

// The state that all commands share: global options, connection and exit code.
struct Session {
  std::string server = "127.0.0.1:7461";
  // The connection uses TLS if this flag is set or `tls` names a file. A connection to unix:PATH never uses
  // TLS.
  bool use_tls = false;
  TlsPaths tls;
  bool json = false;
  double timeout_seconds = 30;
  ColorChoice color_choice = ColorChoice::kAuto;
  // Set by the command that ran.
  ExitCode exit_code = kOk;

  // Connects at the first call. Throws CLI::ValidationError, which main reports, if a TLS file is invalid.
  client::Client& client();
  bool color() const { return UseColor(color_choice); }

  // Prints the error of a call to standard error. Returns the exit code.
  ExitCode Fail(const absl::Status& status) const;

  // Prints a message as one line of protobuf JSON.
  void PrintJson(const google::protobuf::Message& message) const;

 private:
  std::unique_ptr<client::Client> client_;
};

// A message as one line of protobuf JSON, including the line feed.
std::string JsonLine(const google::protobuf::Message& message);

}  // namespace verbatim::cli
