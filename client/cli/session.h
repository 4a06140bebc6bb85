#pragma once

#include <memory>
#include <string>

#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "cli/tls.h"
#include "client/client.h"
#include "google/protobuf/message.h"

namespace verbatim::cli {

// What every command shares: the options before it, the connection, and how to print.
struct Session {
  std::string server = "127.0.0.1:7461";
  // TLS is asked for by the flag, or by any of its files. There is none at unix:PATH.
  bool use_tls = false;
  TlsPaths tls;
  bool json = false;
  double timeout_seconds = 30;
  ColorChoice color_choice = ColorChoice::kAuto;
  // What the command ends with, set by the command that ran.
  ExitCode exit_code = kOk;

  // Throws CLI::ValidationError, which main reports, if a file of TLS cannot be used.
  client::Client& client();
  bool color() const { return UseColor(color_choice); }

  // Prints a message as one line of protobuf JSON.
  void PrintJson(const google::protobuf::Message& message) const;

 private:
  std::unique_ptr<client::Client> client_;
};

// A message as PrintJson prints it, with the line feed.
std::string JsonLine(const google::protobuf::Message& message);

}  // namespace verbatim::cli
