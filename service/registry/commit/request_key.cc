#include "registry/commit/request_key.h"

#include "access/principal.h"
#include "log/hmac.h"
#include "log/sha256.h"
#include "registry/requests/canonical_bytes.h"

namespace verbatim::registry {

store::RequestKey MakeRequestKey(const Environment& environment, const access::Caller& caller,
                                 std::string request_id, const google::protobuf::Message& request) {
  std::string text = request.GetDescriptor()->full_name();
  text.push_back('\0');
  text.append(CanonicalBytes(request));
  return {.principal = caller.principal,
          .request_id = std::move(request_id),
          .fingerprint = log::ToBytes(log::HmacSha256(environment.digest_key, text)),
          .earlier_principal = std::string(access::BareName(caller.principal)),
          .earlier_fingerprint = log::ToBytes(log::Sha256(text))};
}

std::optional<store::WriteResult> FindRepeated(store::Store& store,
                                               const std::optional<store::RequestKey>& request) {
  if (!request) return std::nullopt;
  auto found = store.FindRequest(*request);
  if (!found.ok() || !*found || (*found)->outcome != store::WriteResult::Outcome::kRepeated)
    return std::nullopt;
  return **found;
}

}  // namespace verbatim::registry
