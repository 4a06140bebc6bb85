#include "verbatimd/usage.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "absl/flags/reflection.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace verbatim::verbatimd {
namespace {

constexpr char kPurpose[] =
    "records claims, each with the exact words of its source, and serves them over gRPC and HTTP.";
constexpr char kConfiguration[] =
    "Every flag can also be set in the environment, as VERBATIMD_ and its name in capitals, such as "
    "VERBATIMD_LISTEN. --flagfile=PATH reads flags from a file, one a line; lines that begin with # are "
    "comments. The command line and its files override the environment, and a later flag overrides an "
    "earlier "
    "one.";
constexpr char kOperation[] =
    "Logs JSON lines to standard error. After SIGTERM or SIGINT it takes no new calls, finishes the calls in "
    "progress, and exits.";
constexpr char kExitCodes[] = "0 done, 1 or 2 wrong flag, 3 cannot start, 4 --fsck found an error.";

// A group of flags. A name that ends in * stands for all names that begin so. Each flag is in the first group
// that names it, or else in the group without names.
struct Group {
  std::string_view title;
  std::vector<std::string_view> names;
};

const std::vector<Group>& Groups() {
  static const auto* const groups = new std::vector<Group>{
      {"Addresses", {"listen", "port_file", "tls_*"}},
      {"HTTP", {"http_*"}},
      {"Permissions", {"policy*", "issuers_ca", "insecure_anyone", "trusted_proxies", "writers", "erasers"}},
      {"Storage and log",
       {"store*", "log_*", "digest_key", "witnesses", "index", "scrub_*", "max_clock_jump", "confirm_clock"}},
      {"Matching by meaning", {"embedder_*"}},
      {"Access log, metrics and traces", {"access_log", "metrics_*", "trace_*"}},
      {"Limits and resources", {}},
      {"Instead of serving",
       {"fsck", "erasures", "reindex", "compact", "copy_from", "migrate", "check_config"}},
  };
  return *groups;
}

bool Names(const Group& group, std::string_view flag) {
  return std::ranges::any_of(group.names, [&](std::string_view name) {
    return name.ends_with('*') ? flag.starts_with(name.substr(0, name.size() - 1)) : flag == name;
  });
}

struct Flag {
  std::string name;
  std::string help;
  std::string default_value;
};

// The flags of each group, sorted by name.
std::vector<std::vector<Flag>> FlagsByGroup() {
  std::map<std::string, Flag> sorted;
  for (const auto& [name, flag] : absl::GetAllFlags()) {
    if (!IsOwnFlag(*flag)) continue;
    sorted[std::string(name)] = {std::string(name), flag->Help(), flag->DefaultValue()};
  }
  std::vector<std::vector<Flag>> flags(Groups().size());
  for (auto& entry : sorted) {
    Flag& flag = entry.second;
    const auto named =
        std::ranges::find_if(Groups(), [&](const Group& group) { return Names(group, flag.name); });
    const auto other = std::ranges::find_if(Groups(), [](const Group& group) { return group.names.empty(); });
    const auto group = named == Groups().end() ? other : named;
    flags[static_cast<size_t>(group - Groups().begin())].push_back(std::move(flag));
  }
  return flags;
}

// A sentence ends with a full stop before a space and a capital letter or a dash of a flag.
std::string FirstSentence(const std::string& text) {
  for (size_t stop = text.find(". "); stop != std::string::npos; stop = text.find(". ", stop + 1)) {
    if (stop + 2 < text.size() &&
        (absl::ascii_isupper(static_cast<unsigned char>(text[stop + 2])) || text[stop + 2] == '-'))
      return text.substr(0, stop + 1);
  }
  return text;
}

// Adds `text` to `out` in lines of at most 100 columns that begin at column `indent`. The cursor is at that
// column.
void AddWrapped(std::string& out, std::string_view text, size_t indent) {
  constexpr size_t kColumns = 100;
  size_t column = indent;
  bool first = true;
  for (const absl::string_view word :
       absl::StrSplit(absl::string_view(text.data(), text.size()), ' ', absl::SkipEmpty())) {
    if (!first && column + 1 + word.size() > kColumns) {
      absl::StrAppend(&out, "\n", std::string(indent, ' '));
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    absl::StrAppend(&out, word);
    column += word.size();
    first = false;
  }
  out += '\n';
}

std::string WithDefault(std::string text, const Flag& flag) {
  if (!flag.default_value.empty()) absl::StrAppend(&text, " (default: ", flag.default_value, ")");
  return text;
}

std::string Troff(std::string_view text) {
  std::string escaped =
      absl::StrReplaceAll(absl::string_view(text.data(), text.size()), {{"\\", "\\e"}, {"-", "\\-"}});
  // A line that begins with these is a request.
  if (!escaped.empty() && (escaped[0] == '.' || escaped[0] == '\'')) escaped.insert(0, "\\&");
  return escaped;
}

}  // namespace

bool IsOwnFlag(const absl::CommandLineFlag& flag) {
  const std::string file = flag.Filename();
  return absl::StrContains(file, "verbatimd/") && absl::EndsWith(file, "flags.cc");
}

std::string HelpText() {
  constexpr size_t kIndent = 28;
  std::string text;
  AddWrapped(text, absl::StrCat("verbatimd ", kPurpose), 0);
  text += "\n  verbatimd --store=sqlite:claims.db --listen=127.0.0.1:7461\n\n";
  AddWrapped(text, kConfiguration, 0);
  const std::vector<std::vector<Flag>> flags = FlagsByGroup();
  for (size_t i = 0; i < flags.size(); ++i) {
    absl::StrAppend(&text, "\n", std::string(Groups()[i].title), ":\n");
    for (const Flag& flag : flags[i]) {
      std::string name = "  --" + flag.name;
      name.resize(std::max(name.size() + 1, kIndent), ' ');
      text += name;
      AddWrapped(text, WithDefault(FirstSentence(flag.help), flag), kIndent);
    }
  }
  text += '\n';
  AddWrapped(text, absl::StrCat(kOperation, " Exit codes: ", kExitCodes), 0);
  text += "\n--help=man prints a manual page with everything about each flag, and --version the version.\n";
  return text;
}

std::string ManualPage() {
  std::string page = absl::StrCat(
      ".TH VERBATIMD 1 \"\" \"verbatim ", VERBATIM_VERSION,
      "\" \"Verbatim\"\n.SH NAME\nverbatimd \\- server of Verbatim\n.SH SYNOPSIS\n"
      ".B verbatimd\n.RI [ \\-\\-FLAG=VALUE ...]\n.SH DESCRIPTION\n.B verbatimd\n",
      Troff(kPurpose), "\n.PP\n", Troff(kOperation), "\n.SH OPTIONS\n", Troff(kConfiguration), "\n");
  const std::vector<std::vector<Flag>> flags = FlagsByGroup();
  for (size_t i = 0; i < flags.size(); ++i) {
    absl::StrAppend(&page, ".SS ", Troff(Groups()[i].title), "\n");
    for (const Flag& flag : flags[i]) {
      absl::StrAppend(&page, ".TP\n.B \\-\\-", Troff(flag.name), "\n", Troff(WithDefault(flag.help, flag)),
                      "\n");
    }
  }
  absl::StrAppend(&page, ".SH EXIT STATUS\n", Troff(kExitCodes), "\n.SH SEE ALSO\n.BR verbatim (1)\n");
  return page;
}

}  // namespace verbatim::verbatimd
