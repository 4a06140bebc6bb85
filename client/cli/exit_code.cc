#include "cli/exit_code.h"

#include <iostream>
#include <string_view>

#include "cli/terminal.h"
#include "cli/value_text.h"

namespace verbatim::cli {
namespace {

void PrintPassages(const v1::CitationRefusal& refusal, std::ostream& out) {
  bool ambiguous = refusal.place_count() > 1;
  for (const v1::Passage& passage : refusal.passages()) {
    out << "  bytes " << passage.span().byte_start() << "-" << passage.span().byte_end();
    if (!ambiguous) out << ", " << Percent(passage.similarity()) << " alike";
    out << ": " << OneLine(passage.prefix()) << "»" << OneLine(passage.quote()) << "«"
        << OneLine(passage.suffix()) << '\n';
  }
  if (ambiguous && refusal.place_count() > refusal.passages_size()) {
    out << "  and " << refusal.place_count() - refusal.passages_size() << " more\n";
  }
}

void PrintContradicted(const v1::ValueRefusal& refusal, std::ostream& out) {
  out << "VALUE_CONTRADICTED: a quote says something else; --allow-contradicted records the claim as it is\n";
  for (const v1::ContradictedValue& value : refusal.values()) {
    const v1::Attestation& attestation = value.attestation();
    out << "  " << OneLine(value.field()) << " is " << OneLine(ValueText(value.claimed()))
        << ", the quote says " << OneLine(ValueText(attestation.stated())) << "\n    bytes "
        << attestation.span().byte_start() << "-" << attestation.span().byte_end() << ": »"
        << OneLine(attestation.surface()) << "«\n";
  }
  const int more = refusal.value_count() - refusal.values_size();
  if (more > 0) out << "  and " << more << " more\n";
}

// gRPC itself refuses a message that is too large, and then nobody says when to come again, as the service
// does where it is overloaded.
bool IsTooLarge(const client::Refusal& refusal) {
  return refusal.code == absl::StatusCode::kResourceExhausted && refusal.retry_after_seconds == 0;
}

// What may be behind a connection that failed, as gRPC and OpenSSL describe it.
std::string_view HintOnTls(const std::string& message) {
  auto says = [&](std::string_view words) { return message.find(words) != std::string::npos; };
  if (says("wrong version number")) return "  it may speak no TLS there\n";
  if (says("certificate verify failed")) return "  --tls-ca does not vouch for it\n";
  if (says("Socket closed") || says("Handshake read failed") || says("handshake"))
    return "  it may want TLS, or a certificate, or not accept the one it got: --tls-ca, --tls-cert\n";
  return "";
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
      out << " stands in " << refusal.citation->place_count() << " places of "
          << OneLine(refusal.citation->revision()) << "; say which by --prefix or --suffix\n";
    } else {
      out << " does not stand in " << OneLine(refusal.citation->revision())
          << (refusal.citation->passages().empty() ? ", nor anything like it\n" : "; nearest:\n");
    }
    PrintPassages(*refusal.citation, out);
  } else if (refusal.values) {
    PrintContradicted(*refusal.values, out);
  } else if (!refusal.violations.empty()) {
    out << "not accepted\n";
    for (const auto& violation : refusal.violations) {
      out << "  " << OneLine(violation.field) << ": " << OneLine(violation.description) << '\n';
    }
  } else {
    out << OneLine(refusal.message) << '\n';
  }
  if (IsTooLarge(refusal)) {
    out << "  a document may have 16 MiB and a request 16 MiB more, unless verbatimd runs with another "
           "--max_document_bytes\n";
  }
}

ExitCode Fail(const absl::Status& status) {
  client::Refusal refusal = client::ReadRefusal(status);
  ExitCode code = ExitCodeFor(refusal);
  std::cerr << "verbatim: ";
  // At its limit it does answer, and its message says what the limit is.
  if (code == kUnreachable && refusal.code != absl::StatusCode::kResourceExhausted) {
    std::cerr << "the service does not answer: ";
  }
  PrintRefusal(refusal, std::cerr);
  if (code == kUnreachable) std::cerr << HintOnTls(refusal.message);
  return code;
}

ExitCode CannotRead(const absl::Status& status) {
  std::cerr << "verbatim: " << status.message() << '\n';
  return kUsage;
}

}  // namespace verbatim::cli
