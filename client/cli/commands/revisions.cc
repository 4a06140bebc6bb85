// verbatim documents revise, revisions and diff.

#include <iostream>
#include <map>
#include <memory>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/render.h"
#include "cli/output/table.h"
#include "cli/output/terminal.h"
#include "client/pages.h"
#include "google/protobuf/util/time_util.h"

namespace verbatim::cli {
namespace {

using google::protobuf::util::TimeUtil;

struct ReviseFlags {
  std::string id, file, retrieved, media_type, request_id;
};

ExitCode Revise(Session& session, const ReviseFlags& flags) {
  v1::CreateRevisionRequest request;
  request.set_parent(WithCollection("documents", flags.id));
  request.set_request_id(flags.request_id);
  request.mutable_content()->set_media_type(MediaTypeOf(flags.file, flags.media_type));
  if (!flags.retrieved.empty() &&
      !ParseTime(flags.retrieved, "--retrieved", *request.mutable_retrieve_time())) {
    return kUsage;
  }
  std::optional<std::string> content = ReadInput(flags.file);
  if (!content) return kUsage;
  request.mutable_content()->set_data(*std::move(content));
  session.names.Add("parent", "the id").Add("request_id", "--request-id").Add("retrieve_time", "--retrieved");
  session.names.Add("content", "the file").Add("content.media_type", "--media-type");
  auto response = session.client().CreateRevision(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(*response);
    return kOk;
  }
  const v1::Revision& revision = response->revision();
  if (response->unchanged()) {
    std::cout << OneLine(revision.name()) << ": unchanged\n";
    return kOk;
  }
  std::cout << OneLine(revision.name()) << ": " << Counted(revision.byte_length(), "byte") << ", "
            << Counted(revision.sentence_count(), "sentence")
            << (revision.out_of_order() ? ", retrieved earlier than the previous revision" : "") << '\n';
  std::map<v1::AnchoringState, int> count;
  for (const v1::ClaimAnchoring& claim : response->anchorings()) {
    ++count[claim.anchoring().state()];
    if (claim.anchoring().state() == v1::ANCHORING_STATE_CURRENT) continue;
    std::cout << OneLine(claim.claim()) << '\n';
    PrintAnchoring(claim.anchoring(), session, std::cout);
  }
  if (response->anchorings_size() > 0) {
    std::cout << Counted(response->anchorings_size(), "claim") << ": " << count[v1::ANCHORING_STATE_CURRENT]
              << " current, " << count[v1::ANCHORING_STATE_MOVED] << " moved, "
              << count[v1::ANCHORING_STATE_EDITED] << " edited, " << count[v1::ANCHORING_STATE_LOST]
              << " lost\n";
  }
  return kOk;
}

ExitCode ListRevisions(Session& session, const std::string& id) {
  v1::ListRevisionsRequest request;
  request.set_parent(WithCollection("documents", id));
  session.names.Add("parent", "the id");
  Table table({"REVISION", "RECORDED", "RETRIEVED", "BYTES", "SENTENCES", "TYPE"});
  client::Pages pages(session.client(), &client::Client::ListRevisions, request);
  while (auto page = pages.Next()) {
    for (const v1::Revision& revision : page->revisions()) {
      if (session.json) {
        session.PrintJson(revision);
        continue;
      }
      std::string retrieved =
          revision.has_retrieve_time() ? TimeUtil::ToString(revision.retrieve_time()) : "";
      if (revision.out_of_order()) retrieved += " (out of order)";
      table.Add({revision.name(), TimeUtil::ToString(revision.create_time()), retrieved,
                 std::to_string(revision.byte_length()), std::to_string(revision.sentence_count()),
                 revision.media_type()});
    }
    table.Print(std::cout, TerminalWidth());
  }
  return pages.status().ok() ? kOk : session.Fail(pages.status());
}

struct DiffFlags {
  std::string id;
  int64_t before = 0, after = 0;
  bool all = false;
};

void PrintChange(const v1::SentenceChange& change, const Session& session) {
  std::string kind = EnumWords(v1::SentenceChange::Kind_Name(change.kind()), "KIND_", change.kind());
  kind.resize(8, ' ');
  std::cout << kind;
  if (change.has_before()) std::cout << ' ' << change.before().index();
  if (change.has_before() && change.has_after()) std::cout << " ->";
  if (change.has_after()) std::cout << ' ' << change.after().index();
  std::cout << '\n';
  if (change.diff_size() > 0) {
    PrintDiff(change.diff(), session, std::cout);
  } else {
    std::cout << "    " << OneLine((change.has_after() ? change.after() : change.before()).text()) << '\n';
  }
  for (const std::string& claim : change.claims()) std::cout << "  claim: " << OneLine(claim) << '\n';
}

ExitCode Diff(Session& session, const DiffFlags& flags) {
  v1::CompareRevisionsRequest request;
  const std::string document = WithCollection("documents", flags.id);
  auto revision = [&](int64_t number) { return document + "/revisions/" + std::to_string(number); };
  if (flags.before > 0) request.set_before(revision(flags.before));
  request.set_after(flags.after > 0 ? revision(flags.after) : document);
  request.set_changes_only(!flags.all);
  session.names.Add("before", "before").Add("after", flags.after > 0 ? "after" : "the id");
  std::map<v1::SentenceChange::Kind, int> count;
  std::string before, after;
  client::Pages pages(session.client(), &client::Client::CompareRevisions, request);
  while (auto page = pages.Next()) {
    for (const v1::SentenceChange& change : page->changes()) {
      ++count[change.kind()];
      session.json ? session.PrintJson(change) : PrintChange(change, session);
    }
    before = page->before().name();
    after = page->after().name();
  }
  if (!pages.status().ok()) return session.Fail(pages.status());
  if (session.json) return kOk;
  std::cout << OneLine(before) << " to " << OneLine(after) << ": " << count[v1::SentenceChange::KIND_EDITED]
            << " edited, " << count[v1::SentenceChange::KIND_MOVED] << " moved, "
            << count[v1::SentenceChange::KIND_ADDED] << " added, " << count[v1::SentenceChange::KIND_REMOVED]
            << " removed\n";
  return kOk;
}

}  // namespace

void AddRevisionCommands(CLI::App& documents, Session& session) {
  CLI::App* revise = documents.add_subcommand(
      "revise", "Record a new text of a document, and show how it affects the claims that cite it");
  auto revise_flags = std::make_shared<ReviseFlags>();
  revise->add_option("id", revise_flags->id, "The document")->required();
  revise->add_option("file", revise_flags->file, "File with the text, - for standard input")->required();
  revise->add_option("--retrieved", revise_flags->retrieved,
                     "When the text was retrieved, such as 2025-09-14 or 2025-09-14T09:30:00Z");
  revise->add_option("--media-type", revise_flags->media_type,
                     "text/plain or text/html. Default: by the file's extension");
  revise->add_option("--request-id", revise_flags->request_id,
                     "Idempotency key: repeating the command with the same key records nothing twice");
  revise->callback([&session, revise_flags] { session.exit_code = Revise(session, *revise_flags); });

  CLI::App* revisions =
      documents.add_subcommand("revisions", "List the revisions of a document, oldest first");
  auto id = std::make_shared<std::string>();
  revisions->add_option("id", *id, "The document")->required();
  revisions->callback([&session, id] { session.exit_code = ListRevisions(session, *id); });

  CLI::App* diff = documents.add_subcommand(
      "diff", "Compare two revisions sentence by sentence, with the claims that each change affects");
  auto diff_flags = std::make_shared<DiffFlags>();
  diff->add_option("id", diff_flags->id, "The document")->required();
  diff->add_option("before", diff_flags->before,
                   "Number of the earlier revision. Default: the revision before the later revision")
      ->check(CLI::PositiveNumber);
  diff->add_option("after", diff_flags->after, "Number of the later revision. Default: the latest revision")
      ->check(CLI::PositiveNumber);
  diff->add_flag("--all", diff_flags->all, "Include unchanged sentences");
  diff->callback([&session, diff_flags] { session.exit_code = Diff(session, *diff_flags); });
}

}  // namespace verbatim::cli
