#include <cstdio>
#include <iostream>
#include <memory>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/output/render.h"
#include "cli/output/terminal.h"
#include "cli/output/value_text.h"

namespace verbatim::cli {
namespace {

struct DraftFlags {
  std::string document;
  int limit = 20;
  bool claims = false;
};

void PrintDraft(int rank, const v1::ClaimDraft& draft, const Session& session) {
  const v1::Citation& citation = draft.claim().citations(0);
  char score[16];
  std::snprintf(score, sizeof score, "%.2f", draft.score());
  std::cout << rank << ". " << score << '\n';
  PrintMarked(citation.quote(), citation.span().byte_start(), citation.span(), session, std::cout);
  std::cout << "  source: " << OneLine(citation.revision()) << ", bytes " << citation.span().byte_start()
            << "-" << citation.span().byte_end() << '\n';
  for (const std::string& reason : draft.reasons()) std::cout << "  " << OneLine(reason) << '\n';
  std::string values;
  for (const v1::StatedValue& stated : draft.values()) {
    if (stated.value().has_entity()) continue;
    values += (values.empty() ? "" : "; ") + stated.surface() + " = " + ValueText(stated.value());
  }
  if (!values.empty()) std::cout << "  values: " << OneLine(values) << '\n';
  std::cout << '\n';
}

ExitCode Draft(Session& session, const DraftFlags& flags) {
  v1::DraftClaimsRequest request;
  request.set_parent(WithCollection("documents", flags.document));
  request.set_limit(flags.limit);
  session.names.Add("parent", "document").Add("limit", "--limit");
  auto response = session.client().DraftClaims(request);
  if (!response.ok()) return session.Fail(response.status());
  int rank = 0;
  for (const v1::ClaimDraft& draft : response->drafts()) {
    ++rank;
    if (flags.claims) {
      std::cout << JsonLine(draft.claim(), EmptyFields::kOmit);  // to be completed by hand
    } else if (session.json) {
      session.PrintJson(draft);
    } else {
      PrintDraft(rank, draft, session);
    }
  }
  if (!session.json && !flags.claims) {
    std::cout << rank << " of " << Counted(response->candidate_count(), "sentence") << " of "
              << OneLine(response->revision())
              << (response->candidate_count() == 1 ? " that states" : " that state")
              << " something to check; nothing was recorded\n";
  }
  return kOk;
}

}  // namespace

void AddDraftCommand(CLI::App& claims, Session& session) {
  constexpr char kHelp[] =
      "Propose claims: rank the sentences of a document that are most worth checking, with the reasons and "
      "the "
      "values that they state. Records nothing.";
  CLI::App* command = claims.add_subcommand("draft", kHelp);
  auto flags = std::make_shared<DraftFlags>();
  command->add_option("document", flags->document, "The document, or one of its revisions")->required();
  command->add_option("--limit", flags->limit, "Maximum number of drafts")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_flag("--claims", flags->claims,
                    "Print only the drafts, one claim in protobuf JSON per line, to complete and import");
  command->callback([&session, flags] { session.exit_code = Draft(session, *flags); });
}

}  // namespace verbatim::cli
