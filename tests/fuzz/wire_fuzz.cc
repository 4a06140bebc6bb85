// What strangers send to both ports in protobuf's binary form, before it is parsed. The first byte chooses the type of the
// request, the second the parts in which it comes. Whatever the walk accepts must parse, or be refused, within the memory that the
// walk promises; and whatever protobuf parses, the walk must take for a message.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "methods/wire_walk.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document_service.pb.h"
#include "verbatim/v1/log_service.pb.h"
#include "verbatim/v1/match_service.pb.h"
#include "verbatim/v1/provenance_service.pb.h"
#include "verbatim/v1/review_service.pb.h"

namespace {

using google::protobuf::Message;

void Require(bool condition) {
  if (!condition) std::abort();
}

constexpr verbatim::methods::ShapeLimits kLimits = {.elements = 500, .field_elements = 200};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace v1 = verbatim::v1;
  static const Message* const kRequests[] = {
      &v1::CreateClaimRequest::default_instance(),    &v1::BatchCreateClaimsRequest::default_instance(),
      &v1::UpdateClaimRequest::default_instance(),    &v1::CreateDocumentRequest::default_instance(),
      &v1::CreateEvidenceRequest::default_instance(), &v1::WatchRequest::default_instance(),
      &v1::CheckTextRequest::default_instance(),      &v1::ExportClaimsRequest::default_instance()};
  if (size < 2) return 0;
  const Message& prototype = *kRequests[data[0] % std::size(kRequests)];
  const auto bytes = reinterpret_cast<const char*>(data) + 2;
  const int length = static_cast<int>(size - 2);
  google::protobuf::io::ArrayInputStream stream(bytes, length, data[1] % 32 + 1);
  const auto cost = verbatim::methods::WalkWire(
      stream, verbatim::methods::MessageShape::Of(*prototype.GetDescriptor()), kLimits);
  const std::unique_ptr<Message> message(prototype.New());
  if (cost.ok()) {
    (void)message->ParseFromArray(bytes, length);
    Require(message->SpaceUsedLong() <= cost->memory);
  } else if (cost.status().message().find("binary form") != std::string_view::npos) {
    Require(!message->ParseFromArray(bytes, length));
  }
  return 0;
}
