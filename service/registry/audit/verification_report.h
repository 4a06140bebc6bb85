#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/repeated_field.h"
#include "verbatim/v1/verification.pb.h"

namespace verbatim::registry {

// Collects the results of checks, in order. `subject` is a path in the claim, as Check.subject documents.
// `detail` describes what the check found, and may contain damaged bytes. The report converts it to UTF-8 and
// cuts it to the maximum length of Check.detail. One thread at a time.
class VerificationReport {
 public:
  using Kind = verbatim::v1::CheckKind;

  // Appends to `checks`, which must outlive this object.
  explicit VerificationReport(google::protobuf::RepeatedPtrField<verbatim::v1::Check>& checks)
      : checks_(checks) {}

  void Pass(Kind kind, std::string_view subject, std::string_view detail);
  void Fail(Kind kind, std::string_view subject, std::string_view detail);
  void Skip(Kind kind, std::string_view subject, std::string_view detail);

  // Whether no check has failed so far.
  bool verified() const { return verified_; }

 private:
  void Add(Kind kind, std::string_view subject, verbatim::v1::CheckOutcome outcome, std::string_view detail);

  google::protobuf::RepeatedPtrField<verbatim::v1::Check>& checks_;
  bool verified_ = true;
};

}  // namespace verbatim::registry
