#include "registry/audit/verification_report.h"

#include <optional>

#include "text/unicode/utf8.h"

namespace verbatim::registry {
namespace {

// Maximum length of Check.detail, minus an ellipsis.
constexpr size_t kCheckDetailBytes = 1020;

// Replaces each byte that does not begin a well-formed sequence by U+FFFD. If a string field were not UTF-8,
// the whole response would be unreadable.
std::string MakeUtf8(std::string_view text) {
  std::string made;
  while (std::optional<size_t> ill = text::FindInvalidUtf8(text)) {
    made.append(text.substr(0, *ill)).append("\uFFFD");
    text.remove_prefix(*ill + 1);
  }
  return made.append(text);
}

}  // namespace

void VerificationReport::Pass(Kind kind, std::string_view subject, std::string_view detail) {
  Add(kind, subject, verbatim::v1::CHECK_OUTCOME_PASSED, detail);
}

void VerificationReport::Fail(Kind kind, std::string_view subject, std::string_view detail) {
  Add(kind, subject, verbatim::v1::CHECK_OUTCOME_FAILED, detail);
  verified_ = false;
}

void VerificationReport::Skip(Kind kind, std::string_view subject, std::string_view detail) {
  Add(kind, subject, verbatim::v1::CHECK_OUTCOME_SKIPPED, detail);
}

void VerificationReport::Add(Kind kind, std::string_view subject, verbatim::v1::CheckOutcome outcome,
                             std::string_view detail) {
  verbatim::v1::Check& check = *checks_.Add();
  check.set_kind(kind);
  check.set_subject(std::string(subject));
  check.set_outcome(outcome);
  const std::string whole = MakeUtf8(detail);
  check.set_detail(std::string(text::FirstBytes(whole, kCheckDetailBytes)));
  if (check.detail().size() < whole.size()) check.mutable_detail()->append("…");
}

}  // namespace verbatim::registry
