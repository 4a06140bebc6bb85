#include "cli/output/exit_code.h"

#include <iostream>
#include <string_view>

#include "cli/connection/connection_hint.h"
#include "cli/output/terminal.h"
#include "cli/output/value_text.h"

namespace verbatim::cli {
namespace {

// Returns whether a passage differs from the quote only in white space or typography. For such a passage,
// "100% similar" would not explain why the quote was refused.
bool IsSameWords(const v1::Passage& passage) { return passage.similarity() == 1; }

void PrintPassages(const v1::CitationRefusal& refusal, std::ostream& out) {
  bool ambiguous = refusal.place_count() > 1;
  for (const v1::Passage& passage : refusal.passages()) {
    out << "  bytes " << passage.span().byte_start() << "-" << passage.span().byte_end();
    if (!ambiguous && !IsSameWords(passage)) out << ", " << Percent(passage.similarity()) << " similar";
    out << ": " << OneLine(passage.prefix()) << "»" << OneLine(passage.quote()) << "«"
        << OneLine(passage.suffix()) << '\n';
  }
  if (ambiguous && refusal.place_count() > refusal.passages_size()) {
    out << "  and " << refusal.place_count() - refusal.passages_size() << " more\n";
  }
}

void PrintContradicted(const v1::ValueRefusal& refusal, std::ostream& out) {
  const bool text = refusal.values_size() > 0 && refusal.values(0).field().ends_with(".text");
  out << "VALUE_CONTRADICTED: a quote states another value; "
      << (text ? "without --refuse-contradicted-text the claim is recorded"
               : "--allow-contradicted records the claim anyway")
      << '\n';
  for (const v1::ContradictedValue& value : refusal.values()) {
    const v1::Attestation& attestation = value.attestation();
    out << "  " << OneLine(value.field());
    if (value.has_claimed()) out << " is " << OneLine(ValueText(value.claimed()));
    out << ", the quote states " << OneLine(ValueText(attestation.stated())) << "\n    bytes "
        << attestation.span().byte_start() << "-" << attestation.span().byte_end() << ": »"
        << OneLine(attestation.surface()) << "«\n";
  }
  const int more = refusal.value_count() - refusal.values_size();
  if (more > 0) out << "  and " << more << " more\n";
}

// Returns whether gRPC refused a message that is too large. An overloaded service also returns
// RESOURCE_EXHAUSTED, but with a retry delay.
bool IsTooLarge(const client::Refusal& refusal) {
  return refusal.code == absl::StatusCode::kResourceExhausted && refusal.retry_after_seconds == 0;
}

}  // namespace

ExitCode ExitCodeFor(const client::Refusal& refusal) {
  if (IsTooLarge(refusal)) return kRefused;
  switch (refusal.code) {
    case absl::StatusCode::kOk:
      return kOk;
    case absl::StatusCode::kNotFound:
      return kNotFound;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kCancelled:
      return kUnreachable;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kOutOfRange:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return kRefused;
    default:
      return kBroken;
  }
}

void PrintRefusal(const client::Refusal& refusal, std::ostream& out) {
  if (refusal.citation) {
    bool ambiguous = refusal.citation->place_count() > 1;
    out << OneLine(refusal.reason) << ": " << OneLine(refusal.citation->field());
    if (ambiguous) {
      out << " occurs " << refusal.citation->place_count() << " times in "
          << OneLine(refusal.citation->revision()) << "; choose one with --prefix or --suffix\n";
    } else if (!refusal.citation->passages().empty() && IsSameWords(refusal.citation->passages(0))) {
      // The message of the service says what differs.
      out << " is not exact\n  " << OneLine(refusal.message) << '\n';
    } else {
      out << " is not in " << OneLine(refusal.citation->revision())
          << (refusal.citation->passages().empty() ? ", and no passage is similar\n" : "; nearest:\n");
    }
    PrintPassages(*refusal.citation, out);
  } else if (refusal.values) {
    PrintContradicted(*refusal.values, out);
  } else if (!refusal.violations.empty()) {
    out << "invalid request\n";
    for (const auto& violation : refusal.violations) {
      out << "  " << OneLine(violation.field) << ": " << OneLine(violation.description) << '\n';
    }
  } else {
    out << OneLine(refusal.message) << '\n';
  }
  if (IsTooLarge(refusal)) {
    out << "  default limits: 16 MiB for a document, 32 MiB for a request; --max_document_bytes of verbatimd "
           "changes both\n";
  }
}

ExitCode PrintFailure(const absl::Status& status, const std::string& server, std::ostream& out) {
  client::Refusal refusal = client::ReadRefusal(status);
  out << "verbatim: ";
  if (refusal.code == absl::StatusCode::kUnimplemented) {
    out << "the service at " << server << " does not have the method: ";
  } else if (IsConnectionError(refusal)) {
    out << "the service at " << server << " does not answer: ";
  }
  PrintRefusal(refusal, out);
  const std::string_view hint = ConnectionHint(refusal);
  if (!hint.empty()) out << "  " << hint << '\n';
  return ExitCodeFor(refusal);
}

ExitCode CannotRead(const absl::Status& status) {
  std::cerr << "verbatim: " << status.message() << '\n';
  return kUsage;
}

}  // namespace verbatim::cli
