#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/transport/message.h"

namespace verbatim::http {

// What is wrong with a request, as the response says it.
struct Problem {
  int status = 400;
  std::string message;
};

// There is no memory for a request now.
inline Problem NoMemoryForRequest() { return {429, "other requests use the memory that is for requests"}; }

// Parses one HTTP/1.1 request as its bytes arrive: Boost.Beast's parser, with the checks that it leaves to its
// users. Chunks are joined; trailers are dropped. Not thread-safe.
class RequestParser {
 public:
  // `max_head_bytes` bounds the request line and the header fields together.
  explicit RequestParser(size_t max_head_bytes);
  ~RequestParser();

  // Parses from the front of `bytes` and returns how many were used, or what is wrong. Stops behind the head,
  // and behind the request. If it returns 0, it needs more bytes: call it again with these and more. After a
  // problem, only head() may be called.
  struct Result {
    size_t used = 0;
    std::optional<Problem> problem = std::nullopt;
  };
  Result Feed(std::string_view bytes);

  bool head_done() const;  // head() is complete
  bool done() const;       // the request is complete

  RequestHead& head();
  // Takes the bytes of the body that were parsed since the last call.
  std::string TakeBody();
  size_t body_bytes() const;  // that TakeBody would return

 private:
  class Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace verbatim::http
