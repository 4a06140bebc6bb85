#include "http/transport/request_parser.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <limits>
#include <utility>

namespace verbatim::http {
namespace {

namespace beast = boost::beast;
using Error = beast::http::error;

// Header fields of one request; each costs some hundred bytes of memory, however short it is.
constexpr size_t kMaxFields = 256;

Problem ProblemOf(beast::error_code code) {
  const auto is = [&](Error error) { return code == make_error_code(error); };
  if (is(Error::header_limit))
    return {431, "the request line and the header fields are longer than --http_max_header_bytes"};
  if (is(Error::bad_version)) return {505, "the request line must end with HTTP/1.1 or HTTP/1.0"};
  if (is(Error::bad_method)) return {400, "the request line must begin with a method, such as GET"};
  if (is(Error::bad_target)) return {400, "the request target has a character that is not allowed"};
  if (is(Error::bad_field)) return {400, "a header field's name has a character that is not allowed"};
  if (is(Error::bad_value)) return {400, "a header field's value has a character that is not allowed"};
  if (is(Error::bad_content_length))
    return {400, "Content-Length must be one decimal number, and not be combined with Transfer-Encoding"};
  if (is(Error::bad_transfer_encoding))
    return {400, "Transfer-Encoding must be given once, without Content-Length"};
  if (is(Error::bad_chunk) || is(Error::bad_chunk_extension))
    return {400, "the body is not in chunked transfer coding"};
  return {400, "the request is not HTTP/1.1: " + code.message()};
}

}  // namespace

class RequestParser::Impl final : public beast::http::basic_parser<true> {
 public:
  explicit Impl(size_t max_head_bytes) {
    header_limit(static_cast<std::uint32_t>(max_head_bytes));
    // The readers of bodies have limits, so the parser needs none. Boost 1.74 takes the absence of a limit
    // for a limit of zero.
    body_limit(std::numeric_limits<std::uint64_t>::max());
  }

  Result Feed(std::string_view bytes) {
    Result result;
    while (!is_done() && result.used < bytes.size()) {
      const bool had_head = is_header_done();
      beast::error_code code;
      const size_t used = put({bytes.data() + result.used, bytes.size() - result.used}, code);
      result.used += used;
      if (code == make_error_code(Error::need_more)) break;
      if (code) {
        if (!problem_) problem_ = ProblemOf(code);
        result.problem = std::move(problem_);
        break;
      }
      if (!had_head && is_header_done()) {
        CompleteHead();
        if (problem_) result.problem = std::move(problem_);
        break;
      }
    }
    return result;
  }

  RequestHead head_;
  std::string body_;

 private:
  // Sets what follows from all fields together.
  void CompleteHead() {
    head_.keep_alive = keep_alive();
    if (const auto length = content_length()) head_.content_length = *length;
    head_.has_body = !is_done() && (chunked() || head_.content_length.value_or(0) > 0);
    int hosts = 0;
    for (const Field& field : head_.fields) {
      if (SameName(field.name, "host")) ++hosts;
      // With another coding, the length of the body is unknown to this server, but not to a proxy before it.
      if (SameName(field.name, "transfer-encoding") && !SameName(field.value, "chunked"))
        problem_ = Problem{501, "Transfer-Encoding must be chunked"};
    }
    if (hosts > 1 || (hosts == 0 && head_.http11))
      problem_ = Problem{400, "the request must have one Host field"};
    if (!head_.http11 && chunked()) problem_ = Problem{400, "HTTP/1.0 has no Transfer-Encoding"};
    if (head_.target.empty() || head_.target.front() != '/') TakeAbsoluteForm();
  }

  // A target in absolute form (RFC 9112, section 3.2.2) names the host itself.
  void TakeAbsoluteForm() {
    for (const std::string_view scheme : {"http://", "https://"}) {
      if (!head_.target.starts_with(scheme)) continue;
      const size_t path = std::min(head_.target.find('/', scheme.size()), head_.target.size());
      const std::string host = head_.target.substr(scheme.size(), path - scheme.size());
      for (Field& field : head_.fields) {
        if (SameName(field.name, "host")) field.value = host;
      }
      head_.target.erase(0, path);
      if (head_.target.empty()) head_.target = "/";
      if (head_.target.front() == '/') return;
    }
    if (head_.method == "OPTIONS" && head_.target == "*") return;
    problem_ = Problem{400, "the request target must be a path that begins with a slash"};
  }

  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                       beast::error_code&) override {
    head_.method.assign(method.data(), method.size());
    head_.target.assign(target.data(), target.size());
    head_.http11 = version >= 11;
  }
  void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     beast::error_code& code) override {
    if (head_.fields.size() == kMaxFields) {
      problem_ = Problem{431, "the request has more than 256 header fields"};
      code = make_error_code(Error::header_limit);
      return;
    }
    head_.fields.push_back({std::string(name.data(), name.size()), std::string(value.data(), value.size())});
  }
  void on_header_impl(beast::error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
  std::size_t on_body_impl(beast::string_view body, beast::error_code&) override {
    body_.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, beast::error_code&) override {
    body_.append(body.data(), body.size());
    return body.size();
  }
  void on_finish_impl(beast::error_code&) override {}

  std::optional<Problem> problem_;
};

RequestParser::RequestParser(size_t max_head_bytes) : impl_(std::make_unique<Impl>(max_head_bytes)) {}
RequestParser::~RequestParser() = default;

RequestParser::Result RequestParser::Feed(std::string_view bytes) { return impl_->Feed(bytes); }
bool RequestParser::head_done() const { return impl_->is_header_done(); }
bool RequestParser::done() const { return impl_->is_done(); }
RequestHead& RequestParser::head() { return impl_->head_; }
std::string RequestParser::TakeBody() { return std::exchange(impl_->body_, {}); }
size_t RequestParser::body_bytes() const { return impl_->body_.size(); }

}  // namespace verbatim::http
