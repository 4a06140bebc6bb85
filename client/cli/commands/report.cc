// verbatim report: claims and their proofs as one HTML file that verifies itself.

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/progress.h"
#include "cli/output/report_file.h"
#include "cli/output/terminal.h"
#include "client/pages.h"
#include "verify/bundle.h"

namespace verbatim::cli {
namespace {

// Browsers keep the whole file in memory, and verify each proof when they open it.
constexpr size_t kMaxClaims = 1000;
constexpr size_t kMaxBytes = size_t{64} << 20;
// A bundle with the whole text of its sources shows more of the context of a quote. A larger one is replaced by a bundle
// with the sentences of the quotes alone.
constexpr size_t kMaxBytesWithText = size_t{1} << 20;

struct ReportFlags {
  std::vector<std::string> claims;
  std::string document, key, output;
};

std::string DocumentOf(const std::string& revision) {
  return revision.substr(0, revision.find("/revisions/"));
}

class ReportMaker {
 public:
  ReportMaker(Session& session, log::VerifierKey key) : session_(session), key_(std::move(key)) {}

  // Adds the claim, its evidence and reviews, and the documents that they cite.
  absl::Status Add(const std::string& claim) {
    ReportedClaim reported;
    absl::Status status = Prove(claim, reported.claim);
    if (!status.ok()) return status;
    status = AddAll(
        claim, &client::Client::ListReviews, [](const auto& page) -> const auto& { return page.reviews(); },
        reported.reviews);
    if (!status.ok()) return status;
    status = AddAll(
        claim, &client::Client::ListEvidence, [](const auto& page) -> const auto& { return page.evidence(); },
        reported.evidence);
    report_.claims.push_back(std::move(reported));
    return status;
  }

  // Adds proofs of the cited documents and returns the file.
  absl::StatusOr<std::string> Finish(std::string key) {
    for (const std::string& document : documents_) {
      ReportedProof proof;
      absl::Status status = Prove(document, proof);
      if (!status.ok()) return status;
      report_.documents.push_back(std::move(proof));
    }
    report_.key = std::move(key);
    report_.made = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::Now(), absl::UTCTimeZone());
    return ReportFile(report_);
  }

  size_t proofs() const { return proofs_; }

 private:
  // Gets the proof of a resource and verifies it. Remembers the documents that it cites.
  absl::Status Prove(const std::string& name, ReportedProof& proof) {
    v1::GetProofBundleRequest request;
    request.set_name(name);
    request.set_include_text(true);
    auto response = session_.client().GetProofBundle(request);
    // The text can make the answer larger than a message may be.
    const bool too_large = absl::IsResourceExhausted(response.status()) ||
                           (response.ok() && response->ByteSizeLong() > kMaxBytesWithText);
    if (too_large) {
      request.set_include_text(false);
      response = session_.client().GetProofBundle(request);
    }
    if (!response.ok()) return response.status();
    proof.name = name;
    proof.bundle = response->bundle().SerializeAsString();
    bytes_ += proof.bundle.size();
    if (bytes_ > kMaxBytes) {
      return absl::ResourceExhaustedError(absl::StrCat("the proofs have more than ", kMaxBytes >> 20,
                                                       " MiB together: report fewer claims at once"));
    }
    ++proofs_;
    const verify::Verification verification = verify::VerifyBundle(proof.bundle, key_);
    if (!verification.ok()) {
      return absl::DataLossError(absl::StrCat(
          "the proof of ", name,
          " does not hold: ", verification.checks.empty() ? "no check" : verification.checks.back().detail));
    }
    if (verification.leaf.resource != name) {
      return absl::DataLossError(absl::StrCat("the service answered with a proof of ",
                                              verification.leaf.resource, " instead of ", name));
    }
    for (const v1::Citation& citation : verification.payload->claim().citations())
      documents_.insert(DocumentOf(citation.revision()));
    if (verification.payload->has_evidence())
      documents_.insert(DocumentOf(verification.payload->evidence().citation().revision()));
    return absl::OkStatus();
  }

