// verbatim bundle saves a proof. verbatim verify verifies it offline, or asks the service to check a claim.

#include <iostream>
#include <map>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/render.h"
#include "cli/output/terminal.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/time_util.h"
#include "verify/bundle.h"

namespace verbatim::cli {
namespace {

using google::protobuf::util::TimeUtil;

struct BundleFlags {
  std::string name, output;
  bool text = false;
  bool cosigned = false;
};

ExitCode GetBundle(Session& session, const BundleFlags& flags) {
  if (flags.output == "-" && IsTerminal() && !session.json) {
    std::cerr << "verbatim: not writing a binary bundle to a terminal; use --output FILE or --json\n";
    return kUsage;
  }
  v1::GetProofBundleRequest request;
  request.set_name(flags.name.find('/') == std::string::npos ? "claims/" + flags.name : flags.name);
  request.set_include_text(flags.text);
  request.set_cosigned(flags.cosigned);
  session.names.Add("name", "the name");
  auto response = session.client().GetProofBundle(request);
  if (!response.ok()) return session.Fail(response.status());
  std::string bytes = session.json ? JsonLine(response->bundle()) : response->bundle().SerializeAsString();
  if (!WriteOutput(flags.output, bytes)) return kBroken;
  if (flags.output != "-" && !session.json) {
    std::cout << flags.output << ": " << bytes.size() << " bytes, proof of " << OneLine(request.name())
              << '\n';
  }
  return kOk;
}

struct VerifyFlags {
  std::string claim, bundle, key;
  std::vector<std::string> witnesses;
};

// Prints the state of what was recorded, if it is not in force. PrintClaimFields prints that of a claim.
void PrintState(const v1::EntryPayload& payload) {
  const std::string reviewed = v1::ReviewState_Name(payload.review().state());
  std::string words, reason;
  if (payload.evidence().erased() || payload.review().erased() || payload.link().erased()) {
    std::cout << "  state: erased with its claim\n";
    return;
  }
  if (payload.has_review() && payload.review().state() > v1::REVIEW_STATE_ACTIVE) {
    words = EnumWords(reviewed, "REVIEW_STATE_", payload.review().state());
    reason = payload.review().state_reason();
  } else if (payload.evidence().state() == v1::EVIDENCE_STATE_RETRACTED) {
    words = "retracted";
    reason = payload.evidence().state_reason();
  } else if (payload.link().state() == v1::LINK_STATE_RETRACTED) {
    words = "retracted";
    reason = payload.link().state_reason();
  }
  if (!words.empty()) std::cout << "  state: " << words << ": " << OneLine(reason) << '\n';
}

std::string_view VerdictWord(verify::Verdict verdict) {
  switch (verdict) {
    case verify::Verdict::kProven:
      return "PROVEN";
    case verify::Verdict::kFailed:
      return "FAILED";
    case verify::Verdict::kNotShown:
      return "NOT_SHOWN";
    case verify::Verdict::kNewer:
      return "NEWER";
  }
  return "";
}

ExitCode ExitCodeOf(verify::Verdict verdict) {
  switch (verdict) {
    case verify::Verdict::kProven:
      return kOk;
    case verify::Verdict::kFailed:
      return kUntrusted;
    case verify::Verdict::kNotShown:
      return kNotShown;
    case verify::Verdict::kNewer:
      return kNewer;
  }
  return kBroken;
}

void PrintFacts(const verify::Verification& verification, const Session& session) {
  std::cout << '\n'
            << OneLine(verification.leaf.resource) << ", recorded "
            << TimeUtil::ToString(TimeUtil::MicrosecondsToTimestamp(verification.leaf.time_micros));
  if (!verification.leaf.principal.empty()) std::cout << " by " << OneLine(verification.leaf.principal);
  if (verification.payload && !verification.payload->caller_display_name().empty())
    std::cout << " (" << OneLine(verification.payload->caller_display_name()) << ")";
  std::cout << "\nas of entry " << verification.index << " of " << verification.checkpoint.size
            << ": later entries may change it\n";
  if (!verification.payload) return;
  if (verification.payload->has_document()) {
    const v1::Document& document = verification.payload->document();
    if (!document.title().empty()) std::cout << "  title: " << OneLine(document.title()) << '\n';
    if (!document.uri().empty()) std::cout << "  uri: " << OneLine(document.uri()) << '\n';
    if (document.has_erasure()) {
      std::cout << "  erased, requested by " << OneLine(document.erasure().requested_by()) << ": "
                << OneLine(document.erasure().reason()) << '\n';
    }
  }
  PrintState(*verification.payload);
  if (!verification.payload->has_claim()) return;
  const v1::Claim& claim = verification.payload->claim();
  PrintClaimFields(claim, std::cout);
  for (const v1::Citation& citation : claim.citations()) {
    PrintSource(citation, std::cout);
    for (size_t i = 0; i < verification.revisions.size(); ++i) {
      if (verification.revisions[i].name() != citation.revision() || citation.erased()) continue;
      bool shown = false;
      for (const v1::SentenceProof& sentence : verification.sentences[i]) {
        if (sentence.byte_start() >= citation.span().byte_end() ||
            sentence.byte_end() <= citation.span().byte_start())
          continue;
        PrintMarked(sentence.text(), sentence.byte_start(), citation.span(), session, std::cout);
        shown = true;
      }
      if (!shown) {
        PrintMarked(citation.quote(), citation.span().byte_start(), citation.span(), session, std::cout);
      }
    }
  }
}

void PrintJson(const verify::Verification& verification, const Session& session) {
  google::protobuf::Struct object;
  auto& fields = *object.mutable_fields();
  fields["verified"].set_bool_value(verification.ok());
  fields["verdict"].set_string_value(std::string(VerdictWord(verification.verdict())));
  auto& checks = *fields["checks"].mutable_list_value();
  for (const verify::Check& check : verification.checks) {
    auto& item = *checks.add_values()->mutable_struct_value()->mutable_fields();
    item["name"].set_string_value(check.name);
    item["passed"].set_bool_value(check.verdict == verify::Verdict::kProven);
    item["detail"].set_string_value(check.detail);
  }
  if (verification.ok()) {
    fields["resource"].set_string_value(verification.leaf.resource);
    fields["index"].set_string_value(absl::StrCat(verification.index));
    fields["size"].set_string_value(absl::StrCat(verification.checkpoint.size));
    fields["origin"].set_string_value(verification.checkpoint.origin);
    fields["time"].set_string_value(
        TimeUtil::ToString(TimeUtil::MicrosecondsToTimestamp(verification.leaf.time_micros)));
  }
  session.PrintJson(object);
}

void PrintCheck(v1::CheckOutcome outcome, const std::string& name, const std::string& detail) {
  const char* word = outcome == v1::CHECK_OUTCOME_PASSED    ? "ok      "
                     : outcome == v1::CHECK_OUTCOME_SKIPPED ? "skipped "
                                                            : "FAILED  ";
  (outcome == v1::CHECK_OUTCOME_FAILED ? std::cerr : std::cout)
      << word << name << ": " << OneLine(detail) << '\n';
}

void PrintCheck(const verify::Check& check) {
  const bool proven = check.verdict == verify::Verdict::kProven;
  const char* word = proven                                        ? "ok      "
                     : check.verdict == verify::Verdict::kNotShown ? "not shown "
                     : check.verdict == verify::Verdict::kNewer    ? "unknown "
                                                                   : "FAILED  ";
  (proven ? std::cout : std::cerr) << word << check.name << ": " << OneLine(check.detail) << '\n';
}

ExitCode VerifyClaim(Session& session, const std::string& claim) {
  v1::VerifyClaimRequest request;
  request.set_name(WithCollection("claims", claim));
  session.names.Add("name", "the claim");
  auto response = session.client().VerifyClaim(request);
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(*response);
    return response->verified() ? kOk : kUntrusted;
  }
  std::map<v1::CheckOutcome, int> count;
  for (const v1::Check& check : response->checks()) {
    std::string name = EnumWords(v1::CheckKind_Name(check.kind()), "CHECK_KIND_", check.kind());
    if (!check.subject().empty()) name += " of " + OneLine(check.subject());
    PrintCheck(check.outcome(), name, check.detail());
    ++count[check.outcome()];
  }
  std::cout << OneLine(request.name()) << ": " << count[v1::CHECK_OUTCOME_PASSED] << " passed, "
            << count[v1::CHECK_OUTCOME_FAILED] << " failed, " << count[v1::CHECK_OUTCOME_SKIPPED]
            << " skipped\n";
  return response->verified() ? kOk : kUntrusted;
}

ExitCode VerifyBundle(Session& session, const VerifyFlags& flags) {
  std::optional<log::VerifierKey> key = ReadKey(flags.key, "--key");
  if (!key) return kUsage;
  std::vector<log::VerifierKey> witnesses;
  for (const std::string& text : flags.witnesses) {
    std::optional<log::VerifierKey> witness = ReadKey(text, "--witness");
    if (!witness) return kUsage;
    witnesses.push_back(*std::move(witness));
  }
  std::optional<std::string> bytes = ReadInput(flags.bundle);
  if (!bytes) return kUsage;
  verify::Verification verification = verify::VerifyBundle(*bytes, *key, witnesses);
  if (session.json) {
    PrintJson(verification, session);
  } else {
    for (const verify::Check& check : verification.checks) PrintCheck(check);
    if (verification.ok() || verification.verdict() == verify::Verdict::kNotShown)
      PrintFacts(verification, session);
  }
  return ExitCodeOf(verification.verdict());
}

ExitCode Verify(Session& session, const VerifyFlags& flags) {
  bool of_bundle = !flags.bundle.empty() || !flags.key.empty() || !flags.witnesses.empty();
  if (!flags.claim.empty() && !of_bundle) return VerifyClaim(session, flags.claim);
  if (flags.claim.empty() && !flags.bundle.empty() && !flags.key.empty()) return VerifyBundle(session, flags);
  std::cerr << "verbatim: verify requires either a claim that the service checks, or --bundle and --key\n";
  return kUsage;
}

}  // namespace

