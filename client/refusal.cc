#include "client/refusal.h"

#include "absl/strings/cord.h"
#include "google/protobuf/util/time_util.h"
#include "google/rpc/error_details.pb.h"

namespace verbatim::client {
namespace {

using google::protobuf::util::TimeUtil;

void ReadDetail(const google::protobuf::Any& any, Refusal& refusal) {
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad_request;
  google::rpc::ResourceInfo resource;
  google::rpc::RetryInfo retry;
  verbatim::v1::CitationRefusal citation;
  verbatim::v1::ValueRefusal values;
  verbatim::v1::BatchRefusal batch;
  if (any.UnpackTo(&info)) {
    refusal.reason = info.reason();
    refusal.metadata = {info.metadata().begin(), info.metadata().end()};
  } else if (any.UnpackTo(&bad_request)) {
    for (const auto& violation : bad_request.field_violations()) {
      refusal.violations.push_back({violation.field(), violation.description()});
    }
  } else if (any.UnpackTo(&resource)) {
    refusal.resource = resource.resource_name();
  } else if (any.UnpackTo(&retry)) {
    refusal.retry_after_seconds =
        static_cast<double>(TimeUtil::DurationToMilliseconds(retry.retry_delay())) / 1000;
  } else if (any.UnpackTo(&citation)) {
    refusal.citation = std::move(citation);
  } else if (any.UnpackTo(&values)) {
    refusal.values = std::move(values);
  } else if (any.UnpackTo(&batch)) {
    refusal.batch = std::move(batch);
  }
}

}  // namespace

Refusal ReadRefusal(const google::rpc::Status& status) {
  Refusal refusal;
  refusal.code = static_cast<absl::StatusCode>(status.code());
  refusal.message = status.message();
  for (const google::protobuf::Any& any : status.details()) ReadDetail(any, refusal);
  return refusal;
}

Refusal ReadRefusal(const absl::Status& status) {
  Refusal refusal;
  refusal.code = status.code();
  refusal.message = std::string(status.message());
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& payload) {
    google::protobuf::Any any;
    any.set_type_url(std::string(type_url));
    any.set_value(std::string(payload));
    ReadDetail(any, refusal);
  });
  return refusal;
}

absl::Status ToAbsl(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status converted(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& any : details.details()) {
      converted.SetPayload(any.type_url(), absl::Cord(any.value()));
    }
  }
  return converted;
}

}  // namespace verbatim::client
