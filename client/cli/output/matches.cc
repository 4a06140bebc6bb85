#include "cli/output/matches.h"

#include <iostream>
#include <utility>

#include "cli/input/arguments.h"
#include "cli/output/render.h"
#include "cli/output/terminal.h"
#include "cli/output/value_text.h"
#include "client/refusal.h"

namespace verbatim::cli {
namespace {

// Returns, for example, `fifty = 50`. Returns only the words if the words equal the value.
std::string Stated(const std::string& words, const v1::Value& value) {
  const std::string text = ValueText(value);
  return OneLine(words) + (words == text ? "" : " = " + text);
}

}  // namespace

void AddMatchOptions(CLI::App& command, MatchFlags& flags) {
  command.add_option("--limit", flags.limit, "Maximum number of matches, up to 100")
      ->check(CLI::Range(1, 100));
  command.add_option("--min-score", flags.min_score, "Only matches with at least this score, 0 to 1")
      ->check(CLI::Range(0.0, 1.0));
  command.add_flag("--all", flags.all, "Show each claim that says the same as another one");
  command.add_option("--document", flags.document, "Only claims that cite this document");
  command.add_option("--state", flags.state, "Only claims in this state")
      ->check(CLI::IsMember({"active", "retracted"}));
  command.add_option("--claimant", flags.claimant, "Only claims of this claimant");
  command.add_option("--label", flags.labels, "Only claims with this label, KEY=VALUE; repeatable")
      ->allow_extra_args(false);
  command.add_option("--language", flags.language, "Language of the text, a BCP 47 tag. Default: English");
  command
      .add_option("--min-log-size", flags.min_log_size,
                  "Wait until the index contains this many log entries; 0 does not wait. Default: all "
                  "entries recorded so far")
      ->check(CLI::NonNegativeNumber);
}

bool FillFilter(const MatchFlags& flags, v1::ClaimFilter& filter) {
  if (!flags.document.empty()) filter.set_document(WithCollection("documents", flags.document));
  if (flags.state == "active") filter.set_state(v1::CLAIM_STATE_ACTIVE);
  if (flags.state == "retracted") filter.set_state(v1::CLAIM_STATE_RETRACTED);
  filter.set_claimant_name(flags.claimant);
  return ParseLabels(flags.labels, *filter.mutable_labels());
}

void NameMatchFields(FieldNames& names) {
  for (const std::string prefix : {"", "options."}) {
    names.Add(prefix + "limit", "--limit").Add(prefix + "min_score", "--min-score");
    names.Add(prefix + "language_code", "--language").Add(prefix + "min_log_size", "--min-log-size");
    names.Add(prefix + "filter.document", "--document").Add(prefix + "filter.labels", "--label");
    names.Add(prefix + "filter.claimant_name", "--claimant").Add(prefix + "filter.state", "--state");
  }
}

absl::StatusOr<int64_t> MinLogSize(Session& session, const MatchFlags& flags) {
  if (flags.min_log_size.has_value()) return *flags.min_log_size;
  absl::StatusOr<v1::GetCheckpointResponse> now = session.client().GetCheckpoint({});
  if (!now.ok()) return now.status();
  v1::MatchClaimsRequest probe;  // CheckText cannot be repeated, because standard input is read only once
  probe.set_text("claim");
  probe.set_limit(1);
  probe.set_min_log_size(now->checkpoint().size());
  const absl::Status reached = session.client().MatchClaims(probe).status();
  if (reached.ok()) return probe.min_log_size();
  if (client::ReadRefusal(reached).reason != "INDEX_NOT_READY") return reached;
  std::cerr << "verbatim: the index of claims is behind the log; the latest claims may be missing\n";
  return 0;
}

void NoteMeaningSearch(v1::MeaningSearch meaning_search) {
  static bool noted = false;
  if (meaning_search != v1::MEANING_SEARCH_UNAVAILABLE || std::exchange(noted, true)) return;
  std::cerr << "verbatim: the embedder of the service is away; claims are matched by their words alone\n";
}

void PrintMatch(const v1::Match& match, const std::string& indent, std::ostream& out) {
  const v1::Claim& claim = match.claim();
  out << indent << Percent(match.score()) << "  "
      << EnumWords(v1::Match::Relation_Name(match.relation()), "RELATION_", match.relation()) << "  "
      << OneLine(claim.name()) << (claim.state() == v1::CLAIM_STATE_RETRACTED ? " (retracted)" : "") << '\n'
      << indent << "  claim: " << OneLine(claim.text()) << '\n';
  if (match.field() == v1::CLAIM_FIELD_QUOTE && match.citation() < claim.citations_size()) {
    out << indent << "  on: " << OneLine(claim.citations(match.citation()).quote()) << '\n';
  }
  for (const v1::ConflictingValue& conflict : match.conflicts()) {
    out << indent << "  here: " << Stated(conflict.stated_surface(), conflict.stated())
        << "; claim: " << Stated(conflict.claimed_surface(), conflict.claimed()) << '\n';
  }
  if (match.duplicate_count() > 0) {
    out << indent << "  also: " << match.duplicate_count()
        << (match.duplicate_count() == 1 ? " claim" : " claims") << " that "
        << (match.duplicate_count() == 1 ? "says" : "say") << " the same, such as "
        << OneLine(match.duplicates(0)) << '\n';
  }
  for (const std::string& reason : match.reasons()) out << indent << "  why: " << OneLine(reason) << '\n';
}

}  // namespace verbatim::cli
