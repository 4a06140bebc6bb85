#include <iostream>
#include <map>
#include <memory>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/render.h"
#include "cli/output/table.h"
#include "cli/output/terminal.h"
#include "google/protobuf/util/json_util.h"

namespace verbatim::cli {
namespace {

ExitCode Show(Session& session, const google::protobuf::RepeatedPtrField<v1::Claim>& claims,
              Sentences& sentences) {
  for (const v1::Claim& claim : claims) {
    if (session.json) {
      session.PrintJson(claim);
      continue;
    }
    absl::Status status = PrintClaim(claim, sentences, session, std::cout);
    if (!status.ok()) return session.Fail(status);
    std::cout << '\n';
  }
  return kOk;
}

struct CreateClaimFlags {
  std::string file, id, document, text, quote, prefix, suffix, claimant, request_id;
  std::vector<std::string> labels;
  bool allow_contradicted = false;
  bool refuse_contradicted_text = false;
};

ExitCode CreateClaim(Session& session, const CreateClaimFlags& flags) {
  v1::CreateClaimRequest request;
  v1::Claim& claim = *request.mutable_claim();
  if (!flags.file.empty()) {
    std::optional<std::string> json = ReadInput(flags.file);
    if (!json) return kUsage;
    auto parsed = google::protobuf::util::JsonStringToMessage(*json, &claim);
    if (!parsed.ok()) {
      std::cerr << "verbatim: " << flags.file
                << " contains no claim in protobuf JSON: " << parsed.message().as_string() << '\n';
      return kUsage;
    }
  }
  if (!flags.text.empty()) claim.set_text(flags.text);
  if (!flags.claimant.empty()) claim.mutable_claimant()->set_name(flags.claimant);
  if (!flags.quote.empty()) {
    v1::Citation& citation = *claim.add_citations();
    citation.set_quote(flags.quote);
    citation.set_prefix(flags.prefix);
    citation.set_suffix(flags.suffix);
  }
  if (!flags.document.empty()) {
    for (v1::Citation& citation : *claim.mutable_citations()) {
      if (citation.revision().empty()) citation.set_revision(WithCollection("documents", flags.document));
    }
  }
  if (!ParseLabels(flags.labels, *claim.mutable_labels())) return kUsage;
  request.set_claim_id(flags.id);
  request.set_request_id(flags.request_id);
  request.set_allow_contradicted(flags.allow_contradicted);
  request.set_refuse_contradicted_text(flags.refuse_contradicted_text);
  auto response = session.client().CreateClaim(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  google::protobuf::RepeatedPtrField<v1::Claim> claims;
  *claims.Add() = response->claim();
  Sentences sentences(session.client());
  return Show(session, claims, sentences);
}

ExitCode GetClaim(Session& session, const std::vector<std::string>& ids) {
  v1::BatchGetClaimsRequest request;
  for (const std::string& id : ids) request.add_names(WithCollection("claims", id));
  auto response = session.client().BatchGetClaims(request);
  if (!response.ok()) return session.Fail(response.status());
  Sentences sentences(session.client());
  return Show(session, response->claims(), sentences);
}

struct ListClaimsFlags {
  std::string document, state, anchoring, claimant, agent;
  std::vector<std::string> labels;
  int64_t limit = 0;
  bool quotes = false;
};

ExitCode ListClaims(Session& session, const ListClaimsFlags& flags) {
  v1::ListClaimsRequest request;
  v1::ClaimFilter& filter = *request.mutable_filter();
  if (!flags.document.empty()) filter.set_document(WithCollection("documents", flags.document));
  filter.set_claimant_name(flags.claimant);
  filter.set_agent_id(flags.agent);
  if (flags.state == "active") filter.set_state(v1::CLAIM_STATE_ACTIVE);
  if (flags.state == "retracted") filter.set_state(v1::CLAIM_STATE_RETRACTED);
  filter.set_anchoring_state(ParseAnchoringState(flags.anchoring));
  if (!ParseLabels(flags.labels, *filter.mutable_labels())) return kUsage;
  Sentences sentences(session.client());
  Table table({"CLAIM", "STATE", "TEXT"});
  for (int64_t left = flags.limit; flags.limit == 0 || left > 0;) {
    request.set_page_size(flags.limit == 0 ? 1000 : static_cast<int>(std::min<int64_t>(left, 1000)));
    auto page = session.client().ListClaims(request);
    if (!page.ok()) return session.Fail(page.status());
    if (session.json || flags.quotes) {
      ExitCode shown = Show(session, page->claims(), sentences);
      if (shown != kOk) return shown;
    } else {
      for (const v1::Claim& claim : page->claims()) {
        table.Add({claim.name(), claim.state() == v1::CLAIM_STATE_RETRACTED ? "retracted" : "active",
                   claim.text()});
      }
    }
    table.Print(std::cout, TerminalWidth());
    left -= page->claims_size();
    if (page->next_page_token().empty()) break;
    request.set_page_token(page->next_page_token());
  }
  return kOk;
}

struct RetractClaimFlags {
  std::string id, reason, superseded_by, etag;
};

ExitCode RetractClaim(Session& session, const RetractClaimFlags& flags) {
  v1::RetractClaimRequest request;
  request.set_name(WithCollection("claims", flags.id));
  request.set_reason(flags.reason);
  if (!flags.superseded_by.empty()) request.set_superseded_by(WithCollection("claims", flags.superseded_by));
  request.set_etag(flags.etag);
  auto response = session.client().RetractClaim(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(response->claim());
  } else {
    std::cout << OneLine(response->claim().name()) << ": retracted\n";
  }
  return kOk;
}

}  // namespace

void AddClaimCommands(CLI::App& app, Session& session) {
  CLI::App* claims =
      app.add_subcommand("claims", "Claims: draft, add, import, get, list, retract")->require_subcommand(1);

  CLI::App* add = claims->add_subcommand("add", "Record a claim whose quote occurs in the document");
  auto add_flags = std::make_shared<CreateClaimFlags>();
  add->add_option("--document", add_flags->document, "The document to quote, or one of its revisions");
  add->add_option("--text", add_flags->text, "The claim, as a sentence that is clear without context");
  CLI::Option* quote = add->add_option("--quote", add_flags->quote,
                                       "The words of the document that state the claim, byte for byte");
  add->add_option("--prefix", add_flags->prefix,
                  "Text directly before the quote; required if the quote occurs more than once")
      ->needs(quote);
  add->add_option("--suffix", add_flags->suffix, "Text directly after the quote")->needs(quote);
  add->add_option("--claimant", add_flags->claimant, "Who made the claim");
  add->add_option("--label", add_flags->labels, "A label, KEY=VALUE; repeatable")->allow_extra_args(false);
  add->add_option("--id", add_flags->id, "Id of the new resource: a-z, 0-9 and hyphens. Default: a UUID");
  add->add_option("--request-id", add_flags->request_id,
                  "Idempotency key: repeating the command with the same key records nothing twice");
  add->add_option(
      "--file", add_flags->file,
      "File with the claim in protobuf JSON, - for standard input. The flags above add fields to the claim");
  add->add_flag(
      "--allow-contradicted", add_flags->allow_contradicted,
      "Record the claim even if the quote states another number or date; mark the value as contradicted");
  add->add_flag("--refuse-contradicted-text", add_flags->refuse_contradicted_text,
                "Refuse the claim if its own text states another number or date than the quote");
  add->callback([&session, add_flags] { session.exit_code = CreateClaim(session, *add_flags); });

  AddImportCommand(*claims, session);
  AddDraftCommand(*claims, session);

  CLI::App* get = claims->add_subcommand("get", "Show claims with the sentences that they cite");
  auto ids = std::make_shared<std::vector<std::string>>();
  get->add_option("id", *ids, "Ids of the claims")->required();
  get->callback([&session, ids] { session.exit_code = GetClaim(session, *ids); });

  CLI::App* list = claims->add_subcommand("list", "List claims, oldest first");
  auto list_flags = std::make_shared<ListClaimsFlags>();
  list->add_option("--document", list_flags->document, "Only claims that cite this document");
  list->add_option("--state", list_flags->state, "Only claims in this state")
      ->check(CLI::IsMember({"active", "retracted"}));
  list->add_option("--anchoring", list_flags->anchoring,
                   "Only claims with a citation whose words are in this state in the latest revision")
      ->check(CLI::IsMember(kAnchoringStates));
  list->add_option("--claimant", list_flags->claimant, "Only claims of this claimant");
  list->add_option("--agent", list_flags->agent, "Only claims attributed to the agent with this id");
  list->add_option("--label", list_flags->labels, "Only claims with this label, KEY=VALUE; repeatable")
      ->allow_extra_args(false);
  list->add_option("--limit", list_flags->limit, "Maximum number of claims. Default: all")
      ->check(CLI::PositiveNumber);
  list->add_flag("--quotes", list_flags->quotes, "Show each claim with the sentences that it cites");
  list->callback([&session, list_flags] { session.exit_code = ListClaims(session, *list_flags); });

  CLI::App* retract = claims->add_subcommand(
      "retract", "Withdraw a claim. The claim stays readable, together with the reason");
  auto retract_flags = std::make_shared<RetractClaimFlags>();
  retract->add_option("id", retract_flags->id, "The claim")->required();
  retract->add_option("--reason", retract_flags->reason, "The reason")->required();
  retract->add_option("--superseded-by", retract_flags->superseded_by,
                      "The claim that replaces the withdrawn claim");
  retract->add_option("--etag", retract_flags->etag, "Retract only if this is the claim's current etag");
  retract->callback([&session, retract_flags] { session.exit_code = RetractClaim(session, *retract_flags); });
}

}  // namespace verbatim::cli
