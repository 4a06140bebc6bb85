#include <iostream>
#include <memory>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/line_reader.h"
#include "cli/output/matches.h"
#include "cli/output/terminal.h"

namespace verbatim::cli {
namespace {

struct MatchTextFlags {
  MatchFlags match;
  std::string text, file;
};

ExitCode MatchOne(Session& session, v1::MatchClaimsRequest& request, const std::string& text) {
  request.set_text(text);
  auto response = session.client().MatchClaims(request);
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(*response);
    return kOk;
  }
  for (const v1::Match& match : response->matches()) PrintMatch(match, "", std::cout);
  if (response->matches().empty()) std::cout << "no similar claims\n";
  NoteMeaningSearch(response->meaning_search());
  return kOk;
}

// Matches one text per line, as it arrives, so that a stream of posts can be matched.
ExitCode MatchLines(Session& session, v1::MatchClaimsRequest& request, const std::string& path) {
  absl::StatusOr<LineReader> reader = LineReader::Open(path);
  ExitCode code = kOk;
  absl::Status status = reader.status();
  while (status.ok()) {
    absl::StatusOr<std::optional<Line>> line = reader->Next();
    status = line.status();
    if (!line.ok() || !line->has_value()) break;
    if ((*line)->too_long) {
      std::cerr << "line " << (*line)->number << ": longer than " << LineReader::kMaxLineBytes << " bytes\n";
      code = std::max(code, kRefused);
      continue;
    }
    if ((*line)->text.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (!session.json) {
      std::cout << "line " << (*line)->number << ": " << Shorten(OneLine((*line)->text), 100) << '\n';
    }
    std::cout.flush();
    ExitCode matched = MatchOne(session, request, (*line)->text);
    if (matched == kUnreachable) return matched;
    code = std::max(code, matched);
    if (!session.json) std::cout << '\n';
  }
  if (!status.ok()) return CannotRead(status);
  return LineReader::Stopped() ? kInterrupted : code;
}

ExitCode Match(Session& session, const MatchTextFlags& flags) {
  v1::MatchClaimsRequest request;
  request.set_limit(flags.match.limit);
  request.set_min_score(flags.match.min_score);
  request.set_language_code(flags.match.language);
  request.set_fold_duplicates(!flags.match.all);
  NameMatchFields(session.names);
  session.names.Add("text", "the text");
  if (!FillFilter(flags.match, *request.mutable_filter())) return kUsage;
  absl::StatusOr<int64_t> min_log_size = MinLogSize(session, flags.match);
  if (!min_log_size.ok()) return session.Fail(min_log_size.status());
  request.set_min_log_size(*min_log_size);
  return flags.file.empty() ? MatchOne(session, request, flags.text)
                            : MatchLines(session, request, flags.file);
}

}  // namespace

void AddMatchCommand(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "match", "Find the recorded claims that a sentence or a post repeats or contradicts, best match first");
  auto flags = std::make_shared<MatchTextFlags>();
  CLI::Option* text = command->add_option("text", flags->text, "The text");
  CLI::Option* file =
      command->add_option("--file", flags->file, "File with one text per line, - for standard input");
  file->excludes(text);
  AddMatchOptions(*command, flags->match);
  command->callback([&session, flags, text, file] {
    if (text->count() + file->count() == 0) throw CLI::RequiredError("a text or --file");
    session.exit_code = Match(session, *flags);
  });
}

}  // namespace verbatim::cli
