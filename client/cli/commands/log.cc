// verbatim log: checkpoint, cosign, list and watch. log_audit.cc has audit.

#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/entry_text.h"
#include "cli/output/render.h"
#include "cli/output/table.h"
#include "cli/output/terminal.h"
#include "client/log_watch.h"
#include "client/pages.h"
#include "google/protobuf/util/time_util.h"

namespace verbatim::cli {
namespace {

using google::protobuf::util::TimeUtil;

std::vector<std::string> Row(const v1::LogEntry& entry) {
  std::string what = EnumWords(v1::EntryType_Name(entry.type()), "ENTRY_TYPE_", entry.type());
  if (entry.erased()) what += " (erased)";
  return {std::to_string(entry.index()), TimeUtil::ToString(entry.time()), what, entry.resource()};
}

void PrintCheckpoint(const Session& session, const v1::Checkpoint& checkpoint) {
  if (session.json) {
    session.PrintJson(checkpoint);
  } else {
    std::cout << Printable(checkpoint.note());
  }
}

ExitCode ShowCheckpoint(Session& session, bool cosigned) {
  v1::GetCheckpointRequest request;
  request.set_cosigned(cosigned);
  auto response = session.client().GetCheckpoint(request);
  if (!response.ok()) return session.Fail(response.status());
  PrintCheckpoint(session, response->checkpoint());
  return kOk;
}

ExitCode Cosign(Session& session, const std::string& file) {
  std::optional<std::string> note = ReadInput(file);
  if (!note) return kUsage;
  v1::AddCosignaturesRequest request;
  request.set_note(*note);
  session.names.Add("note", "the file");
  auto response = session.client().AddCosignatures(request);
  if (!response.ok()) return session.Fail(response.status());
  PrintCheckpoint(session, response->checkpoint());
  return kOk;
}

ExitCode ListEntries(Session& session, int64_t from, int64_t limit) {
  v1::ListEntriesRequest request;
  request.set_first_index(from);
  request.set_leaves_only(!session.json);
  session.names.Add("first_index", "--from");
  Table table({"INDEX", "TIME", "WHAT", "RESOURCE"});
  client::Pages pages(session.client(), &client::Client::ListEntries, request);
  int64_t left = limit == 0 ? client::kAllItems : limit;
  while (auto page = pages.Next(left)) {
    for (const v1::LogEntry& entry : page->entries()) {
      if (session.json) {
        std::cout << EntryJsonLine(entry);
      } else {
        table.Add(Row(entry));
      }
    }
    if (!session.json) table.Print(std::cout, TerminalWidth());
    left -= page->entries_size();
  }
  return pages.status().ok() ? kOk : session.Fail(pages.status());
}

struct WatchFlags {
  int64_t from = -1;
  std::string claim, document, resource;
  std::vector<std::string> types, anchorings;
  bool bookmarks = false;
};

// The entry types that --type accepts.
std::string TypeNames() {
  std::string names;
  const google::protobuf::EnumDescriptor* types = v1::EntryType_descriptor();
  for (int i = 1; i < types->value_count(); ++i) {  // without UNSPECIFIED
    std::string name = EnumWords(types->value(i)->name(), "ENTRY_TYPE_", i);
    std::replace(name.begin(), name.end(), ' ', '-');
    names += (i == 1 ? "" : i + 1 == types->value_count() ? " or " : ", ") + name;
  }
  return names;
}

bool ParseTypes(const std::vector<std::string>& names, v1::LogEntryFilter& filter) {
  for (const std::string& name : names) {
    std::string constant = "ENTRY_TYPE_";
    for (char c : name)
      constant += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    v1::EntryType type = v1::ENTRY_TYPE_UNSPECIFIED;
    if (!v1::EntryType_Parse(constant, &type) || type == v1::ENTRY_TYPE_UNSPECIFIED) {
      std::cerr << "verbatim: --type must be " << TypeNames() << ", not \"" << name << "\"\n";
      return false;
    }
    filter.add_types(type);
  }
  return true;
}

ExitCode Watch(Session& session, const WatchFlags& flags) {
  v1::WatchRequest request;
  v1::LogEntryFilter& filter = *request.mutable_filter();
  if (!ParseTypes(flags.types, filter)) return kUsage;
  if (!flags.document.empty()) filter.set_document(WithCollection("documents", flags.document));
  if (!flags.claim.empty()) filter.set_claim(WithCollection("claims", flags.claim));
  filter.set_resource(flags.resource);
  for (const std::string& name : flags.anchorings) filter.add_anchoring_states(ParseAnchoringState(name));
  session.names.Add("filter.types", "--type").Add("filter.document", "--document");
  session.names.Add("filter.claim", "--claim").Add("filter.resource", "--resource");
  session.names.Add("filter.anchoring_states", "--anchoring").Add("start_index", "--from");
  session.waits_for_service = flags.from < 0;  // with --from, the watch itself waits, without end
  auto checkpoint = session.client().GetCheckpoint({});
  if (!checkpoint.ok()) {
    // The watch does not report that the service is unavailable; it waits silently. So GetCheckpoint is
    // called first, to report the error.
    const ExitCode code = session.Fail(checkpoint.status());
    if (code != kUnreachable || flags.from < 0) return code;
    std::cerr << "verbatim: retrying\n";
  }
  request.set_start_index(flags.from < 0 ? checkpoint->checkpoint().size() : flags.from);
  auto watch = session.client().WatchLog(request);
  Table table({"INDEX", "TIME", "WHAT", "RESOURCE"});
  while (true) {
    auto response = watch->Next();
    if (!response.ok()) return session.Fail(response.status());
    for (const v1::LogEntry& entry : response->entries()) {
      if (session.json) {
        std::cout << EntryJsonLine(entry);
        continue;
      }
      table.Add(Row(entry));
      table.Print(std::cout, TerminalWidth());
      PrintEntryChange(entry, session, std::cout);
    }
    if (flags.bookmarks && response->entries().empty()) {
      std::cout << (session.json ? "{\"nextIndex\":\"" : "next index: ") << response->next_index()
                << (session.json ? "\"}\n" : "\n");
    }
    // Flush, so that the reader of a pipe gets each entry immediately. Stop if the reader has exited.
    if (!std::cout.flush()) return kBroken;
  }
}

}  // namespace

void AddLogCommands(CLI::App& app, Session& session) {
  CLI::App* log =
      app.add_subcommand("log", "The log of all writes: list, watch, audit")->require_subcommand(1);

  CLI::App* checkpoint = log->add_subcommand("checkpoint", "Show the log's latest signed checkpoint");
  auto cosigned = std::make_shared<bool>(false);
  checkpoint->add_flag("--cosigned", *cosigned, "Show the latest checkpoint that a witness has cosigned");
  checkpoint->callback([&session, cosigned] { session.exit_code = ShowCheckpoint(session, *cosigned); });

  CLI::App* cosign =
      log->add_subcommand("cosign", "Send the service a checkpoint that witnesses have cosigned");
  auto note = std::make_shared<std::string>();
  cosign->add_option("file", *note, "File with the signed note, - for standard input")->required();
  cosign->callback([&session, note] { session.exit_code = Cosign(session, *note); });

  CLI::App* list = log->add_subcommand("list", "List log entries; --json includes their payloads");
  auto from = std::make_shared<int64_t>(0);
  auto limit = std::make_shared<int64_t>(0);
  list->add_option("--from", *from, "Index of the first entry")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  list->add_option("--limit", *limit, "Maximum number of entries. Default: all")->check(CLI::PositiveNumber);
  list->callback([&session, from, limit] { session.exit_code = ListEntries(session, *from, *limit); });

  CLI::App* watch = log->add_subcommand(
      "watch", "Print new log entries without end; reconnects when the service is unavailable");
  auto watch_flags = std::make_shared<WatchFlags>();
  watch
      ->add_option("--from", watch_flags->from,
                   "Index of the first entry. Default: the next entry to be written")
      ->check(CLI::NonNegativeNumber);
  watch
      ->add_option("--type", watch_flags->types,
                   "Only entries of this type, such as claim-created; repeatable")
      ->allow_extra_args(false);
  watch->add_option("--document", watch_flags->document,
                    "Only entries of this document, and of claims and evidence that cite the document");
  watch->add_option(
      "--claim", watch_flags->claim,
      "Only entries of this claim, of its evidence, reviews and links, and of links to the claim");
  watch->add_option("--resource", watch_flags->resource, "Only entries of this resource, such as claims/ID");
  watch
      ->add_option("--anchoring", watch_flags->anchorings,
                   "Only entries that changed a claim's anchoring to this state; repeatable")
      ->check(CLI::IsMember(kAnchoringStates))
      ->allow_extra_args(false);
  watch->add_flag("--bookmarks", watch_flags->bookmarks,
                  "If there are no entries for a while, print the index to resume at");
  watch->callback([&session, watch_flags] { session.exit_code = Watch(session, *watch_flags); });

  AddAuditCommand(*log, session);
}

}  // namespace verbatim::cli
