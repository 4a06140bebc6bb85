// verbatim manual: the manual page, made from the declared commands and options when the program is
// installed.

#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "cli/commands/commands.h"
#include "cli/output/exit_code.h"

namespace verbatim::cli {
namespace {

// Text in troff, a paragraph for each line.
std::string Troff(const std::string& text) {
  std::string out;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    std::string escaped = absl::StrReplaceAll(line, {{"\\", "\\e"}, {"-", "\\-"}});
    // A line that begins with these is a request.
    if (!escaped.empty() && (escaped[0] == '.' || escaped[0] == '\'')) escaped.insert(0, "\\&");
    absl::StrAppend(&out, escaped, "\n");
  }
  return out;
}

void AddOptions(const CLI::App& app, std::string& page) {
  for (const CLI::Option* option : app.get_options()) {
    std::string description = option->get_description();
    if (!option->get_envname().empty()) absl::StrAppend(&description, " (", option->get_envname(), ")");
    if (!option->get_default_str().empty())
      absl::StrAppend(&description, " (default: ", option->get_default_str(), ")");
    absl::StrAppend(&page, ".TP\n.B ", Troff(option->get_name(/*positional=*/true, /*all_options=*/true)),
                    Troff(description));
  }
}

void AddCommands(const CLI::App& app, const std::string& path, std::string& page) {
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_group().empty()) continue;  // hidden
    const std::string name = absl::StrCat(path, " ", command->get_name());
    absl::StrAppend(&page, ".SS ", Troff(name), Troff(command->get_description()));
    AddOptions(*command, page);
    AddCommands(*command, name, page);
  }
}

std::string ManualOf(const CLI::App& app) {
  std::string page =
      absl::StrCat(".TH VERBATIM 1 \"\" \"", app.version(), "\" \"Verbatim\"\n.SH NAME\nverbatim \\- ",
                   "client of Verbatim\n.SH SYNOPSIS\n.B verbatim\n.RI [ OPTION ...]\n.I COMMAND\n",
                   ".SH DESCRIPTION\n", Troff(app.get_description()), ".SH OPTIONS\n");
  AddOptions(app, page);
  page += ".SH COMMANDS\n";
  AddCommands(app, "verbatim", page);
  absl::StrAppend(&page, ".SH EXAMPLES AND EXIT STATUS\n.nf\n", Troff(app.get_footer()),
                  ".fi\n.SH SEE ALSO\n.BR verbatimd (1)\n");
  return page;
}

}  // namespace

void AddManualCommand(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("manual", "Print the manual page in troff");
  command->group("");  // hidden: who installs the program needs it
  command->callback([&app, &session] {
    std::cout << ManualOf(app);
    session.exit_code = kOk;
  });
}

}  // namespace verbatim::cli
