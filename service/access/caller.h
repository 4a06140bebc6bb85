#pragma once

#include <memory>
#include <string>
#include <vector>

#include "access/permissions.h"
#include "access/quotas.h"

namespace verbatim::access {

// The identity and permissions of the caller. Each transport makes one Caller for each call. Other code gets
// no other information about the caller.
struct Caller {
  // The name that the log records, with its kind (principal.h). It is authenticated, for example as the first
  // subject alternative name of a client certificate. Empty if the caller is not authenticated.
  // With the person whom the caller acts for, if there is one.
  std::string principal = {};
  // The name that people know the caller by, such as an email address, from the token of an issuer. Not
  // unique. Empty if there is none.
  std::string display_name = {};
  // Names under which the log may have recorded this principal before. Entries under them count as the
  // caller's own.
  std::vector<std::string> aliases = {};
  Permissions permissions = Permissions::All();
  // Why the caller's credentials were rejected, for the server's own log only. Empty if they were not. Every
  // call of such a caller ends with UNAUTHENTICATED.
  std::string rejection = {};
  // Whether the credentials could not be checked yet, and may be accepted later. Then the calls end with
  // UNAVAILABLE instead.
  bool may_retry = false;
  // Whether the caller has no credentials and could have more permissions with credentials.
  bool could_authenticate = false;
  // What the caller may use; null if there is no limit. It is counted under `quota_account`, which callers
  // without a name share if they come from the same address.
  std::shared_ptr<const QuotaLimits> quota = nullptr;
  std::string quota_account = {};
};

}  // namespace verbatim::access
