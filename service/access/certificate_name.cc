#include "access/certificate_name.h"

#include <arpa/inet.h>
#include <openssl/x509v3.h>

#include <memory>
#include <optional>

#include "access/names/printable_name.h"
#include "access/principal.h"
#include "status/free_with.h"

namespace verbatim::access {
namespace {

constexpr size_t kSubjectBytes = 256;

using Names = std::unique_ptr<GENERAL_NAMES, FreeWith<GENERAL_NAMES_free>>;

std::string_view BytesOf(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<size_t>(ASN1_STRING_length(text))};
}

// Returns the common name, empty if there is none. Nothing if it is not text.
std::optional<std::string> CommonNameOf(const X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (index < 0) return "";
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)));
  if (size < 0) return std::nullopt;
  std::string name(reinterpret_cast<const char*>(utf8), static_cast<size_t>(size));
  OPENSSL_free(utf8);
  return name;
}

std::string_view ReasonToRejectCommonName(const X509* certificate) {
  const std::optional<std::string> name = CommonNameOf(certificate);
  return name ? ReasonToRejectName(*name) : "the name is not text";
}

}  // namespace

std::string_view ReasonToReject(const X509* certificate) {
  const Names names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (names == nullptr || sk_GENERAL_NAME_num(names.get()) == 0) return ReasonToRejectCommonName(certificate);
  const GENERAL_NAME* first = sk_GENERAL_NAME_value(names.get(), 0);
  switch (first->type) {
    case GEN_DNS:
    case GEN_EMAIL:
    case GEN_URI:
      return ReasonToRejectName(BytesOf(first->d.ia5));
    case GEN_IPADD:
      return {};
    default:  // gRPC does not tell transports about other kinds of names
      return "its first subject alternative name is not a DNS name, URI, email or IP address";
  }
}

std::string NameIn(const X509* certificate) {
  const Names names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (names == nullptr || sk_GENERAL_NAME_num(names.get()) == 0)
    return std::string(kCommonNameKind) + CommonNameOf(certificate).value_or("");
  const GENERAL_NAME* first = sk_GENERAL_NAME_value(names.get(), 0);
  if (first->type != GEN_IPADD) {
    const std::string_view kind = first->type == GEN_DNS     ? kDnsKind
                                  : first->type == GEN_EMAIL ? kEmailKind
                                                             : kUriKind;
    return std::string(kind).append(BytesOf(first->d.ia5));
  }
  const std::string_view address = BytesOf(first->d.ip);
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(address.size() == 4 ? AF_INET : AF_INET6, address.data(), text, sizeof text);
  return std::string(kIpKind) + text;
}

std::string SubjectOf(const X509* certificate) {
  if (certificate == nullptr) return "";
  char subject[kSubjectBytes];
  X509_NAME_oneline(X509_get_subject_name(certificate), subject, sizeof subject);
  return subject;
}

}  // namespace verbatim::access
