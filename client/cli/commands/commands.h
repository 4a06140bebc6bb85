#pragma once

#include "CLI/CLI.hpp"
#include "cli/connection/session.h"

namespace verbatim::cli {

// Each function adds commands to `app` or to a parent command. A command sets session.exit_code when it has
// run.
void AddDocumentCommands(CLI::App& app, Session& session);
void AddRevisionCommands(CLI::App& documents, Session& session);
void AddClaimCommands(CLI::App& app, Session& session);
void AddImportCommand(CLI::App& claims, Session& session);
void AddDraftCommand(CLI::App& claims, Session& session);
void AddLocateCommand(CLI::App& app, Session& session);
void AddLogCommands(CLI::App& app, Session& session);
void AddAuditCommand(CLI::App& log, Session& session);
void AddMatchCommand(CLI::App& app, Session& session);
void AddCheckCommand(CLI::App& app, Session& session);
void AddVerifyCommands(CLI::App& app, Session& session);
void AddReportCommand(CLI::App& app, Session& session);
void AddEvidenceCommands(CLI::App& app, Session& session);
void AddReviewCommands(CLI::App& app, Session& session);
void AddLinkCommands(CLI::App& app, Session& session);
void AddTraceCommand(CLI::App& app, Session& session);
void AddExportCommand(CLI::App& app, Session& session);
void AddImportFeedCommand(CLI::App& app, Session& session);
void AddTokenCommands(CLI::App& app, Session& session);
void AddCompletionCommand(CLI::App& app, Session& session);
void AddManualCommand(CLI::App& app, Session& session);

}  // namespace verbatim::cli