  // Adds proofs of all evidence, or all reviews, of a claim.
  template <typename Request, typename Response, typename Items>
  absl::Status AddAll(const std::string& claim,
                      absl::StatusOr<Response> (client::Client::*list)(const Request&), const Items& items,
                      std::vector<ReportedProof>& proofs) {
    Request request;
    request.set_parent(claim);
    client::Pages pages(session_.client(), list, request);
    while (auto page = pages.Next()) {
      for (const auto& item : items(*page)) {
        absl::Status status = Prove(item.name(), proofs.emplace_back());
        if (!status.ok()) return status;
      }
    }
    return pages.status();
  }

  Session& session_;
  const log::VerifierKey key_;
  Report report_;
  std::set<std::string> documents_;
  size_t bytes_ = 0;
  size_t proofs_ = 0;
};

// Appends the names of the document's active claims, one more than a report may have.
absl::Status ListClaimsOf(Session& session, const std::string& document, std::vector<std::string>& names) {
  v1::ListClaimsRequest request;
  request.mutable_filter()->set_document(document);
  request.mutable_filter()->set_state(v1::CLAIM_STATE_ACTIVE);
  client::Pages pages(session.client(), &client::Client::ListClaims, request);
  while (names.size() <= kMaxClaims) {
    auto page = pages.Next();
    if (!page) break;
    for (const v1::Claim& claim : page->claims()) {
      if (std::ranges::find(names, claim.name()) == names.end()) names.push_back(claim.name());
    }
  }
  return pages.status();
}

ExitCode WriteReport(Session& session, const ReportFlags& flags) {
  if (!HasReport()) {
    std::cerr << "verbatim: this build has no reports, because npm was missing when it was built\n";
    return kUsage;
  }
  if (flags.claims.empty() && flags.document.empty()) {
    std::cerr << "verbatim: report requires claims, or --document\n";
    return kUsage;
  }
  std::optional<log::VerifierKey> key = ReadKey(flags.key, "--key");
  if (!key) return kUsage;
  std::vector<std::string> names;
  for (const std::string& claim : flags.claims) {
    std::string name = WithCollection("claims", claim);
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  if (!flags.document.empty()) {
    session.names.Add("filter.document", "--document");
    absl::Status status = ListClaimsOf(session, WithCollection("documents", flags.document), names);
    if (!status.ok()) return session.Fail(status);
  }
  if (names.empty() || names.size() > kMaxClaims) {
    std::cerr << "verbatim: a report has 1 to " << kMaxClaims << " claims"
              << (names.empty() ? "; the document has none\n" : "\n");
    return kUsage;
  }
  session.names.Add("name", "the name");
  const std::string text = key->ToText();
  ReportMaker maker(session, *std::move(key));
  Progress progress(static_cast<int64_t>(names.size()));
  for (size_t i = 0; i < names.size(); ++i) {
    progress.Update(static_cast<int64_t>(i), OneLine(names[i]));
    absl::Status status = maker.Add(names[i]);
    if (status.ok()) continue;
    progress.Clear();
    const ExitCode failed = session.Fail(status);
    return absl::IsDataLoss(status) ? kUntrusted : failed;
  }
  absl::StatusOr<std::string> file = maker.Finish(text);
  progress.Clear();
  if (!file.ok()) return session.Fail(file.status());
  if (!WriteOutput(flags.output, *file)) return kBroken;
  if (flags.output != "-") {
    std::cout << flags.output << ": " << Counted(static_cast<int64_t>(names.size()), "claim") << ", "
              << Counted(static_cast<int64_t>(maker.proofs()), "proof") << ", " << file->size() << " bytes\n";
  }
  return kOk;
}

}  // namespace

void AddReportCommand(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("report",
                                         "Write claims as one HTML file: their words in context, evidence, "
                                         "reviews and proofs. The file verifies the "
                                         "proofs in any browser, without a network");
  auto flags = std::make_shared<ReportFlags>();
  command->add_option("claims", flags->claims, "IDs of claims");
  command->add_option("--document", flags->document, "Report all active claims on this document");
  command->add_option("--key", flags->key, "The log's verifier key, or a file that contains the key")
      ->required();
  command->add_option("-o,--output", flags->output, "File to write, - for standard output")->required();
  command->callback([&session, flags] { session.exit_code = WriteReport(session, *flags); });
}

}  // namespace verbatim::cli
