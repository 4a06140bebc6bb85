#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/repeated_field.h"
#include "verbatim/v1/verification.pb.h"

namespace verbatim::registry {

// Writes down what was checked, in order, and what came out. `subject` is a path in the claim; `detail` says
// what was found, in words; it may quote damaged bytes, and is made UTF-8 and cut to what the contract
// allows. One thread at a time.
class VerificationReport {
 public:
  using Kind = verbatim::v1::CheckKind;

  // `checks` must outlive it.
  explicit VerificationReport(google::protobuf::RepeatedPtrField<verbatim::v1::Check>& checks)
      : checks_(checks) {}

  void Pass(Kind kind, std::string_view subject, std::string_view detail);
  void Fail(Kind kind, std::string_view subject, std::string_view detail);
  void Skip(Kind kind, std::string_view subject, std::string_view detail);

  // Whether nothing has failed so far.
  bool verified() const { return verified_; }

 private:
  void Add(Kind kind, std::string_view subject, verbatim::v1::CheckOutcome outcome, std::string_view detail);

  google::protobuf::RepeatedPtrField<verbatim::v1::Check>& checks_;
  bool verified_ = true;
};

}  // namespace verbatim::registry
