#include <iostream>
#include <memory>

#include "absl/strings/ascii.h"
#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/output/render.h"
#include "cli/output/terminal.h"
#include "client/pages.h"

namespace verbatim::cli {
namespace {

v1::EvidenceStance StanceOf(const std::string& word) {
  v1::EvidenceStance stance = v1::EVIDENCE_STANCE_UNSPECIFIED;
  v1::EvidenceStance_Parse("EVIDENCE_STANCE_" + absl::AsciiStrToUpper(word), &stance);
  return stance;
}

const std::vector<std::string> kStances = {"supports", "refutes", "context"};

absl::Status Show(const v1::Evidence& evidence, Sentences& sentences, const Session& session) {
  if (session.json) {
    session.PrintJson(evidence);
    return absl::OkStatus();
  }
  std::cout << OneLine(evidence.name()) << ": "
            << EnumWords(v1::EvidenceStance_Name(evidence.stance()), "EVIDENCE_STANCE_", evidence.stance())
            << '\n';
  if (evidence.state() == v1::EVIDENCE_STATE_RETRACTED) {
    std::cout << "  retracted: " << OneLine(evidence.state_reason()) << '\n';
  }
  if (!evidence.note().empty()) std::cout << "  note: " << OneLine(evidence.note()) << '\n';
  const v1::Citation& citation = evidence.citation();
  PrintSource(citation, std::cout);
  if (citation.erased()) return absl::OkStatus();
  auto read = sentences.Get(citation.sentences());
  if (!read.ok()) return read.status();
  for (const v1::Sentence& sentence : *read) {
    PrintMarked(sentence.text(), sentence.span().byte_start(), citation.span(), session, std::cout);
  }
  PrintAttestations(citation, std::cout);
  return absl::OkStatus();
}

struct CreateEvidenceFlags {
  std::string claim, stance, document, quote, prefix, suffix, note, id, request_id;
};

ExitCode CreateEvidence(Session& session, const CreateEvidenceFlags& flags) {
  v1::CreateEvidenceRequest request;
  request.set_parent(WithCollection("claims", flags.claim));
  request.set_evidence_id(flags.id);
  request.set_request_id(flags.request_id);
  v1::Evidence& evidence = *request.mutable_evidence();
  evidence.set_stance(StanceOf(flags.stance));
  evidence.set_note(flags.note);
  evidence.mutable_citation()->set_revision(WithCollection("documents", flags.document));
  evidence.mutable_citation()->set_quote(flags.quote);
  evidence.mutable_citation()->set_prefix(flags.prefix);
  evidence.mutable_citation()->set_suffix(flags.suffix);
  session.names.Add("parent", "the claim")
      .Add("evidence_id", "--id")
      .Add("request_id", "--request-id")
      .Add("evidence.note", "--note")
      .Add("evidence.citation.revision", "--document")
      .Add("evidence.citation.quote", "--quote")
      .Add("evidence.citation.prefix", "--prefix")
      .Add("evidence.citation.suffix", "--suffix");
  auto response = session.client().CreateEvidence(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  Sentences sentences(session.client());
  absl::Status shown = Show(response->evidence(), sentences, session);
  return shown.ok() ? kOk : session.Fail(shown);
}

struct ListEvidenceFlags {
  std::string claim, stance, document;
};

ExitCode ListEvidence(Session& session, const ListEvidenceFlags& flags) {
  v1::ListEvidenceRequest request;
  request.set_parent(WithCollection("claims", flags.claim.empty() ? "-" : flags.claim));
  request.mutable_filter()->set_stance(StanceOf(flags.stance));
  if (!flags.document.empty()) {
    request.mutable_filter()->set_document(WithCollection("documents", flags.document));
  }
  session.names.Add("parent", "the claim").Add("filter.document", "--document");
  Sentences sentences(session.client());
  client::Pages pages(session.client(), &client::Client::ListEvidence, request);
  while (auto page = pages.Next()) {
    for (const v1::Evidence& evidence : page->evidence()) {
      absl::Status shown = Show(evidence, sentences, session);
      if (!shown.ok()) return session.Fail(shown);
    }
  }
  return pages.status().ok() ? kOk : session.Fail(pages.status());
}

struct RetractEvidenceFlags {
  std::string name, reason, etag, request_id;
};

ExitCode RetractEvidence(Session& session, const RetractEvidenceFlags& flags) {
  v1::RetractEvidenceRequest request;
  request.set_name(WithCollection("claims", flags.name));
  request.set_reason(flags.reason);
  request.set_etag(flags.etag);
  request.set_request_id(flags.request_id);
  session.names.Add("name", "the evidence").Add("reason", "--reason").Add("request_id", "--request-id");
  auto response = session.client().RetractEvidence(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(response->evidence());
  } else {
    std::cout << OneLine(response->evidence().name()) << ": retracted\n";
  }
  return kOk;
}

}  // namespace

void AddEvidenceCommands(CLI::App& app, Session& session) {
  CLI::App* evidence = app.add_subcommand("evidence", "Evidence for and against claims: add, list, retract")
                           ->require_subcommand(1);

  CLI::App* add = evidence->add_subcommand("add", "Record evidence whose quote occurs in the document");
  auto flags = std::make_shared<CreateEvidenceFlags>();
  add->add_option("claim", flags->claim, "The claim")->required();
  add->add_option("--stance", flags->stance, "What the quote says about the claim")
      ->required()
      ->check(CLI::IsMember(kStances));
  add->add_option("--document", flags->document, "The document to quote, or one of its revisions")
      ->required();
  add->add_option("--quote", flags->quote, "The words of the document, byte for byte")->required();
  add->add_option("--prefix", flags->prefix,
                  "Text directly before the quote; required if the quote occurs more than once");
  add->add_option("--suffix", flags->suffix, "Text directly after the quote");
  add->add_option("--note", flags->note, "An explanation");
  add->add_option("--id", flags->id, "Id of the new resource: a-z, 0-9 and hyphens. Default: a UUID");
  add->add_option("--request-id", flags->request_id,
                  "Idempotency key: repeating the command with the same key records nothing twice");
  add->callback([&session, flags] { session.exit_code = CreateEvidence(session, *flags); });

  CLI::App* list = evidence->add_subcommand("list", "List evidence, oldest first");
  auto list_flags = std::make_shared<ListEvidenceFlags>();
  list->add_option("claim", list_flags->claim, "Only evidence about this claim");
  list->add_option("--stance", list_flags->stance, "Only evidence with this stance")
      ->check(CLI::IsMember(kStances));
  list->add_option("--document", list_flags->document, "Only evidence from this document");
  list->callback([&session, list_flags] { session.exit_code = ListEvidence(session, *list_flags); });

  CLI::App* retract = evidence->add_subcommand(
      "retract", "Withdraw evidence. Exports leave it out; it stays readable, together with the reason");
  auto retract_flags = std::make_shared<RetractEvidenceFlags>();
  retract->add_option("name", retract_flags->name, "The evidence, claims/ID/evidence/ID")->required();
  retract->add_option("--reason", retract_flags->reason, "The reason")->required();
  retract->add_option("--etag", retract_flags->etag, "Retract only if this is the evidence's current etag");
  retract->add_option("--request-id", retract_flags->request_id,
                      "Idempotency key: repeating the command with the same key has the same result");
  retract->callback(
      [&session, retract_flags] { session.exit_code = RetractEvidence(session, *retract_flags); });
}

}  // namespace verbatim::cli
