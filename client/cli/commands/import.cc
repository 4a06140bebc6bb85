#include <algorithm>
#include <atomic>
#include <deque>
#include <filesystem>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <system_error>

#include "cli/commands/commands.h"
#include "cli/commands/import_end.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/import_state.h"
#include "cli/input/line_reader.h"
#include "cli/input/message_json.h"
#include "cli/output/progress.h"
#include "cli/output/terminal.h"
#include "client/claim_import.h"

namespace verbatim::cli {
namespace {

struct ImportFlags {
  std::string file, document, state;
  bool allow_contradicted = false;
  bool typographic = false;
};

// One run of the command. The caller's thread sends lines, and the stream's thread calls OnResponse.
class LineImport {
 public:
  LineImport(Session& session, std::string document, const ImportFlags& flags, ImportState state,
             int64_t bytes)
      : session_(session),
        document_(std::move(document)),
        state_(std::move(state)),
        allow_contradicted_(flags.allow_contradicted),
        typographic_(flags.typographic),
        progress_(bytes),
        stream_(session.client().ImportClaims(
            [this](const v1::ImportClaimsResponse& response) { OnResponse(response); })) {}

  // Returns false if the stream has ended.
  bool SendLine(const Line& line) {
    bytes_ += static_cast<int64_t>(line.text.size()) + 1;
    if (line.too_long) {
      RefuseHere(line.number, "longer than " + std::to_string(LineReader::kMaxLineBytes) + " bytes");
      return true;
    }
    if (line.text.find_first_not_of(" \t\r") == std::string::npos) return true;
    v1::CreateClaimRequest request;
    const std::string where = "line " + std::to_string(line.number);
    const std::string wrong =
        ReadMessageJson(line.text, "claim", where, JsonPlace::kLine, *request.mutable_claim());
    if (!wrong.empty()) {
      RefuseHere(line.number, OneLine(wrong).substr(where.size() + 2));
      return true;
    }
    for (v1::Citation& citation : *request.mutable_claim()->mutable_citations()) {
      if (citation.revision().empty()) citation.set_revision(document_);
    }
    request.set_request_id(state_.RequestId(document_, line.text));
    request.set_allow_contradicted(allow_contradicted_);
    if (typographic_) request.set_quote_matching(v1::QUOTE_MATCHING_TYPOGRAPHIC);
    {
      std::lock_guard lock(mutex_);
      lines_.push_back({line.number, std::nullopt});
    }
    return stream_->Send(std::move(request));
  }

  // Waits for the remaining responses and prints the result. `read_all` says whether all lines were read.
  ExitCode Finish(bool read_all) {
    absl::Status status = stream_->Finish();
    progress_.Clear();
    {
      std::lock_guard lock(mutex_);
      if (status.ok()) PrintAnswered();
    }
    const ExitCode failed = status.ok() ? kOk : session_.Fail(status);
    if (status.ok() || recorded_ + refused_ > 0) {
      (session_.json ? std::cerr : std::cout) << Summary() << '\n';
    }
    if (status.ok() && read_all && refused_ == 0) {
      state_.Remove();
    } else if (status.ok() && read_all && state_.is_kept()) {
      std::cerr << "verbatim: correct the refused lines and run the import again: " << OneLine(state_.path())
                << " makes sure that it records nothing twice; remove that file when you are done\n";
    }
    return ExitCodeOfImport(status, failed, code_,
                            state_.is_kept()
                                ? kRepeatImport
                                : "a repeated import from standard input or a pipe records nothing twice "
                                  "only with --state");
  }

 private:
  // A line without an answer, or a line that was refused without the service.
  struct Pending {
    int64_t line = 0;
    std::optional<std::string> refused;
  };

  void OnResponse(const v1::ImportClaimsResponse& response) {
    std::lock_guard lock(mutex_);
    PrintAnswered();
    if (lines_.empty()) return;  // a response without a request
    const int64_t line = lines_.front().line;
    lines_.pop_front();
    if (response.has_claim()) {
      ++recorded_;
      if (session_.json) std::cout << AtLine(line) << JsonLine(response.claim()).substr(1);
      progress_.Update(bytes_, Summary());
    } else {
      const client::Refusal refusal = client::ReadRefusal(response.error());
      std::ostringstream text;
      PrintRefusal(refusal, names_, text);
      const ExitCode code = ExitCodeFor(refusal);
      Print(line, text.str(), RefusalJson(refusal, names_),
            code == kUnreachable || code == kBroken ? code : kRefused);
    }
    PrintAnswered();
  }

