#include "http/transport/tls_context.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <string_view>

#include "access/certificate_name.h"
#include "status/status_macros.h"

namespace verbatim::http {
namespace {

// Chooses HTTP/1.1 for a client that offers it, and no protocol for a client that offers only others.
int ChooseProtocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                   const unsigned char* offered, unsigned offered_size, void*) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, chosen_size, kHttp11, sizeof(kHttp11) - 1, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

// Rejects certificates that have no name that the log can record. The gRPC port rejects them, too.
int VerifyNamed(int ok, X509_STORE_CTX* store) {
  if (ok != 1 || X509_STORE_CTX_get_error_depth(store) != 0) return ok;
  const X509* certificate = X509_STORE_CTX_get_current_cert(store);
  const std::string_view wrong = access::ReasonToReject(certificate);
  if (wrong.empty()) return 1;
  auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  if (const auto* context = static_cast<const TlsContext*>(SSL_get_app_data(ssl)))
    context->Rejected(std::string(wrong), access::SubjectOf(certificate));
  X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
  return 0;
}

}  // namespace

absl::StatusOr<std::shared_ptr<TlsContext>> TlsContext::Make(const access::TlsFiles& files,
                                                             OnRejectedCertificate on_rejected) {
  ABSL_RETURN_IF_ERROR(access::CheckTlsFiles(files));
  std::shared_ptr<TlsContext> made(new TlsContext(SSL_CTX_new(TLS_server_method()), std::move(on_rejected)));
  SSL_CTX* context = made->get();
  ERR_clear_error();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_alpn_select_cb(context, ChooseProtocol, nullptr);
  // To resume sessions, session tickets would have to carry the name of the caller. Callers keep connections
  // instead.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  bool ok = SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) == 1 &&
            SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1 &&
            SSL_CTX_check_private_key(context) == 1;
  if (ok && !files.client_authorities.empty()) {
    ok = SSL_CTX_load_verify_locations(context, files.client_authorities.c_str(), nullptr) == 1;
    SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(files.client_authorities.c_str()));
    const int required = files.requires_client_certificate ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | required, VerifyNamed);
  }
  ERR_clear_error();
  if (!ok) return absl::InvalidArgumentError("the TLS files cannot be used");
  return made;
}

}  // namespace verbatim::http
