#include "http/calls/api_request.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "methods/gzip.h"
#include "status/absl_view.h"

namespace verbatim::http {
namespace {

using Clock = sync::CallContext::Clock;

// A later deadline has the same effect as no deadline.
constexpr std::chrono::hours kMaxTimeout{24 * 365};

std::optional<int64_t> ParseDigits(std::string_view digits, size_t most) {
  int64_t value = 0;
  if (digits.empty() || digits.size() > most || digits.front() == '-') return std::nullopt;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// A number of at most eight digits and a unit.
std::optional<std::chrono::nanoseconds> ParseGrpcTimeout(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto value = ParseDigits(text.substr(0, text.size() - 1), 8);
  if (!value) return std::nullopt;
  switch (text.back()) {
    case 'H':
      return std::min<std::chrono::nanoseconds>(std::chrono::hours(*value), kMaxTimeout);
    case 'M':
      return std::min<std::chrono::nanoseconds>(std::chrono::minutes(*value), kMaxTimeout);
    case 'S':
      return std::min<std::chrono::nanoseconds>(std::chrono::seconds(*value), kMaxTimeout);
    case 'm':
      return std::chrono::milliseconds(*value);
    case 'u':
      return std::chrono::microseconds(*value);
    case 'n':
      return std::chrono::nanoseconds(*value);
    default:
      return std::nullopt;
  }
}

// Seconds, with or without the unit, such as 2.5 or 30s.
std::optional<std::chrono::nanoseconds> ParseSeconds(std::string_view text) {
  if (text.ends_with('s')) text.remove_suffix(1);
  double seconds = 0;
  if (!absl::SimpleAtod(Absl(text), &seconds) || !(seconds >= 0) || seconds > 1e7) return std::nullopt;
  return std::chrono::nanoseconds(static_cast<int64_t>(std::llround(seconds * 1e9)));
}

bool IsCompressible(std::string_view type) {
  return type.find("json") != std::string_view::npos || type.starts_with("text/") ||
         type.find("proto") != std::string_view::npos || type.find("javascript") != std::string_view::npos;
}

access::Credentials CredentialsOf(const Exchange& exchange) {
  using enum access::Credentials::Way;
  const Peer& peer = exchange.peer();
  access::Credentials credentials{.certificate = peer.principal,
                                  .address = peer.address,
                                  .way = peer.loopback ? kLoopback : kNetwork,
                                  .tls = peer.tls};
  for (const Field& field : exchange.head().fields) {
    if (SameName(field.name, "authorization")) credentials.authorization.push_back(field.value);
    if (SameName(field.name, "x-forwarded-for")) credentials.forwarded_for.push_back(field.value);
    if (SameName(field.name, "x-forwarded-client-cert"))
      credentials.forwarded_client_cert.push_back(field.value);
    if (SameName(field.name, "verbatim-acting-for")) credentials.acting_for.push_back(field.value);
  }
  return credentials;
}

}  // namespace

ApiRequest::ApiRequest(std::shared_ptr<Exchange> exchange, methods::Dispatcher& dispatcher,
                       const access::Authenticator& authenticator, std::vector<Field> extra)
    : exchange_(std::move(exchange)),
      dispatcher_(dispatcher),
      authenticator_(authenticator),
      caller_(authenticator.Identify(CredentialsOf(*exchange_))),
      extra_(std::move(extra)) {}

std::optional<Problem> ApiRequest::ReadDeadline() {
  std::optional<std::chrono::nanoseconds> timeout;
  if (const std::string_view connect = head().Find("connect-timeout-ms"); !connect.empty()) {
    const auto millis = ParseDigits(connect, 10);
    if (!millis) return Problem{400, "Connect-Timeout-Ms must be a number of up to 10 digits"};
    timeout = std::chrono::milliseconds(*millis);
  } else if (const std::string_view grpc = head().Find("grpc-timeout"); !grpc.empty()) {
    timeout = ParseGrpcTimeout(grpc);
    if (!timeout) return Problem{400, "Grpc-Timeout must be a number of up to 8 digits and a unit of HMSmun"};
  } else if (const std::string_view seconds = head().Find("x-request-timeout"); !seconds.empty()) {
    timeout = ParseSeconds(seconds);
    if (!timeout) return Problem{400, "X-Request-Timeout must be a number of seconds, such as 2.5"};
  }
  if (timeout) deadline_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(*timeout);
  return std::nullopt;
}

methods::Call ApiRequest::MakeCall() const {
  sync::CallContext context([exchange = exchange_] { return exchange->IsGone(); }, deadline_);
  methods::Call call{.caller = caller_, .context = std::move(context)};
  if (dispatcher_.uses_tags()) {
    call.tags = methods::TagsOf(head().Find("x-request-id"), head().Find("traceparent"),
                                head().Find("tracestate"), "http");
  }
  call.min_log_size = std::string(head().Find("verbatim-min-log-size"));
  call.connection = ConnectionName();
  return call;
}

methods::Call ApiRequest::MakeStreamCall() const {
  methods::Call call = MakeCall();
  if (!authenticator_.is_open()) {
    call.identify_again = [exchange = exchange_, &authenticator = authenticator_] {
      return authenticator.Identify(CredentialsOf(*exchange));
    };
  }
  return call;
}

sync::MemoryBudget::ConnectionName ApiRequest::ConnectionName() const {
  // The peer's object is that of the connection.
  return [exchange = exchange_] { return absl::StrCat("http:", absl::Hex(&exchange->peer())); };
}

void ApiRequest::Respond(Response response) const {
  response.Set("Verbatim-Log-Size", absl::StrCat(dispatcher_.log_size()));
  if (response.body.size() >= methods::kMinGzipBytes && !response.Has("content-encoding") &&
      !response.Has("grpc-encoding") && response.status == 200) {
    const auto type = std::ranges::find_if(
        response.fields, [](const Field& field) { return SameName(field.name, "content-type"); });
    if (type != response.fields.end() && IsCompressible(type->value)) {
      response.Set("Vary", "Accept-Encoding");
      if (AcceptsGzip(head().Find("accept-encoding"))) {
        response.body = methods::Gzip(response.body);
        response.Set("Content-Encoding", "gzip");
      }
    }
  }
  response.fields.insert(response.fields.end(), extra_.begin(), extra_.end());
  exchange_->Respond(std::move(response));
}

void ApiRequest::Start(Response head) const {
  head.Set("Verbatim-Log-Size", absl::StrCat(dispatcher_.log_size()));
  head.fields.insert(head.fields.end(), extra_.begin(), extra_.end());
  exchange_->Start(std::move(head));
}

void ApiRequest::ReadBody(
    size_t max_bytes,
    std::function<void(std::optional<Problem>, std::shared_ptr<const std::string>)> done) const {
  const std::optional<bool> gzip = IsGzip(head().Find("content-encoding"));
  if (!gzip) return done(Problem{415, "Content-Encoding must be gzip or identity"}, nullptr);
  if (!head().has_body) return done(std::nullopt, std::make_shared<const std::string>());
  // The memory of the body, for as long as somebody has the body.
  struct Body {
    std::string bytes;
    methods::Reservation held;
  };
  auto read = std::make_shared<Body>();
  read->held = methods::Reservation(dispatcher_.memory(), ConnectionName());
  const auto admit = [read](size_t bytes) { return read->held.TryResize(bytes); };
  auto take = [gzip = *gzip, max_bytes, read, done = std::move(done)](Exchange::Part part) {
    if (part.problem) return done(std::move(part.problem), nullptr);
    const std::shared_ptr<std::string> body(read, &read->bytes);
    *body = *std::move(part.bytes);
    if (gzip) {
      const size_t plain_bytes = methods::DeclaredBytes(*body);
      if (!read->held.TryResize(body->size() + std::min(plain_bytes, max_bytes)))
        return done(NoMemoryForRequest(), nullptr);
      std::string plain;
      switch (methods::Gunzipper(max_bytes).Feed(*body, plain)) {
        case methods::Gunzipper::State::kEnd:
          break;
        case methods::Gunzipper::State::kTooLong:
          return done(Problem{413, "the decompressed body is longer than the " + std::to_string(max_bytes) +
                                       " bytes allowed"},
                      nullptr);
        case methods::Gunzipper::State::kMore:
        case methods::Gunzipper::State::kMalformed:
          return done(Problem{400, "the body is not gzip, or is cut"}, nullptr);
      }
      *body = std::move(plain);
    }
    done(std::nullopt, body);
  };
  exchange_->ReadAll(max_bytes, admit, std::move(take));
}

void ApiRequest::AtDeadline(std::function<void()> late) const {
  if (!has_deadline()) return;
  const auto left = std::max(Clock::duration::zero(), deadline_ - Clock::now());
  exchange_->After(std::chrono::ceil<std::chrono::milliseconds>(left),
                   [weak = weak_from_this(), late = std::move(late)] {
                     if (const auto alive = weak.lock()) late();
                   });
}

bool AcceptsGzip(std::string_view accept_encoding) {
  return QualityOf(accept_encoding, "gzip").value_or(0) > 0;
}

std::optional<bool> IsGzip(std::string_view content_encoding) {
  if (content_encoding.empty() || SameName(content_encoding, "identity")) return false;
  if (SameName(content_encoding, "gzip") || SameName(content_encoding, "x-gzip")) return true;
  return std::nullopt;
}

}  // namespace verbatim::http