void AddVerifyCommands(CLI::App& app, Session& session) {
  CLI::App* bundle =
      app.add_subcommand("bundle", "Save the proof of anything recorded, which anyone can verify offline");
  auto bundle_flags = std::make_shared<BundleFlags>();
  bundle
      ->add_option("name", bundle_flags->name,
                   "ID of a claim, or the name of a claim, document, revision, evidence, review or link")
      ->required();
  bundle->add_option("-o,--output", bundle_flags->output, "File to write, - for standard output")
      ->capture_default_str()
      ->default_val("-");
  bundle->add_flag("--text", bundle_flags->text, "Include the full text of the source");
  bundle->add_flag("--cosigned", bundle_flags->cosigned, "Use a checkpoint that a witness has cosigned");
  bundle->callback([&session, bundle_flags] { session.exit_code = GetBundle(session, *bundle_flags); });

  CLI::App* verify = app.add_subcommand(
      "verify",
      "Verify a proof bundle offline with only the log's verifier key, or ask the service to check a claim "
      "against its stored data");
  auto verify_flags = std::make_shared<VerifyFlags>();
  verify->add_option(
      "claim", verify_flags->claim,
      "ID or claims/ID of the claim that the service checks; cannot be combined with the flags below");
  verify->add_option("--bundle", verify_flags->bundle, "File with the bundle, - for standard input");
  verify->add_option("--key", verify_flags->key, "The log's verifier key, or a file that contains the key");
  verify
      ->add_option("--witness", verify_flags->witnesses,
                   "Verifier key of a witness that must have cosigned the checkpoint, or a file with the "
                   "key; repeatable")
      ->allow_extra_args(false);
  verify->callback([&session, verify_flags] { session.exit_code = Verify(session, *verify_flags); });
}

}  // namespace verbatim::cli
