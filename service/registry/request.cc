#include "registry/request.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "log/sha256.h"

namespace verbatim::registry {

std::string CanonicalBytes(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

store::RequestKey MakeRequestKey(const Caller& caller, std::string request_id,
                                 const google::protobuf::Message& request) {
  std::string text = request.GetDescriptor()->full_name();
  text.push_back('\0');
  text.append(CanonicalBytes(request));
  return {caller.principal, std::move(request_id), log::ToBytes(log::Sha256(text))};
}

}  // namespace verbatim::registry
