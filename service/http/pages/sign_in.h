#pragma once

#include <string>
#include <vector>

#include "access/policy.h"
#include "http/transport/message.h"

namespace verbatim::http {

// Answers GET /auth/config: the issuers at which a browser may sign in, and the id that it has there. It tells
// nothing that an issuer keeps secret, so that everybody may read it.
//
//   {"issuers": [{"issuer": "https://login.example.org", "client_id": "verbatim-page"}]}
Response SignIn(const access::Policy& policy);

// Returns the origins of these issuers, such as https://login.example.org.
std::vector<std::string> SignInOrigins(const access::Policy& policy);

}  // namespace verbatim::http
