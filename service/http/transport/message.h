#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// HTTP messages, without their bodies' framing.
namespace verbatim::http {

struct Field {
  std::string name;
  std::string value;
};

// Compares names of header fields, without case.
bool SameName(std::string_view a, std::string_view b);

// The request line and the header fields.
struct RequestHead {
  std::string method;  // as sent: GET, POST, …
  std::string target;  // as sent, such as /v1/claims?page_size=2
  bool http11 = true;  // else HTTP/1.0
  bool keep_alive = true;
  bool has_body = false;  // a body of at least one byte, or of unknown length, follows
  std::optional<uint64_t> content_length = std::nullopt;
  std::vector<Field> fields;

  // The value of the first field of this name; empty if there is none.
  std::string_view Find(std::string_view name) const;
  bool Has(std::string_view name) const;

  std::string_view path() const;   // of the target, still escaped
  std::string_view query() const;  // without the question mark, still escaped
};

// The media type of a Content-Type or Accept item: lower case, without parameters.
std::string MediaTypeOf(std::string_view value);

// The quality that an Accept-Encoding or Accept value gives to `item`, by a literal or `*` item: 0 to 1. Nothing
// if no item names it.
std::optional<double> QualityOf(std::string_view accepted, std::string_view item);

// A whole response.
struct Response {
  int status = 200;
  std::vector<Field> fields = {};
  std::string body = {};
  std::shared_ptr<void> held = nullptr;  // kept until the response is sent, or the connection has ended

  Response& Set(std::string name, std::string value) {
    fields.push_back({std::move(name), std::move(value)});
    return *this;
  }
  bool Has(std::string_view name) const;
};

// The reason phrase of a status code.
std::string_view PhraseOf(int status);

// Who sent a request: what is known about the connection.
struct Peer {
  // The name in the client's certificate, if TLS has authenticated it (access/certificate_name.h).
  std::string principal;
  bool tls = false;
  bool loopback = false;     // the connection came in at a loopback address
  std::string address = {};  // the IP address of the other end
};

}  // namespace verbatim::http
