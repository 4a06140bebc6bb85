#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/input/message_json.h"
#include "cli/output/render.h"
#include "cli/output/table.h"
#include "cli/output/terminal.h"
#include "client/pages.h"

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

struct ClaimFlags {
  std::string file, id, document, quote, prefix, suffix, request_id, etag;
  std::optional<std::string> text, claimant;
  std::vector<std::string> labels, remove_labels, clear;
  bool allow_contradicted = false;
  bool refuse_contradicted_text = false;
  bool typographic = false;
};

// Reads the claim of --file, if there is one. Prints what is wrong.
bool ReadClaimFile(Session& session, const ClaimFlags& flags, v1::Claim& claim) {
  if (flags.file.empty()) return true;
  std::optional<std::string> json = ReadInput(flags.file);
  if (!json) return false;
  const std::string file = flags.file == "-" ? "standard input" : flags.file;
  const std::string wrong = ReadMessageJson(*json, "claim", file, JsonPlace::kFile, claim);
  if (!wrong.empty()) std::cerr << "verbatim: " << wrong << '\n';
  session.names.AddJson("claim", *std::move(json), file);
  return wrong.empty();
}

// Sets the fields of the claim that flags give. Prints what is wrong.
bool SetFields(Session& session, const ClaimFlags& flags, v1::Claim& claim) {
  FieldNames& names = session.names;
  const bool from_file = !flags.file.empty();
  if (flags.text) claim.set_text(*flags.text);
  if (flags.text || !from_file) names.Add("claim.text", "--text");
  if (flags.claimant) claim.mutable_claimant()->set_name(*flags.claimant);
  if (flags.claimant || !from_file) names.Add("claim.claimant", "--claimant");
  if (!from_file) names.Add("claim.citations", "--quote");
  if (!flags.quote.empty()) {
    const std::string path = "claim.citations[" + std::to_string(claim.citations_size()) + "]";
    names.Add(path + ".quote", "--quote").Add(path + ".prefix", "--prefix").Add(path + ".suffix", "--suffix");
    names.Add(path + ".revision", "--document");
    v1::Citation& citation = *claim.add_citations();
    citation.set_quote(flags.quote);
    citation.set_prefix(flags.prefix);
    citation.set_suffix(flags.suffix);
  }
  if (!flags.labels.empty() || !from_file) names.Add("claim.labels", "--label");
  if (flags.document.empty()) return ParseLabels(flags.labels, *claim.mutable_labels());
  for (int i = 0; i < claim.citations_size(); ++i) {
    if (!claim.citations(i).revision().empty()) continue;
    claim.mutable_citations(i)->set_revision(WithCollection("documents", flags.document));
    names.Add("claim.citations[" + std::to_string(i) + "].revision", "--document");
  }
  return ParseLabels(flags.labels, *claim.mutable_labels());
}

ExitCode ShowOne(Session& session, const v1::Claim& claim) {
  google::protobuf::RepeatedPtrField<v1::Claim> claims;
  *claims.Add() = claim;
  Sentences sentences(session.client());
  return Show(session, claims, sentences);
}

