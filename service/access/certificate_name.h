#pragma once

#include <openssl/x509.h>

#include <string>
#include <string_view>

// The names of callers in their certificates.
namespace verbatim::access {

// Returns why a certificate has no name that the log can record; empty if the certificate has such a name.
// The name is the first subject alternative name (a DNS name, URI, email or IP address), or the common name
// if there is none. It must be UTF-8 of up to 256 bytes without control characters, zero-width characters and
// characters that change the direction of text, because the log keeps it permanently and people compare it.
std::string_view ReasonToReject(const X509* certificate);

// Returns the principal of a certificate that is not rejected: its name with the kind of the name
// (principal.h).
std::string NameIn(const X509* certificate);

// Returns the certificate's subject as openssl prints it, with unprintable bytes escaped. Empty for null.
std::string SubjectOf(const X509* certificate);

}  // namespace verbatim::access
