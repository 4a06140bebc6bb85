// The `verbatim` command.

#include <grpc/support/log.h>
#include <signal.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "cli/commands.h"
#include "cli/session.h"

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

Quotes are marked in reverse on a terminal, and »so« elsewhere. With --json, each object is a line of protobuf JSON and
nothing else is on standard output. VERBATIM_SERVER sets the default of --server, VERBATIM_TLS, _TLS_CA, _TLS_CERT
and _TLS_KEY those of TLS.

Exit codes: 0 done; 1 refused by the service, for an import: at least one line; 2 wrong flag or unreadable file; 3 no such
document or claim; 4 the service is away, overloaded or too slow; 5 internal error, or the output cannot be written;
6 a proof or a check does not hold; 130 interrupted.)";

// A day: longer than any call, and far from where milliseconds overflow.
constexpr double kMaxTimeoutSeconds = 86'400;

}  // namespace

// CLI11 throws where options contradict each other, which is a mistake in this program.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
  using verbatim::cli::ColorChoice;
  // Widths of characters are asked of the C library, which knows them in a UTF-8 locale only.
  if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) std::setlocale(LC_CTYPE, "");
  // A reader of our output that ends, as head, ends us quietly, also under a parent that ignores the signal.
  signal(SIGPIPE, SIG_DFL);
  // What is wrong is said once, with the status of the call.
  if (std::getenv("GRPC_VERBOSITY") == nullptr) gpr_set_log_function([](gpr_log_func_args*) {});
  verbatim::cli::Session session;
  CLI::App app("Records claims, each held to the exact words of its source, with a Verbatim service.",
               "verbatim");
  app.require_subcommand(1);
  app.set_version_flag("--version", "verbatim " VERBATIM_VERSION);
  app.add_option("--server", session.server, "The service, HOST:PORT, or unix:PATH, where there is no TLS")
      ->envname("VERBATIM_SERVER")
      ->capture_default_str();
  app.add_flag("--tls", session.use_tls,
               "Speak TLS with a service that an authority vouches for which this machine trusts")
      ->envname("VERBATIM_TLS");
  app.add_option("--tls-ca", session.tls.authorities, "The same, with the authorities of this file, in PEM")
      ->type_name("FILE")
      ->envname("VERBATIM_TLS_CA");
  app.add_option("--tls-cert", session.tls.certificate,
                 "By which the service knows you: a certificate, in PEM")
      ->type_name("FILE")
      ->envname("VERBATIM_TLS_CERT");
  app.add_option("--tls-key", session.tls.key, "The key of --tls-cert, in PEM")
      ->type_name("FILE")
      ->envname("VERBATIM_TLS_KEY");
  app.add_flag("--json", session.json, "Print protobuf JSON, one object a line");
  app.add_option("--timeout", session.timeout_seconds, "Seconds that a call may take")
      ->check(CLI::Range(0.001, kMaxTimeoutSeconds))
      ->capture_default_str();
  const std::map<std::string, ColorChoice> choices = {
      {"auto", ColorChoice::kAuto}, {"always", ColorChoice::kAlways}, {"never", ColorChoice::kNever}};
  app.add_option("--color", session.color_choice, "auto, always or never; auto honours NO_COLOR")
      ->transform(CLI::CheckedTransformer(choices))
      ->type_name("WHEN");
  app.fallthrough();  // the options above may also stand behind the command
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
  verbatim::cli::AddLogCommands(app, session);
  app.footer(kFooter);  // last, or every command's help would end with it
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // CLI11 reports help and mistakes by exceptions
    return app.exit(error) == 0 ? verbatim::cli::kOk : verbatim::cli::kUsage;
  }
  // Why a write failed is forgotten by now; one more byte meets the same error.
  bool written = std::cout.good();
  if (!written) std::fputc('\n', stdout);
  if (std::fflush(stdout) != 0 || !written) {
    std::perror("verbatim: cannot write to standard output");
    return verbatim::cli::kBroken;
  }
  return session.exit_code;
}
