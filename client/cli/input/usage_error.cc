#include "cli/input/usage_error.h"

#include <optional>

#include "cli/input/nearest.h"

namespace verbatim::cli {
namespace {

using Commands = std::vector<const CLI::App*>;

Commands CommandsOf(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<std::string> NamesOf(const Commands& commands) {
  std::vector<std::string> names;
  for (const CLI::App* command : commands) names.push_back(command->get_name());
  return names;
}

std::string Listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

const CLI::Option* FindOption(const CLI::App& app, const std::string& name) {
  for (const CLI::App* owner = &app; owner != nullptr; owner = owner->get_parent()) {
    for (const CLI::Option* option : owner->get_options()) {
      if (option->check_name(name)) return option;
    }
  }
  return nullptr;
}

std::string UnknownOption(const CLI::App& app, const std::string& path, const std::string& name) {
  std::vector<std::string> names;
  for (const CLI::App* owner = &app; owner != nullptr; owner = owner->get_parent()) {
    for (const CLI::Option* option : owner->get_options()) {
      for (const std::string& one : option->get_lnames()) names.push_back("--" + one);
    }
  }
  std::string text = "\"" + path + "\" has no option " + name;
  const std::string nearest = NearestWord(name, names);
  if (!nearest.empty()) text += "; did you mean " + nearest + "?";
  return text + "\n  " + path + " --help lists the options\n";
}

std::string UnknownCommand(const CLI::App& app, const std::string& path, const std::string& word) {
  const std::vector<std::string> names = NamesOf(CommandsOf(app));
  std::string text = "there is no command \"" + path + " " + word + "\"";
  const std::string nearest = NearestWord(word, names);
  if (!nearest.empty()) text += "; did you mean \"" + path + " " + nearest + "\"?";
  return text + "\n  commands of \"" + path + "\": " + Listed(names) + "\n";
}

const CLI::App* FindCommand(const CLI::App& app, const std::string& word) {
  for (const CLI::App* command : CommandsOf(app)) {
    if (command->check_name(word)) return command;
  }
  return nullptr;
}

// Splits "--state: actve not in {active,retracted}" at `between`: the option, the value, and the rest.
struct RefusedValue {
  std::string option, value, rest;
};
std::optional<RefusedValue> SplitAt(const std::string& message, const std::string& after,
                                    const std::string& between) {
  const size_t option = message.find(": " + after);
  const size_t middle = message.find(between);
  if (option == std::string::npos || middle == std::string::npos || middle < option) return std::nullopt;
  const size_t value = option + 2 + after.size();
  return RefusedValue{message.substr(0, option), message.substr(value, middle - value),
                      message.substr(middle + between.size())};
}

std::vector<std::string> SplitAtCommas(const std::string& list) {
  std::vector<std::string> words(1);
  for (const char c : list) {
    if (c == ',') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

}  // namespace

std::string ExplainValue(const std::string& message) {
  if (const auto refused = SplitAt(message, "", " not in {")) {
    const std::vector<std::string> allowed = SplitAtCommas(refused->rest.substr(0, refused->rest.find('}')));
    std::string text =
        refused->option + " must be one of " + Listed(allowed) + ", not \"" + refused->value + "\"";
    const std::string nearest = NearestWord(refused->value, allowed);
    return nearest.empty() ? text : text + "; did you mean " + nearest + "?";
  }
  // The range of numbers without an upper end, which CLI11 prints with 309 digits.
  if (const auto refused = SplitAt(message, "Value ", " not in range 0.000000 to 1797")) {
    const bool negative = refused->value.starts_with('-');
    return refused->option + (negative ? " must not be negative: " : " must be greater than 0, not ") +
           refused->value;
  }
  return message;
}

std::string ExplainUsage(const CLI::App& app, const std::vector<std::string>& arguments) {
  const CLI::App* command = &app;
  std::string path = app.get_name();
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--") return "";
    if (argument.size() > 2 && argument.starts_with("--")) {
      const size_t equals = argument.find('=');
      const std::string name = argument.substr(0, equals);
      const CLI::Option* option = FindOption(*command, name);
      if (option == nullptr) return UnknownOption(*command, path, name);
      if (option->get_items_expected_max() > 0 && equals == std::string::npos) ++i;  // its value
      continue;
    }
    if (argument.starts_with('-') || CommandsOf(*command).empty()) continue;
    const CLI::App* next = FindCommand(*command, argument);
    if (next == nullptr) return UnknownCommand(*command, path, argument);
    command = next;
    path += " " + command->get_name();
  }
  if (CommandsOf(*command).empty()) return "";
  return "\"" + path + "\" needs a command: " + Listed(NamesOf(CommandsOf(*command))) + "\n  " + path +
         " --help explains them\n";
}

}  // namespace verbatim::cli