ExitCode CreateClaim(Session& session, const ClaimFlags& flags) {
  v1::CreateClaimRequest request;
  session.names.Add("claim_id", "--id").Add("request_id", "--request-id");
  if (!ReadClaimFile(session, flags, *request.mutable_claim())) return kUsage;
  if (!SetFields(session, flags, *request.mutable_claim())) return kUsage;
  request.set_claim_id(flags.id);
  request.set_request_id(flags.request_id);
  request.set_allow_contradicted(flags.allow_contradicted);
  request.set_refuse_contradicted_text(flags.refuse_contradicted_text);
  if (flags.typographic) request.set_quote_matching(v1::QUOTE_MATCHING_TYPOGRAPHIC);
  auto response = session.client().CreateClaim(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  const ExitCode shown = ShowOne(session, response->claim());
  for (const std::string& similar : response->similar_claims()) {
    (session.json ? std::cerr : std::cout) << "same text: " << OneLine(similar) << '\n';
  }
  return shown;
}

// The fields that `claims update` can clear, by their names in UpdateClaimRequest.update_mask.
const std::vector<std::string> kClearableOfClaim = {"statement", "claimant", "appearance_uri", "labels",
                                                    "attribution"};

// Completes an update by what the claim is now: labels that stay, and the document of a new quote. An update
// that depends on the claim has its etag.
void Complete(const v1::Claim& current, const ClaimFlags& flags, v1::Claim& update) {
  auto& labels = *update.mutable_labels();
  if (!flags.labels.empty() || !flags.remove_labels.empty()) {
    for (const auto& [key, value] : current.labels()) labels.insert({key, value});
    for (const std::string& key : flags.remove_labels) labels.erase(key);
  }
  for (v1::Citation& citation : *update.mutable_citations()) {
    if (!citation.revision().empty() || current.citations().empty()) continue;
    const std::string& revision = current.citations(0).revision();
    citation.set_revision(revision.substr(0, revision.find("/revisions/")));
  }
  if (update.etag().empty()) update.set_etag(current.etag());
}

ExitCode UpdateClaim(Session& session, const ClaimFlags& flags) {
  v1::UpdateClaimRequest request;
  v1::Claim& claim = *request.mutable_claim();
  session.names.Add("claim.name", "the id").Add("request_id", "--request-id").Add("claim.etag", "--etag");
  if (!ReadClaimFile(session, flags, claim) || !SetFields(session, flags, claim)) return kUsage;
  claim.set_name(WithCollection("claims", flags.id));
  claim.set_etag(flags.etag);
  auto& mask = *request.mutable_update_mask();
  const auto change = [&](bool changed, const char* field) {
    if (changed) mask.add_paths(field);
  };
  change(!claim.text().empty() || flags.text, "text");
  change(claim.has_statement(), "statement");
  change(claim.has_claimant(), "claimant");
  change(!claim.appearance_uri().empty(), "appearance_uri");
  change(!claim.citations().empty(), "citations");
  change(claim.has_attribution(), "attribution");
  change(!claim.labels().empty() || !flags.remove_labels.empty(), "labels");
  for (const std::string& field : flags.clear) mask.add_paths(field);
  if (mask.paths().empty()) {
    std::cerr
        << "verbatim: nothing to update; give --text, --claimant, --quote, --label, --remove-label, --clear "
           "or --file\n";
    return kUsage;
  }
  v1::GetClaimRequest get;
  get.set_name(claim.name());
  auto current = session.client().GetClaim(get);
  if (!current.ok()) return session.Fail(current.status());
  Complete(current->claim(), flags, claim);
  for (const std::string& field : flags.clear) {
    claim.GetReflection()->ClearField(&claim, claim.GetDescriptor()->FindFieldByName(field));
  }
  request.set_request_id(flags.request_id);
  request.set_allow_contradicted(flags.allow_contradicted);
  if (flags.typographic) request.set_quote_matching(v1::QUOTE_MATCHING_TYPOGRAPHIC);
  auto response = session.client().UpdateClaim(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  return ShowOne(session, response->claim());
}

ExitCode GetClaim(Session& session, const std::vector<std::string>& ids) {
  v1::BatchGetClaimsRequest request;
  for (const std::string& id : ids) request.add_names(WithCollection("claims", id));
  for (int i = 0; i < request.names_size(); ++i) {
    session.names.Add("names[" + std::to_string(i) + "]", request.names(i));
  }
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
  if (flags.state == "erased") filter.set_state(v1::CLAIM_STATE_ERASED);
  filter.set_anchoring_state(ParseAnchoringState(flags.anchoring));
  if (!ParseLabels(flags.labels, *filter.mutable_labels())) return kUsage;
  session.names.Add("filter.document", "--document")
      .Add("filter.labels", "--label")
      .Add("filter.claimant_name", "--claimant")
      .Add("filter.agent_id", "--agent");
  Sentences sentences(session.client());
  Table table({"CLAIM", "STATE", "TEXT"});
  client::Pages pages(session.client(), &client::Client::ListClaims, request);
  int64_t left = flags.limit == 0 ? client::kAllItems : flags.limit;
  while (auto page = pages.Next(left)) {
    if (session.json || flags.quotes) {
      ExitCode shown = Show(session, page->claims(), sentences);
      if (shown != kOk) return shown;
    } else {
      for (const v1::Claim& claim : page->claims()) {
        table.Add({claim.name(), EnumWords(v1::ClaimState_Name(claim.state()), "CLAIM_STATE_", claim.state()),
                   claim.text()});
      }
    }
    table.Print(std::cout, TerminalWidth());
    left -= page->claims_size();
  }
  return pages.status().ok() ? kOk : session.Fail(pages.status());
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
  session.names.Add("name", "the id").Add("reason", "--reason").Add("superseded_by", "--superseded-by");
  auto response = session.client().RetractClaim(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(response->claim());
  } else {
    std::cout << OneLine(response->claim().name()) << ": retracted\n";
  }
  return kOk;
}

struct EraseClaimFlags {
  std::string id, requested_by, reason;
  bool yes = false;
};

ExitCode EraseClaim(Session& session, const EraseClaimFlags& flags) {
  const std::string name = WithCollection("claims", flags.id);
  if (!flags.yes) {
    std::cerr << "verbatim: this permanently erases the words of " << name
              << " and of its evidence, reviews and links from the log; confirm with --yes\n";
    return kUsage;
  }
  v1::EraseClaimRequest request;
  request.set_name(name);
  request.set_requested_by(flags.requested_by);
  request.set_reason(flags.reason);
  session.names.Add("name", "the id").Add("requested_by", "--requested-by").Add("reason", "--reason");
  auto response = session.client().EraseClaim(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(*response);
  } else {
    std::cout << OneLine(response->claim().name()) << ": erased, with "
              << Counted(response->erased_children(), "piece of evidence, review or link",
                         "pieces of evidence, reviews and links")
              << '\n';
  }
  return kOk;
}

// Options that give fields of a claim.
void AddFieldOptions(CLI::App& command, ClaimFlags& flags) {
  command.add_option("--document", flags.document, "The document to quote, or one of its revisions");
  command.add_option("--text", flags.text, "The claim, as a sentence that is clear without context");
  CLI::Option* quote = command.add_option("--quote", flags.quote,
                                          "The words of the document that state the claim, byte for byte");
  command
      .add_option("--prefix", flags.prefix,
                  "Text directly before the quote; required if the quote occurs more than once")
      ->needs(quote);
  command.add_option("--suffix", flags.suffix, "Text directly after the quote")->needs(quote);
  command.add_option("--claimant", flags.claimant, "Who made the claim");
  command.add_option("--label", flags.labels, "A label, KEY=VALUE; repeatable")->allow_extra_args(false);
  command.add_option(
      "--file", flags.file,
      "File with the claim in protobuf JSON, - for standard input. The flags above add fields to the claim");
  command.add_flag(
      "--allow-contradicted", flags.allow_contradicted,
      "Record the claim even if the quote states another number or date; mark the value as contradicted");
  command.add_flag("--typographic", flags.typographic, kTypographicHelp);
}

void AddUpdateClaimCommand(CLI::App& claims, Session& session) {
  CLI::App* update = claims.add_subcommand(
      "update", "Correct a claim: change the fields that are given. The log keeps the previous version");
  auto flags = std::make_shared<ClaimFlags>();
  update->add_option("id", flags->id, "The claim")->required();
  AddFieldOptions(*update, *flags);
  update->add_option("--remove-label", flags->remove_labels, "The key of a label to remove; repeatable")
      ->allow_extra_args(false);
  update->add_option("--clear", flags->clear, "A field to clear; repeatable")
      ->check(CLI::IsMember(kClearableOfClaim))
      ->allow_extra_args(false);
  update->add_option("--etag", flags->etag, "Update only if this is the claim's current etag");
  update->add_option("--request-id", flags->request_id,
                     "Idempotency key: repeating the command with the same key has the same result");
  update->callback([&session, flags] { session.exit_code = UpdateClaim(session, *flags); });
}

void AddEraseClaimCommand(CLI::App& claims, Session& session) {
  CLI::App* erase = claims.add_subcommand(
      "erase",
      "Permanently erase the words of a claim, and of its evidence, reviews and links, from the log, for "
      "example because a court orders the erasure");
  auto flags = std::make_shared<EraseClaimFlags>();
  erase->add_option("id", flags->id, "The claim")->required();
  erase->add_option("--requested-by", flags->requested_by, "Who requires the erasure; recorded in the log")
      ->required();
  erase->add_option("--reason", flags->reason, "The reason for the erasure; recorded in the log")->required();
  erase->add_flag("--yes", flags->yes, "Confirm the erasure (required)");
  erase->callback([&session, flags] { session.exit_code = EraseClaim(session, *flags); });
}

}  // namespace

void AddClaimCommands(CLI::App& app, Session& session) {
  CLI::App* claims =
      app.add_subcommand("claims", "Claims: draft, add, import, get, list, update, retract, erase")
          ->require_subcommand(1);

  CLI::App* add = claims->add_subcommand("add", "Record a claim whose quote occurs in the document");
  auto add_flags = std::make_shared<ClaimFlags>();
  AddFieldOptions(*add, *add_flags);
  add->add_option("--id", add_flags->id, "Id of the new resource: a-z, 0-9 and hyphens. Default: a UUID");
  add->add_option("--request-id", add_flags->request_id,
                  "Idempotency key: repeating the command with the same key records nothing twice");
  add->add_flag("--refuse-contradicted-text", add_flags->refuse_contradicted_text,
                "Refuse the claim if its own text states another number or date than the quote");
  add->callback([&session, add_flags] { session.exit_code = CreateClaim(session, *add_flags); });

  AddUpdateClaimCommand(*claims, session);
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
      ->check(CLI::IsMember({"active", "retracted", "erased"}));
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
  AddEraseClaimCommand(*claims, session);
}

}  // namespace verbatim::cli
