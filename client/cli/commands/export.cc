#include <iostream>
#include <map>
#include <memory>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/progress.h"
#include "cli/output/terminal.h"

namespace verbatim::cli {
namespace {

struct ExportFlags {
  std::vector<std::string> ids, labels;
  std::string document, state, claimant, agent, base_uri, output = "-";
  std::string format;
};

const std::map<std::string, v1::ExchangeFormat> kFormats = {
    {"claim-review", v1::EXCHANGE_FORMAT_CLAIM_REVIEW},
    {"claim-review-feed", v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED},
    {"prov-json", v1::EXCHANGE_FORMAT_PROV_JSON},
    {"web-annotation", v1::EXCHANGE_FORMAT_WEB_ANNOTATION},
    {"nanopublication", v1::EXCHANGE_FORMAT_NANOPUBLICATION}};

// What the items of a format are called.
std::string_view NounOf(v1::ExchangeFormat format) {
  switch (format) {
    case v1::EXCHANGE_FORMAT_WEB_ANNOTATION:
      return "annotation";
    case v1::EXCHANGE_FORMAT_NANOPUBLICATION:
      return "nanopublication";
    case v1::EXCHANGE_FORMAT_PROV_JSON:
      return "bundle";
    default:
      return "review";
  }
}

ExitCode Export(Session& session, const ExportFlags& flags) {
  v1::ExportClaimsRequest request;
  request.set_format(kFormats.at(flags.format));
  for (const std::string& id : flags.ids) request.add_names(WithCollection("claims", id));
  v1::ClaimFilter& filter = *request.mutable_filter();
  if (!flags.document.empty()) filter.set_document(WithCollection("documents", flags.document));
  filter.set_claimant_name(flags.claimant);
  filter.set_agent_id(flags.agent);
  if (flags.state == "active") filter.set_state(v1::CLAIM_STATE_ACTIVE);
  if (flags.state == "retracted") filter.set_state(v1::CLAIM_STATE_RETRACTED);
  if (!ParseLabels(flags.labels, *filter.mutable_labels())) return kUsage;
  request.set_base_uri(flags.base_uri);
  for (int i = 0; i < request.names_size(); ++i) {
    session.names.Add("names[" + std::to_string(i) + "]", request.names(i));
  }
  session.names.Add("filter.document", "--document").Add("filter.state", "--state");
  session.names.Add("filter.claimant_name", "--claimant").Add("filter.agent_id", "--agent");
  session.names.Add("filter.labels", "--label").Add("base_uri", "--base-uri");
  OutputFile output(flags.output);
  if (!output.ok()) return kBroken;
  Progress progress(0);
  bool written = true;
  v1::ExportClaimsResponse last;  // without its data
  absl::Status status = session.client().ExportClaims(request, [&](const v1::ExportClaimsResponse& part) {
    last.set_claims(part.claims());
    last.set_items(part.items());
    last.set_omitted_claims(part.omitted_claims());
    progress.Update(part.claims(), "claims");
    written = output.Write(part.data());
    return written;
  });
  progress.Clear();
  if (!written) return kBroken;
  if (!status.ok()) return session.Fail(status);
  if (!output.Commit()) return kBroken;
  std::cerr << "verbatim: " << Counted(last.items(), NounOf(request.format())) << " of "
            << Counted(last.claims() - last.omitted_claims(), "claim") << " exported";
  if (last.omitted_claims() > 0) {
    std::cerr << "; " << Counted(last.omitted_claims(), "claim")
              << " left out, because the format cannot show " << (last.omitted_claims() == 1 ? "it" : "them");
  }
  std::cerr << '\n';
  return kOk;
}

}  // namespace

void AddExportCommand(CLI::App& app, Session& session) {
  constexpr char kHelp[] =
      "Write claims with their evidence, reviews and provenance in a format of other tools: ClaimReview "
      "(schema.org JSON-LD, one per line or as a feed), PROV-JSON, Web Annotations or nanopublications "
      "(TriG).";
  CLI::App* command = app.add_subcommand("export", kHelp);
  auto flags = std::make_shared<ExportFlags>();
  command->add_option("id", flags->ids, "Ids of claims. Default: all claims that pass the filters below");
  command->add_option("--format", flags->format, "The output format")
      ->required()
      ->check(CLI::IsMember(
          {"claim-review", "claim-review-feed", "prov-json", "web-annotation", "nanopublication"}));
  command->add_option("--document", flags->document, "Only claims that cite this document");
  command
      ->add_option("--state", flags->state,
                   "Only claims in this state; only prov-json exports retracted claims")
      ->check(CLI::IsMember({"active", "retracted"}));
  command->add_option("--claimant", flags->claimant, "Only claims of this claimant");
  command->add_option("--agent", flags->agent, "Only claims attributed to the agent with this id");
  command->add_option("--label", flags->labels, "Only claims with this label, KEY=VALUE; repeatable")
      ->allow_extra_args(false);
  command->add_option("--base-uri", flags->base_uri,
                      "Prefix that turns resource names into URIs, such as https://facts.example/. Default: "
                      "urn:verbatim: and "
                      "the log's origin");
  command->add_option("--output", flags->output, "File to write, - for standard output")
      ->capture_default_str();
  command->callback([&session, flags] { session.exit_code = Export(session, *flags); });
}

}  // namespace verbatim::cli
