#pragma once

#include <string>
#include <vector>

#include "access/permissions.h"

namespace verbatim::access {

// The identity and permissions of the caller. Each transport makes one Caller for each call. Other code gets
// no other information about the caller.
struct Caller {
  // The name that the log records, with its kind (principal.h). It is authenticated, for example as the first
  // subject alternative name of a client certificate. Empty if the caller is not authenticated.
  // With the person whom the caller acts for, if there is one.
  std::string principal = {};
  // Names under which the log may have recorded this principal before. Entries under them count as the
  // caller's own.
  std::vector<std::string> aliases = {};
  Permissions permissions = Permissions::All();
  // Why the caller's credentials were rejected, for the server's own log only. Empty if they were not. Every
  // call of such a caller ends with UNAUTHENTICATED.
  std::string rejection = {};
  // Whether the caller has no credentials and could have more permissions with credentials.
  bool could_authenticate = false;
};

}  // namespace verbatim::access
