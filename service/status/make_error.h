#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"

// The parts from which errors.cc and refusals.cc build errors.
namespace verbatim {

// Bounds of the parts of an error, in bytes. Together the parts stay under 4 KiB, whether the error is a
// single BadRequest or CitationRefusal, or a BatchRefusal with as many of them as fit.
inline constexpr size_t kDescriptionBytes = 256;
inline constexpr size_t kDetailBytes = 2048;

// Returns `text`, cut to at most `bytes` at the end of a character. An ellipsis marks a cut.
std::string CutText(std::string_view text, size_t bytes);

// Makes an error without details. Cuts a long message.
absl::Status MakeError(absl::StatusCode code, std::string_view message);

std::string TypeUrlOf(const google::protobuf::Descriptor& detail);

// Adds a payload, keyed by the type URL of `detail`.
void AddDetail(absl::Status& status, const google::protobuf::Message& detail);

// Returns the payload of this type; nothing if there is none.
template <typename Detail>
std::optional<Detail> FindDetail(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(TypeUrlOf(*Detail::descriptor()));
  Detail detail;
  if (!payload || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

// Makes an ErrorInfo with this reason, the domain of all errors, and no metadata.
google::rpc::ErrorInfo MakeErrorInfo(std::string_view reason);

}  // namespace verbatim