  // Refuses a line that is not sent. Refusals are printed in the order of the file.
  void RefuseHere(int64_t line, std::string text) {
    std::lock_guard lock(mutex_);
    lines_.push_back({line, std::move(text)});
    PrintAnswered();
  }

  // Prints the refused lines that no line without an answer precedes. REQUIRES: mutex_ is held.
  void PrintAnswered() {
    for (; !lines_.empty() && lines_.front().refused; lines_.pop_front()) {
      client::Refusal refusal;
      refusal.code = absl::StatusCode::kInvalidArgument;
      refusal.message = *lines_.front().refused;
      Print(lines_.front().line, refusal.message + '\n', RefusalJson(refusal, names_), kRefused);
    }
  }

  // Prints a refusal. REQUIRES: mutex_ is held.
  void Print(int64_t line, const std::string& text, const std::string& json, ExitCode code) {
    ++refused_;
    code_ = std::max(code_, code);
    progress_.Clear();
    if (session_.json) std::cout << AtLine(line) << "\"error\":" << json << "}\n" << std::flush;
    std::cerr << "line " << line << ": " << text;
  }

  // The start of a JSON object about a line.
  static std::string AtLine(int64_t line) { return "{\"line\":" + std::to_string(line) + ","; }

  std::string Summary() const {
    return std::to_string(recorded_) + " recorded, " + std::to_string(refused_) + " refused";
  }

  Session& session_;
  const std::string document_;
  ImportState state_;
  const bool allow_contradicted_;
  const bool typographic_;
  const FieldNames names_ = FieldNames().AddJson("claim");
  std::atomic<int64_t> bytes_ = 0;  // read from the file
  std::mutex mutex_;                // guards the members below and both output streams
  Progress progress_;
  std::deque<Pending> lines_;  // in the order of the file
  int64_t recorded_ = 0;
  int64_t refused_ = 0;
  ExitCode code_ = kOk;                          // the highest exit code of any line
  std::unique_ptr<client::ClaimImport> stream_;  // last, because it calls OnResponse
};

ExitCode ImportLines(Session& session, const ImportFlags& flags) {
  absl::StatusOr<LineReader> reader = LineReader::Open(flags.file);
  if (!reader.ok()) return CannotRead(reader.status());
  std::error_code ignored;  // of a pipe or a missing file
  const std::string beside =
      std::filesystem::is_regular_file(flags.file, ignored) ? flags.file + ".import" : "";
  absl::StatusOr<ImportState> state = ImportState::Open(flags.state.empty() ? beside : flags.state);
  if (!state.ok()) return CannotRead(state.status());
  LineImport import(session, flags.document.empty() ? "" : WithCollection("documents", flags.document), flags,
                    *std::move(state), reader->size());
  absl::StatusOr<std::optional<Line>> line = reader->Next();
  while (line.ok() && line->has_value() && import.SendLine(**line)) line = reader->Next();
  ExitCode code = import.Finish(line.ok() && !line->has_value() && !LineReader::Stopped());
  return line.ok() ? code : CannotRead(line.status());
}

}  // namespace

void AddImportCommand(CLI::App& claims, Session& session) {
  constexpr char kHelp[] =
      "Record claims from a file with one claim in protobuf JSON per line. Each claim is recorded or refused "
      "independently; refused lines are reported by number. Repeating an interrupted import, or one with "
      "refused "
      "lines, records nothing twice: the file FILE.import keeps a random secret until every line is "
      "recorded, "
      "and the request id of a line is derived from the secret, --document and the line.";
  CLI::App* command = claims.add_subcommand("import", kHelp);
  auto flags = std::make_shared<ImportFlags>();
  command->add_option("file", flags->file, "The file, - for standard input")->required();
  command->add_option("--document", flags->document,
                      "The document or revision for citations that name no document");
  command->add_option("--state", flags->state,
                      "File that keeps the secret. Default: FILE.import; none for standard input or a pipe");
  command->add_flag(
      "--allow-contradicted", flags->allow_contradicted,
      "Record claims even if their quotes state other numbers or dates; mark the values as contradicted");
  command->add_flag("--typographic", flags->typographic, kTypographicHelp);
  command->callback([&session, flags] { session.exit_code = ImportLines(session, *flags); });
}

}  // namespace verbatim::cli
