#include "cli/output/exit_code.h"

#include <iostream>
#include <string_view>

#include "cli/connection/connection_hint.h"
#include "cli/output/passage_text.h"
#include "cli/output/terminal.h"
#include "cli/output/value_text.h"
#include "google/protobuf/util/json_util.h"
#include "nlohmann/json.hpp"

namespace verbatim::cli {
namespace {

// Returns whether a passage differs from the quote only in white space or typography. For such a passage,
// "100% similar" would not explain why the quote was refused.
bool IsSameWords(const v1::Passage& passage) { return passage.similarity() == 1; }

void PrintPassages(const v1::CitationRefusal& refusal, std::ostream& out) {
  const bool ambiguous = refusal.place_count() > 1;
  for (const v1::Passage& passage : refusal.passages()) {
    out << "  bytes " << passage.span().byte_start() << "-" << passage.span().byte_end();
    if (!ambiguous && !IsSameWords(passage)) out << ", " << Percent(passage.similarity()) << " similar";
    out << ": " << PassageText(passage) << '\n';
  }
  if (ambiguous && refusal.place_count() > refusal.passages_size()) {
    out << "  and " << refusal.place_count() - refusal.passages_size() << " more\n";
  }
}

void PrintContradicted(const v1::ValueRefusal& refusal, const FieldNames& names, std::ostream& out) {
  const bool text = refusal.values_size() > 0 && refusal.values(0).field().ends_with(".text");
  out << "VALUE_CONTRADICTED: a quote states another value; "
      << (text ? "without --refuse-contradicted-text the claim is recorded"
               : "--allow-contradicted records the claim anyway")
      << '\n';
  for (const v1::ContradictedValue& value : refusal.values()) {
    const v1::Attestation& attestation = value.attestation();
    out << "  " << OneLine(names.Of(value.field()));
    if (value.has_claimed()) out << " is " << OneLine(ValueText(value.claimed()));
    out << ", the quote states " << OneLine(ValueText(attestation.stated())) << "\n    bytes "
        << attestation.span().byte_start() << "-" << attestation.span().byte_end() << ": »"
        << OneLine(attestation.surface()) << "«\n";
  }
  const int more = refusal.value_count() - refusal.values_size();
  if (more > 0) out << "  and " << more << " more\n";
}

// Returns how the user can choose one of several places.
std::string_view ChoiceOf(const v1::CitationRefusal& refusal, const FieldNames& names) {
  return names.IsFlag(refusal.field()) || !names.has_json() ? "--prefix or --suffix" : "prefix or suffix";
}

void PrintCitation(const client::Refusal& refusal, const FieldNames& names, std::ostream& out) {
  const v1::CitationRefusal& citation = *refusal.citation;
  out << OneLine(refusal.reason) << ": " << OneLine(names.Of(citation.field()));
  if (citation.place_count() > 1) {
    out << " occurs " << citation.place_count() << " times in " << OneLine(citation.revision())
        << "; choose one with " << ChoiceOf(citation, names) << '\n';
  } else if (!citation.passages().empty() && IsSameWords(citation.passages(0))) {
    // The message of the service says what differs.
    out << " is not exact\n  " << OneLine(names.InMessage(refusal.message)) << '\n';
  } else {
    out << " is not in " << OneLine(citation.revision())
        << (citation.passages().empty() ? ", and no passage is similar\n" : "; nearest:\n");
  }
  PrintPassages(citation, out);
}

// Returns the message, with what the user typed in place of paths, and commands in place of methods.
std::string MessageOf(const client::Refusal& refusal, const FieldNames& names) {
  constexpr std::string_view kErased = " was erased; ";
  const std::string& message = refusal.message;
  const size_t erased = message.find(kErased);
  const bool is_document = refusal.reason == "DOCUMENT_ERASED" && message.starts_with("documents/");
  const bool is_claim = refusal.reason == "CLAIM_ERASED" && message.starts_with("claims/");
  if (erased == std::string::npos || (!is_document && !is_claim)) return names.InMessage(message);
  const std::string name = message.substr(0, erased);
  return name + " was erased; for the reason: verbatim " + (is_claim ? "claims" : "documents") + " get " +
         name.substr(0, name.find("/revisions/"));
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

void PrintRefusal(const client::Refusal& refusal, const FieldNames& names, std::ostream& out) {
  if (refusal.citation) {
    PrintCitation(refusal, names, out);
  } else if (refusal.values) {
    PrintContradicted(*refusal.values, names, out);
  } else if (!refusal.violations.empty()) {
    out << "invalid request\n";
    for (const auto& violation : refusal.violations) {
      out << "  " << OneLine(names.Of(violation.field)) << ": "
          << OneLine(names.InDescription(violation.description)) << '\n';
    }
  } else {
    out << OneLine(MessageOf(refusal, names)) << '\n';
  }
  if (IsTooLarge(refusal)) {
    out << "  default limits: 16 MiB for a document, 32 MiB for a request; --max_document_bytes of verbatimd "
           "changes both\n";
  }
}

ExitCode PrintFailure(const client::Refusal& refusal, const FieldNames& names, const std::string& server,
                      std::ostream& out) {
  out << "verbatim: ";
  if (refusal.code == absl::StatusCode::kUnimplemented) {
    out << "the service at " << server << " does not have the method: ";
  } else if (IsConnectionError(refusal)) {
    out << "the service at " << server << " does not answer: ";
  }
  PrintRefusal(refusal, names, out);
  const std::string_view hint = ConnectionHint(refusal);
  if (!hint.empty()) out << "  " << hint << '\n';
  if (refusal.code == absl::StatusCode::kUnauthenticated)
    out << "  --token-file or VERBATIM_TOKEN gives your token; if it was rejected, the server's log says "
           "why\n";
  return ExitCodeFor(refusal);
}

std::string RefusalJson(const client::Refusal& refusal, const FieldNames& names) {
  using nlohmann::ordered_json;
  const auto parsed = [](const google::protobuf::Message& message) {
    std::string json;
    const bool ok = google::protobuf::util::MessageToJsonString(message, &json).ok();
    return ok ? ordered_json::parse(json, nullptr, false) : ordered_json();
  };
  ordered_json error = {{"code", absl::StatusCodeToString(refusal.code)}};
  if (!refusal.reason.empty()) error["reason"] = refusal.reason;
  error["message"] = MessageOf(refusal, names);
  for (const auto& violation : refusal.violations) {
    error["fields"].push_back(
        {{"field", names.Of(violation.field)}, {"description", names.InDescription(violation.description)}});
  }
  if (!refusal.resource.empty()) error["resource"] = refusal.resource;
  if (refusal.citation) {
    error["citation"] = parsed(*refusal.citation);
    error["citation"]["field"] = names.Of(refusal.citation->field());
  }
  if (refusal.values) {
    error["values"] = parsed(*refusal.values)["values"];
    for (auto& value : error["values"]) value["field"] = names.Of(value.value("field", ""));
  }
  if (refusal.retry_after_seconds > 0) error["retryAfterSeconds"] = refusal.retry_after_seconds;
  return error.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

ExitCode CannotRead(const absl::Status& status) {
  std::cerr << "verbatim: " << status.message() << '\n';
  return kUsage;
}

}  // namespace verbatim::cli
