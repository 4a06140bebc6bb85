#include "status/make_error.h"

#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "text/unicode/utf8.h"

namespace verbatim {
namespace {

constexpr size_t kMessageBytes = 600;
constexpr std::string_view kErrorDomain = "verbatim";
constexpr std::string_view kTypeUrlPrefix = "type.googleapis.com/";

}  // namespace

std::string CutText(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  return absl::StrCat(Absl(text::FirstBytes(text, bytes)), "…");
}

absl::Status MakeError(absl::StatusCode code, std::string_view message) {
  return absl::Status(code, CutText(message, kMessageBytes));
}

std::string TypeUrlOf(const google::protobuf::Descriptor& detail) {
  return absl::StrCat(Absl(kTypeUrlPrefix), detail.full_name());
}

void AddDetail(absl::Status& status, const google::protobuf::Message& detail) {
  status.SetPayload(TypeUrlOf(*detail.GetDescriptor()), absl::Cord(detail.SerializeAsString()));
}

google::rpc::ErrorInfo MakeErrorInfo(std::string_view reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kErrorDomain));
  return info;
}

}  // namespace verbatim
