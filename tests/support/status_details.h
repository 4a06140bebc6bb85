#pragma once

#include <optional>
#include <string>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace verbatim::test {

// Returns the detail of this type in an error, or nothing if the error has no such detail.
template <typename Detail>
std::optional<Detail> DetailOf(const google::rpc::Status& status) {
  for (const google::protobuf::Any& any : status.details()) {
    Detail detail;
    if (any.Is<Detail>() && any.UnpackTo(&detail)) return detail;
  }
  return std::nullopt;
}

// Returns ErrorInfo.reason, or empty.
inline std::string ReasonOf(const google::rpc::Status& status) {
  return DetailOf<google::rpc::ErrorInfo>(status).value_or(google::rpc::ErrorInfo()).reason();
}

// Returns the fields that a BadRequest names.
inline std::vector<std::string> BadFields(const google::rpc::Status& status) {
  std::vector<std::string> fields;
  const auto details = DetailOf<google::rpc::BadRequest>(status).value_or(google::rpc::BadRequest());
  for (const auto& violation : details.field_violations()) fields.push_back(violation.field());
  return fields;
}

}  // namespace verbatim::test
