#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/transport/message.h"

namespace verbatim::http {

// The page for browsers: its files, and the addresses that people share. Immutable, so any thread may use it.
//
// The page works behind any path prefix of a proxy: its files are named relative to a <base> element, which says how
// many segments of the path lie between the address and the root of the server.
class WebPage {
 public:
  WebPage();

  // Whether the page answers at this path. No path of the API is among these paths.
  static bool Has(std::string_view path);

  // The response to a GET or HEAD request for a path of the page. `connect_origins` are the origins besides this
  // server's that scripts of the page may call: the issuers of tokens.
  Response Answer(const RequestHead& head, const std::vector<std::string>& connect_origins = {}) const;

 private:
  Response Index(const RequestHead& head, const std::vector<std::string>& connect_origins) const;

  std::string before_base_;  // index.html, up to the address in its <base> element; empty without the page
  std::string behind_base_;  // the rest
};

}  // namespace verbatim::http
