#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/transport/message.h"

// Checks and response fields that browsers make necessary. Immutable, so any thread may use it.
namespace verbatim::http {

// Which pages of other origins may read responses, and which names the server is called by.
class Front {
 public:
  // `cors_origins` are origins such as https://example.org, or * for all. `hosts` are names that Host may have
  // besides those of the loopback interface, when a request comes in at that interface; `listen` is also one
  // of these names.
  Front(std::vector<std::string> cors_origins, std::vector<std::string> hosts, std::string_view listen);

  // Returns the response to a request that must not be served, or to a preflight request. Returns nothing for
  // any other request. Two kinds of requests must not be served: requests on the loopback interface with a
  // foreign Host, which a page can send by DNS rebinding, and requests of foreign pages that change
  // something.
  std::optional<Response> Refuse(const RequestHead& head, const Peer& peer) const;

  // The fields that every response to this request gets.
  std::vector<Field> FieldsFor(const RequestHead& head, const Peer& peer) const;

 private:
  // Whether Host is one of the server's own names, as far as that is known.
  bool KnowsHost(std::string_view host) const;
  bool AllowsOrigin(std::string_view origin) const;
  Response Preflight(const RequestHead& head) const;

  const std::vector<std::string> cors_origins_;
  std::vector<std::string> hosts_;  // in lower case
};

}  // namespace verbatim::http
