#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "access/caller.h"
#include "access/quotas.h"
#include "status/status_macros.h"

namespace verbatim::methods {

// Counts what one call uses against the quota of its caller. Errors are those of access::Quotas. Any thread.
class QuotaMeter {
 public:
  // Returns null if the caller has no quota. `quotas` must outlive the meter.
  static std::shared_ptr<QuotaMeter> Of(const access::Caller& caller, access::Quotas& quotas) {
    if (caller.quota == nullptr) return nullptr;
    return std::make_shared<QuotaMeter>(caller, quotas);
  }
  QuotaMeter(const access::Caller& caller, access::Quotas& quotas)
      : quotas_(quotas), limits_(caller.quota), account_(caller.quota_account) {}

  // Counts a unary call and its request.
  absl::Status AdmitCall(access::Quotas::Kind kind, size_t bytes) {
    return quotas_.Admit(account_, *limits_, kind, static_cast<int64_t>(bytes));
  }
  // Counts a stream as a call, and as open as long as this object lives. Its writes and messages count one by
  // one. Call it once.
  absl::Status AdmitStream() {
    ABSL_RETURN_IF_ERROR(AdmitCall(access::Quotas::Kind::kRead, 0));
    ABSL_ASSIGN_OR_RETURN(stream_, quotas_.OpenStream(account_, *limits_));
    return absl::OkStatus();
  }
  absl::Status AdmitWrite() { return quotas_.AdmitWrite(account_, *limits_); }
  // Counts a message of a stream, or the response of a unary call.
  absl::Status AddBytes(size_t bytes) {
    return quotas_.AddBytes(account_, *limits_, static_cast<int64_t>(bytes));
  }

 private:
  access::Quotas& quotas_;
  const std::shared_ptr<const access::QuotaLimits> limits_;
  const std::string account_;
  access::Quotas::Stream stream_;
};

}  // namespace verbatim::methods
