#include <algorithm>
#include <iostream>
#include <memory>

#include "absl/strings/ascii.h"
#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/output/render.h"
#include "cli/output/table.h"
#include "cli/output/terminal.h"
#include "client/pages.h"

namespace verbatim::cli {
namespace {

const std::vector<std::string> kRelations = {"repeats", "derived-from", "narrows", "contradicts", "same-as"};

v1::LinkRelation RelationOf(std::string word) {
  std::replace(word.begin(), word.end(), '-', '_');
  v1::LinkRelation relation = v1::LINK_RELATION_UNSPECIFIED;
  v1::LinkRelation_Parse("LINK_RELATION_" + absl::AsciiStrToUpper(word), &relation);
  return relation;
}

std::string WordsOf(const v1::Link& link) {
  return EnumWords(v1::LinkRelation_Name(link.relation()), "LINK_RELATION_", link.relation());
}

struct CreateLinkFlags {
  std::string claim, relation, target, note, id, request_id;
};

ExitCode CreateLink(Session& session, const CreateLinkFlags& flags) {
  v1::CreateLinkRequest request;
  request.set_parent(WithCollection("claims", flags.claim));
  request.set_link_id(flags.id);
  request.set_request_id(flags.request_id);
  request.mutable_link()->set_relation(RelationOf(flags.relation));
  request.mutable_link()->set_target(WithCollection("claims", flags.target));
  request.mutable_link()->set_note(flags.note);
  session.names.Add("parent", "the claim")
      .Add("link_id", "--id")
      .Add("request_id", "--request-id")
      .Add("link.target", "the target")
      .Add("link.note", "--note");
  auto response = session.client().CreateLink(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  const v1::Link& link = response->link();
  if (session.json) {
    session.PrintJson(link);
  } else {
    std::cout << OneLine(link.name()) << ": " << WordsOf(link) << ' ' << OneLine(link.target()) << '\n';
  }
  return kOk;
}

struct ListLinksFlags {
  std::string claim, target, relation;
};

ExitCode ListLinks(Session& session, const ListLinksFlags& flags) {
  v1::ListLinksRequest request;
  request.set_parent(WithCollection("claims", flags.claim.empty() ? "-" : flags.claim));
  if (!flags.target.empty()) request.mutable_filter()->set_target(WithCollection("claims", flags.target));
  request.mutable_filter()->set_relation(RelationOf(flags.relation));
  session.names.Add("parent", "the claim").Add("filter.target", "--to");
  Table table({"LINK", "STATE", "RELATION", "TARGET"});
  client::Pages pages(session.client(), &client::Client::ListLinks, request);
  while (auto page = pages.Next()) {
    for (const v1::Link& link : page->links()) {
      if (session.json) {
        session.PrintJson(link);
      } else {
        table.Add({link.name(), link.state() == v1::LINK_STATE_RETRACTED ? "retracted" : "active",
                   WordsOf(link), link.target()});
      }
    }
    if (!session.json) table.Print(std::cout, TerminalWidth());
  }
  return pages.status().ok() ? kOk : session.Fail(pages.status());
}

struct RetractLinkFlags {
  std::string name, reason, etag, request_id;
};

ExitCode RetractLink(Session& session, const RetractLinkFlags& flags) {
  v1::RetractLinkRequest request;
  request.set_name(WithCollection("claims", flags.name));
  request.set_reason(flags.reason);
  request.set_etag(flags.etag);
  request.set_request_id(flags.request_id);
  session.names.Add("name", "the link").Add("reason", "--reason").Add("request_id", "--request-id");
  auto response = session.client().RetractLink(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(response->link());
  } else {
    std::cout << OneLine(response->link().name()) << ": retracted\n";
  }
  return kOk;
}

}  // namespace

void AddLinkCommands(CLI::App& app, Session& session) {
  CLI::App* link =
      app.add_subcommand("link", "Relations between claims: add, list, retract")->require_subcommand(1);
  link->alias("links");

  CLI::App* add = link->add_subcommand("add", "Record a relation of one claim to another");
  auto flags = std::make_shared<CreateLinkFlags>();
  add->add_option("claim", flags->claim, "The claim that is the subject of the relation")->required();
  add->add_option("relation", flags->relation, "The relation")->required()->check(CLI::IsMember(kRelations));
  add->add_option("target", flags->target, "The other claim")->required();
  add->add_option("--note", flags->note, "An explanation");
  add->add_option("--id", flags->id, "Id of the new resource: a-z, 0-9 and hyphens. Default: a UUID");
  add->add_option("--request-id", flags->request_id,
                  "Idempotency key: repeating the command with the same key records nothing twice");
  add->callback([&session, flags] { session.exit_code = CreateLink(session, *flags); });

  CLI::App* list = link->add_subcommand("list", "List links, oldest first");
  auto list_flags = std::make_shared<ListLinksFlags>();
  list->add_option("claim", list_flags->claim, "Only links of this claim");
  list->add_option("--to", list_flags->target, "Only links to this claim");
  list->add_option("--relation", list_flags->relation, "Only links with this relation")
      ->check(CLI::IsMember(kRelations));
  list->callback([&session, list_flags] { session.exit_code = ListLinks(session, *list_flags); });

  CLI::App* retract =
      link->add_subcommand("retract", "Withdraw a link. The link stays readable, together with the reason");
  auto retract_flags = std::make_shared<RetractLinkFlags>();
  retract->add_option("name", retract_flags->name, "The link, claims/ID/links/ID")->required();
  retract->add_option("--reason", retract_flags->reason, "The reason")->required();
  retract->add_option("--etag", retract_flags->etag, "Retract only if this is the link's current etag");
  retract->add_option("--request-id", retract_flags->request_id,
                      "Idempotency key: repeating the command with the same key has the same result");
  retract->callback([&session, retract_flags] { session.exit_code = RetractLink(session, *retract_flags); });
}

}  // namespace verbatim::cli
