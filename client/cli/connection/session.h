#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "cli/connection/tls.h"
#include "cli/input/field_names.h"
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
  // File with the token; if empty, VERBATIM_TOKEN counts.
  std::string token_file;
  bool json = false;
  double timeout_seconds = 30;
  // How long client() waits for a service that is starting; at most the timeout.
  double connect_timeout_seconds = 5;
  ColorChoice color_choice = ColorChoice::kAuto;
  // Set by the command that ran.
  ExitCode exit_code = kOk;

  // Whether client() waits for a service that is starting, that is, while nothing listens at its address. Says
  // on standard error that it waits.
  bool waits_for_service = true;

  // Connects at the first call. Throws CLI::ValidationError, which main reports, if the address, a TLS file or
  // the token is invalid, and CLI::RuntimeError with an exit code, after it printed the error, if nothing listens at
  // the address.
  client::Client& client();
  bool color() const { return UseColor(color_choice); }

  // How the user named the fields of the command's requests.
  FieldNames names;

  // Prints the error of a call to standard error, and with --json also to standard output: {"error": {…}}.
  // Returns the exit code.
  ExitCode Fail(const absl::Status& status) const;

  // Prints a message as one line of protobuf JSON.
  void PrintJson(const google::protobuf::Message& message) const;

 private:
  void WaitForService() const;

  std::unique_ptr<client::Client> client_;
};

// Whether to print fields that are 0 or false. Empty strings and lists are never printed.
enum class EmptyFields { kPrint, kOmit };

// A message as one line of protobuf JSON, including the line feed.
std::string JsonLine(const google::protobuf::Message& message, EmptyFields empty = EmptyFields::kPrint);

}  // namespace verbatim::cli
