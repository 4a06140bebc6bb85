// verbatim log audit: checks that the log only grows.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/terminal.h"
#include "client/pages.h"
#include "log/base64.h"
#include "log/leaf.h"
#include "verify/audit.h"

namespace verbatim::cli {
namespace {

struct AuditFlags {
  std::string key, state;
  bool follow = false;
  double interval_seconds = 10;
};

// Both signed checkpoints and the invalid consistency proof, one hash per line.
std::string Evidence(const verify::TrustedCheckpoint& last, const verify::TrustedCheckpoint& next,
                     const verify::Growth& growth) {
  std::string evidence = last.note + "\n" + next.note;
  if (growth.verdict == verify::GrowthVerdict::kUnproven) evidence += "\nconsistency proof:\n";
  for (const std::string& hash : growth.proof) evidence += log::ToBase64(hash) + "\n";
  return evidence;
}

// Evidence of a proven fork is stored in a separate file, so that evidence of a later inconclusive finding
// does not overwrite it.
ExitCode ReportGrowth(const AuditFlags& flags, const verify::TrustedCheckpoint& last,
                      const verify::TrustedCheckpoint& next, const verify::Growth& growth) {
  const bool proven = growth.verdict == verify::GrowthVerdict::kForked;
  const std::string file = flags.state + (proven ? ".evidence" : ".unproven");
  std::cerr << "verbatim: " << (proven ? "LOG FORKED: " : "CONSISTENCY NOT PROVEN: ")
            << OneLine(growth.detail) << '\n';
  if (!WriteOutput(file, Evidence(last, next, growth))) return kUntrusted;
  std::cerr << "verbatim: both signed checkpoints" << (proven ? ", which prove the fork," : "") << " are in "
            << file << '\n';
  if (!proven) {
    std::cerr
        << "verbatim: an honest log may have signed both checkpoints, so they do not prove a fork; repeat "
           "the audit, then ask the log's operator\n";
  }
  return kUntrusted;
}

// Names the entries from `first` to the end of a log of `size` entries whose time is before their predecessor's.
// This is no error: earlier versions of the service recorded such entries when their clock was set back. Reads
// the leaves of the entries as the service returns them.
ExitCode ReportEarlierTimes(Session& session, int64_t first, int64_t size) {
  constexpr int64_t kMostNamed = 10;
  v1::ListEntriesRequest request;
  request.set_first_index(std::max<int64_t>(0, first - 1));
  request.set_leaves_only(true);
  client::Pages pages(session.client(), &client::Client::ListEntries, request);
  std::optional<int64_t> before;
  int64_t earlier = 0;
  int64_t left = size - request.first_index();
  while (auto page = pages.Next(left)) {
    for (const v1::LogEntry& entry : page->entries()) {
      const std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf());
      if (leaf && before && leaf->time_micros < *before && ++earlier <= kMostNamed) {
        std::cerr << "verbatim: warning: the time of entry " << entry.index() << " is before that of entry "
                  << entry.index() - 1 << '\n';
      }
      if (leaf) before = leaf->time_micros;
    }
    left -= page->entries_size();
  }
  if (!pages.status().ok()) return session.Fail(pages.status());
  if (earlier > kMostNamed) {
    std::cerr << "verbatim: warning: " << Counted(earlier - kMostNamed, "more entry", "more entries")
              << " with an earlier time than the entry before\n";
  }
  return kOk;
}

// Checks that the log has grown from the stored checkpoint, and stores the new one.
ExitCode AuditOnce(Session& session, const AuditFlags& flags, const log::VerifierKey& key) {
  std::optional<verify::TrustedCheckpoint> last;
  std::error_code error;
  const bool has_state = std::filesystem::exists(flags.state, error);
  if (error) {
    std::cerr << "verbatim: cannot read " << flags.state << ": " << error.message() << '\n';
    return kUsage;
  }
  if (has_state) {
    std::optional<std::string> note = ReadInput(flags.state);
    if (!note) return kUsage;
    auto trusted = verify::TrustCheckpoint(*note, key);
    if (!trusted.ok()) {
      std::cerr << "verbatim: " << flags.state << " contains no checkpoint signed by this key: "
                << OneLine(std::string(trusted.status().message())) << '\n';
      return kUsage;
    }
    last = *std::move(trusted);
  }
  auto response = session.client().GetCheckpoint({});
  if (!response.ok()) return session.Fail(response.status());
  auto next = verify::TrustCheckpoint(response->checkpoint().note(), key);
  if (!next.ok()) {
    std::cerr << "verbatim: INVALID CHECKPOINT: " << OneLine(std::string(next.status().message())) << '\n';
    return kUntrusted;
  }
  if (last) {
    absl::StatusOr<verify::Growth> growth = verify::CheckGrowth(
        *last, *next, [&](uint64_t from, uint64_t to) -> absl::StatusOr<std::vector<std::string>> {
          v1::GetConsistencyProofRequest request;
          request.set_from_size(static_cast<int64_t>(from));
          request.set_to_size(static_cast<int64_t>(to));
          auto proof = session.client().GetConsistencyProof(request);
          if (!proof.ok()) return proof.status();
          return std::vector<std::string>(proof->hashes().begin(), proof->hashes().end());
        });
    if (!growth.ok()) return session.Fail(growth.status());
    if (growth->verdict != verify::GrowthVerdict::kGrown) return ReportGrowth(flags, *last, *next, *growth);
  }
  const ExitCode read = ReportEarlierTimes(session, last ? static_cast<int64_t>(last->checkpoint.size) : 0,
                                           static_cast<int64_t>(next->checkpoint.size));
  if (read != kOk) return read;
  if (!WriteOutput(flags.state, next->note)) return kBroken;
  // With --follow, the audit may run for months, so it prints only changes.
  if (flags.follow && last && last->checkpoint.size == next->checkpoint.size) return kOk;
  std::cout << next->checkpoint.origin << ": "
            << Counted(static_cast<int64_t>(next->checkpoint.size), "entry", "entries");
  if (last) std::cout << ", the first " << last->checkpoint.size << " unchanged";
  std::cout << std::endl;
  return kOk;
}

ExitCode Audit(Session& session, const AuditFlags& flags) {
  std::optional<log::VerifierKey> key = ReadKey(flags.key, "--key");
  if (!key) return kUsage;
  session.waits_for_service = !flags.follow;  // an audit with --follow waits without end
  while (true) {
    ExitCode code = AuditOnce(session, flags, *key);
    // With --follow, the audit continues while the service is unavailable.
    if (!flags.follow || (code != kOk && code != kUnreachable)) return code;
    std::this_thread::sleep_for(std::chrono::duration<double>(flags.interval_seconds));
  }
}

}  // namespace

void AddAuditCommand(CLI::App& log, Session& session) {
  CLI::App* audit = log.add_subcommand(
      "audit", "Check that the log has only grown since the last audit, and store its latest checkpoint");
  auto audit_flags = std::make_shared<AuditFlags>();
  audit->add_option("--key", audit_flags->key, "The log's verifier key, or a file that contains the key")
      ->required();
  audit->add_option("--state", audit_flags->state, "File to store the latest checkpoint in")->required();
  audit->add_flag("--follow", audit_flags->follow, "Repeat the audit without end");
  audit->add_option("--interval", audit_flags->interval_seconds, "Seconds between two audits")
      ->check(CLI::Range(0.01, 86'400.0))
      ->capture_default_str();
  audit->callback([&session, audit_flags] { session.exit_code = Audit(session, *audit_flags); });
}

}  // namespace verbatim::cli
