#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/authenticator.h"
#include "http/transport/exchange.h"
#include "methods/dispatcher.h"
#include "sync/call_context.h"

namespace verbatim::http {

// One request on its way to a method. It has the exchange, and the settings of every call that the request
// makes. The connection's thread makes the object; then any thread may use it.
class ApiRequest : public std::enable_shared_from_this<ApiRequest> {
 public:
  // `extra` are fields that every response gets. `dispatcher` must outlive the request.
  ApiRequest(std::shared_ptr<Exchange> exchange, methods::Dispatcher& dispatcher,
             const access::Authenticator& authenticator, std::vector<Field> extra);

  Exchange& exchange() const { return *exchange_; }
  const RequestHead& head() const { return exchange_->head(); }
  methods::Dispatcher& dispatcher() const { return dispatcher_; }

  // Reads the deadline of the request from Connect-Timeout-Ms, Grpc-Timeout or X-Request-Timeout. Returns
  // what is wrong with the deadline; nothing if the deadline is valid or absent.
  std::optional<Problem> ReadDeadline();
  sync::CallContext::Clock::time_point deadline() const { return deadline_; }
  bool has_deadline() const { return deadline_ != sync::CallContext::Clock::time_point::max(); }

  // The caller and the context of a call that this request makes.
  methods::Call MakeCall() const;
  // The same for a stream, whose caller may change while it is open.
  methods::Call MakeStreamCall() const;
  // Names the connection, for the share of memory that it has.
  sync::MemoryBudget::ConnectionName ConnectionName() const;

  // Sends a whole response. Adds the common fields, and compresses the body if the client accepts
  // compression. The calling thread compresses the body.
  void Respond(Response response) const;
  // Starts a response whose body follows.
  void Start(Response head) const;

  // Reads the whole body and decompresses it. Calls `done` on the connection's thread, with the body or with
  // an error.
  void ReadBody(size_t max_bytes,
                std::function<void(std::optional<Problem>, std::shared_ptr<const std::string>)> done) const;

  // Calls `late` when the deadline has passed, if the request still exists. On the connection's thread.
  void AtDeadline(std::function<void()> late) const;

 private:
  const std::shared_ptr<Exchange> exchange_;
  methods::Dispatcher& dispatcher_;
  const access::Authenticator& authenticator_;
  const access::Caller caller_;
  const std::vector<Field> extra_;
  sync::CallContext::Clock::time_point deadline_ = sync::CallContext::Clock::time_point::max();
};

// Whether the request's body is gzip (true), not compressed (false), or compressed in a way that is not known.
std::optional<bool> IsGzip(std::string_view content_encoding);

// Whether a list of encodings that the client accepts has gzip.
bool AcceptsGzip(std::string_view accept_encoding);

}  // namespace verbatim::http
