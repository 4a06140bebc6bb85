// The `verbatim` command.

#include <grpc/support/log.h>
#include <signal.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/usage_error.h"
#include "cli/output/terminal_filter.h"

namespace {

constexpr char kFooter[] = R"(
Examples:
  verbatim documents add article.txt --id brief --language en
  verbatim claims add --document brief --text "Belarus freed 52 prisoners." --quote "released fifty-two political prisoners"
  verbatim claims import claims.jsonl --document brief
  verbatim claims list --document brief --quotes
  verbatim locate brief "released fifty-three prisoners"
  verbatim match "Belarus freed fifty prisoners"
  verbatim check draft.txt
  verbatim evidence add freed --stance supports --document other --quote "the prisoners were free"
  verbatim review add freed --words "True" --reviewer "Facts Weekly"
  verbatim trace freed
  verbatim export --format claim-review-feed --output reviews.json
  verbatim bundle claims/freed --output freed.bundle
  verbatim verify --bundle freed.bundle --key claims.db.vkey
  verbatim verify claims/freed
  verbatim log audit --key claims.db.vkey --state last.checkpoint

Quotes are shown in reverse video on a terminal and »like this« elsewhere. With --json, standard output contains only
protobuf JSON, one object per line. Environment variables set defaults: VERBATIM_SERVER for --server, VERBATIM_TLS,
VERBATIM_TLS_CA, VERBATIM_TLS_CERT and VERBATIM_TLS_KEY for the TLS options, VERBATIM_TOKEN_FILE for --token-file.
VERBATIM_TOKEN is the token itself.

Exit codes: 0 success; 1 refused by the service (import: at least one item); 2 wrong flag or unreadable file; 3 no such
document or claim; 4 service unavailable, overloaded or too slow; 5 internal error or unwritable output; 6 a proof or
check failed; 7 the bundle does not contain what its entry records; 8 a newer version made the bundle; 130 interrupted.)";

// One day. No call takes longer than a day, and the value in milliseconds does not overflow.
constexpr double kMaxTimeoutSeconds = 86'400;

}  // namespace

// CLI11 throws if the declared options contradict each other, which would be a bug of this program.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
  using verbatim::cli::ColorChoice;
  // The C library knows the widths of characters only in a UTF-8 locale.
  if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) std::setlocale(LC_CTYPE, "");
  // End silently when the reader of a pipe exits, even if the parent process ignores SIGPIPE.
  signal(SIGPIPE, SIG_DFL);
  // gRPC must not log errors that the commands report anyway.
  if (std::getenv("GRPC_VERBOSITY") == nullptr) gpr_set_log_function([](gpr_log_func_args*) {});
  const verbatim::cli::FilteredStream output(std::cout, STDOUT_FILENO);
  const verbatim::cli::FilteredStream errors(std::cerr, STDERR_FILENO);
  verbatim::cli::Session session;
  CLI::App app("Records claims with the exact words of their sources in a Verbatim service.", "verbatim");
  app.require_subcommand(1);
  app.set_version_flag("--version", "verbatim " VERBATIM_VERSION);
  app.add_option("--server", session.server,
                 "The address of the service: HOST:PORT or unix:PATH. unix:PATH never uses TLS")
      ->envname("VERBATIM_SERVER")
      ->capture_default_str();
  app.add_flag("--tls", session.use_tls,
               "Use TLS and verify the service with the CA certificates that this machine trusts")
      ->envname("VERBATIM_TLS");
  app.add_option("--tls-ca", session.tls.authorities,
                 "Use TLS and verify the service with the CA certificates of this PEM file")
      ->type_name("FILE")
      ->envname("VERBATIM_TLS_CA");
  app.add_option("--tls-cert", session.tls.certificate,
                 "PEM file of your client certificate; requires --tls-key")
      ->type_name("FILE")
      ->envname("VERBATIM_TLS_CERT");
  app.add_option("--tls-key", session.tls.key, "PEM file of the private key of --tls-cert")
      ->type_name("FILE")
      ->envname("VERBATIM_TLS_KEY");
  app.add_option(
         "--token-file", session.token_file,
         "File with your token, one line; if not set, VERBATIM_TOKEN is your token. The command sends the "
         "token only over TLS or on this machine")
      ->type_name("FILE")
      ->envname("VERBATIM_TOKEN_FILE");
  app.add_flag("--json", session.json, "Print protobuf JSON, one object per line");
  app.add_option("--timeout", session.timeout_seconds, "Timeout of a call in seconds")
      ->check(CLI::Range(0.001, kMaxTimeoutSeconds))
      ->capture_default_str();
  app.add_option("--connect-timeout", session.connect_timeout_seconds,
                 "Seconds to wait for a service that is starting, if nothing listens at its address; at most "
                 "--timeout")
      ->check(CLI::Range(0.0, kMaxTimeoutSeconds))
      ->capture_default_str();
  const std::map<std::string, ColorChoice> choices = {
      {"auto", ColorChoice::kAuto}, {"always", ColorChoice::kAlways}, {"never", ColorChoice::kNever}};
  app.add_option("--color", session.color_choice,
                 "When to use color: auto, always or never; auto honours NO_COLOR")
      ->transform(CLI::CheckedTransformer(choices))
      ->type_name("WHEN");
  app.fallthrough();  // the options above may also follow the command
  verbatim::cli::AddDocumentCommands(app, session);
  verbatim::cli::AddClaimCommands(app, session);
  verbatim::cli::AddLocateCommand(app, session);
  verbatim::cli::AddMatchCommand(app, session);
  verbatim::cli::AddCheckCommand(app, session);
  verbatim::cli::AddEvidenceCommands(app, session);
  verbatim::cli::AddReviewCommands(app, session);
  verbatim::cli::AddLinkCommands(app, session);
  verbatim::cli::AddTraceCommand(app, session);
  verbatim::cli::AddExportCommand(app, session);
  verbatim::cli::AddImportFeedCommand(app, session);
  verbatim::cli::AddVerifyCommands(app, session);
  verbatim::cli::AddReportCommand(app, session);
  verbatim::cli::AddLogCommands(app, session);
  verbatim::cli::AddTokenCommands(app, session);
  verbatim::cli::AddCompletionCommand(app, session);
  verbatim::cli::AddManualCommand(app, session);
  app.footer(kFooter);  // set last, because a command inherits the footer that is set when it is added
  try {
    app.parse(argc, argv);
  } catch (const CLI::RuntimeError& error) {  // already reported
    return error.get_exit_code();
  } catch (const CLI::ParseError& error) {  // thrown for help and for invalid arguments
    const bool is_usage = error.get_exit_code() != 0 && error.get_name() != "ValidationError";
    const std::string explained =
        is_usage ? verbatim::cli::ExplainUsage(app, {argv + 1, argv + argc}) : std::string();
    if (!explained.empty()) {
      std::cerr << "verbatim: " << explained;
      return verbatim::cli::kUsage;
    }
    if (error.get_exit_code() == 0) return app.exit(error);
    std::cerr << "verbatim: " << verbatim::cli::ExplainValue(error.what())
              << "\n  --help explains the command\n";
    return verbatim::cli::kUsage;
  }
  // The stream does not keep the cause of a failed write, so write one more byte, which fails for the same
  // cause.
  bool written = std::cout.good();
  if (!written) std::fputc('\n', stdout);
  if (std::fflush(stdout) != 0 || !written) {
    std::perror("verbatim: cannot write to standard output");
    return verbatim::cli::kBroken;
  }
  return session.exit_code;
}
