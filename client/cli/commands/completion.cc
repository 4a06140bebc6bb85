// verbatim completion: bash, zsh, fish. The scripts are made from the declared commands and options, so that
// they cannot lag behind.

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "cli/commands/commands.h"
#include "cli/output/exit_code.h"

namespace verbatim::cli {
namespace {

struct Word {
  std::string text;
  std::string description;  // first line
};

// The words that may follow a command, such as "verbatim documents".
struct Place {
  std::string path;
  std::vector<Word> commands;
  std::vector<Word> options;
};

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

void Collect(const CLI::App& app, const std::string& path, const std::vector<Word>& inherited,
             std::vector<Place>& places) {
  Place place{path, {}, inherited};
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames())
      place.options.push_back({"--" + name, FirstLine(option->get_description())});
  }
  // The options of the program may follow each command; those of a command do not.
  const std::vector<Word> passed_on = inherited.empty() ? place.options : inherited;
  const size_t at = places.size();
  places.push_back(place);
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_group().empty()) continue;  // hidden
    std::vector<std::string> names = command->get_aliases();
    names.insert(names.begin(), command->get_name());
    for (const std::string& name : names) {
      places[at].commands.push_back({name, FirstLine(command->get_description())});
      Collect(*command, absl::StrCat(path, " ", name), passed_on, places);
    }
  }
}

std::vector<std::string> Texts(const Place& place) {
  std::map<std::string, bool>
      sorted;  // an option of the program may be repeated by a command, such as --help
  for (const auto* words : {&place.commands, &place.options}) {
    for (const Word& word : *words) sorted[word.text] = true;
  }
  std::vector<std::string> texts;
  for (const auto& [text, unused] : sorted) texts.push_back(text);
  return texts;
}

// The lines of a `case` that extend `place` by a word that is a command there.
std::string Steps(const std::vector<Place>& places) {
  std::string steps;
  for (const Place& place : places) {
    if (place.path != "verbatim")
      absl::StrAppend(&steps, "      '", place.path, "') place=\"$place $word\" ;;\n");
  }
  return steps;
}

std::string Candidates(const std::vector<Place>& places, const std::string& open, const std::string& close) {
  std::string candidates;
  for (const Place& place : places) {
    absl::StrAppend(&candidates, "    '", place.path, "') candidates=", open,
                    absl::StrJoin(Texts(place), " "), close, " ;;\n");
  }
  return candidates;
}

std::string ForBash(const std::vector<Place>& places) {
  return absl::StrCat(
      "# bash completion of verbatim: source <(verbatim completion bash)\n"
      "_verbatim() {\n  local place=verbatim word candidates=\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case \"$place $word\" in\n",
      Steps(places), "    esac\n  done\n  case \"$place\" in\n", Candidates(places, "'", "'"),
      "  esac\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$candidates\" -- \"${COMP_WORDS[COMP_CWORD]}\")\n}\n"
      "complete -o default -F _verbatim verbatim\n");
}

std::string ForZsh(const std::vector<Place>& places) {
  return absl::StrCat(
      "#compdef verbatim\n# zsh completion of verbatim: source <(verbatim completion zsh)\n"
      "_verbatim() {\n  local place=verbatim word\n  local -a candidates\n"
      "  for word in ${words[2,CURRENT-1]}; do\n    case \"$place $word\" in\n",
      Steps(places), "    esac\n  done\n  case \"$place\" in\n", Candidates(places, "(", ")"),
      "  esac\n  compadd -- $candidates\n  _files\n}\ncompdef _verbatim verbatim\n");
}

std::string FishQuoted(const std::string& text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"'", "\\'"}}), "'");
}

std::string ForFish(const std::vector<Place>& places) {
  std::string script =
      "# fish completion of verbatim: verbatim completion fish | source\n"
      "function __verbatim_place\n  set -l place verbatim\n  for word in (commandline -opc)[2..]\n"
      "    switch \"$place $word\"\n";
  for (const Place& place : places) {
    if (place.path != "verbatim")
      absl::StrAppend(&script, "      case '", place.path, "'\n        set place \"$place $word\"\n");
  }
  script += "    end\n  end\n  echo $place\nend\n";
  for (const Place& place : places) {
    const std::string here =
        absl::StrCat("complete -c verbatim -n 'test (__verbatim_place) = \"", place.path, "\"'");
    for (const Word& command : place.commands) {
      absl::StrAppend(&script, here, " -f -a ", FishQuoted(command.text), " -d ",
                      FishQuoted(command.description), "\n");
    }
    for (const Word& option : place.options) {
      absl::StrAppend(&script, here, " -l ", FishQuoted(option.text.substr(2)), " -d ",
                      FishQuoted(option.description), "\n");
    }
  }
  return script;
}

}  // namespace

void AddCompletionCommand(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "completion", "Print a script by which a shell completes commands and options: bash, zsh or fish");
  auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&app, &session, shell] {
    std::vector<Place> places;
    Collect(app, "verbatim", {}, places);
    std::cout << (*shell == "bash" ? ForBash(places) : *shell == "zsh" ? ForZsh(places) : ForFish(places));
    session.exit_code = kOk;
  });
}

}  // namespace verbatim::cli
