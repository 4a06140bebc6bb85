#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "cli/tls.h"
#include "client/client.h"
#include "google/protobuf/map.h"
#include "google/protobuf/message.h"
#include "log/note.h"

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

// Registers commands; each sets session.exit_code when it has run.
void AddDocumentCommands(CLI::App& app, Session& session);
void AddRevisionCommands(CLI::App& documents, Session& session);
void AddClaimCommands(CLI::App& app, Session& session);
void AddImportCommand(CLI::App& claims, Session& session);
void AddDraftCommand(CLI::App& claims, Session& session);
void AddLocateCommand(CLI::App& app, Session& session);
void AddLogCommands(CLI::App& app, Session& session);
void AddMatchCommand(CLI::App& app, Session& session);
void AddCheckCommand(CLI::App& app, Session& session);
void AddVerifyCommands(CLI::App& app, Session& session);
void AddEvidenceCommands(CLI::App& app, Session& session);
void AddReviewCommands(CLI::App& app, Session& session);
void AddLinkCommands(CLI::App& app, Session& session);
void AddTraceCommand(CLI::App& app, Session& session);
void AddExportCommand(CLI::App& app, Session& session);
void AddImportFeedCommand(CLI::App& app, Session& session);

// A message as PrintJson prints it, with the line feed.
std::string JsonLine(const google::protobuf::Message& message);

// `id` or `documents/id` as a resource name.
std::string WithCollection(const std::string& collection, const std::string& id);

// A whole file, or standard input for "-"; errors say why it cannot be read.
absl::StatusOr<std::string> ReadAll(const std::string& path);

// The same, but says what is wrong.
std::optional<std::string> ReadInput(const std::string& path);

// The type of a file's content: `chosen`, if it is not empty, or text/html for a name that ends in .html or
// .htm.
std::string MediaTypeOf(const std::string& path, const std::string& chosen);

// Writes a file so that it is there whole, or stays as it was; standard output for "-". Says what is wrong if
// it cannot be written.
bool WriteOutput(const std::string& path, std::string_view bytes);

// A verifier key, or the one that the file of that name holds. Says what is wrong if it is neither.
std::optional<log::VerifierKey> ReadKey(const std::string& text_or_path, const std::string& flag);

// Labels given as KEY=VALUE, into a field. Says what is wrong with one that is not.
bool ParseLabels(const std::vector<std::string>& labels,
                 google::protobuf::Map<std::string, std::string>& map);

// An RFC 3339 time, or a date, into a field. Says what is wrong if it is neither.
bool ParseTime(const std::string& text, const std::string& flag, google::protobuf::Timestamp& time);

}  // namespace verbatim::cli
