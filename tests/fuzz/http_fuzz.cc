// What strangers send to the HTTP port before a method sees it: requests, paths, queries, JSON and envelopes. The first byte chooses
// the part, the second how the input is cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "google/protobuf/util/message_differencer.h"
#include "http/calls/envelope.h"
#include "http/json/json_reader.h"
#include "http/json/json_writer.h"
#include "http/json/wire_json.h"
#include "http/rest/binding.h"
#include "http/rest/routes.h"
#include "http/rest/url.h"
#include "http/transport/request_parser.h"
#include "methods/gzip.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document_service.pb.h"

namespace {

using namespace verbatim::http;

constexpr JsonLimits kLimits = {.elements = 100, .field_elements = 50};

void Require(bool condition) {
  if (!condition) std::abort();
}

// What came of parsing: the request, or the problem.
std::string Parse(std::string_view bytes, size_t step) {
  RequestParser parser(4096);
  std::string input;
  std::string body;
  for (size_t fed = 0; fed < bytes.size() || !input.empty();) {
    const std::string_view next = bytes.substr(fed, step);
    input += next;
    fed += next.size();
    RequestParser::Result result = parser.Feed(input);
    Require(result.used <= input.size());
    input.erase(0, result.used);
    body += parser.TakeBody();
    if (result.problem) {
      Require(result.problem->status >= 400 && !result.problem->message.empty());
      return "problem";
    }
    if (parser.done()) break;
    if (result.used == 0 && next.empty()) break;  // it needs more than there is
  }
  std::string seen = std::to_string(static_cast<int>(parser.done()));
  if (!parser.done()) return seen;
  seen += parser.head().method + parser.head().target + body;
  for (const Field& field : parser.head().fields) seen += field.name + field.value;
  return seen;
}

void FuzzJson(std::string_view json) {
  verbatim::v1::CreateClaimRequest request;
  if (!ParseJson(json, kLimits, request).ok()) return;
  verbatim::v1::CreateClaimRequest again;
  Require(ParseJson(ToJson(request), kLimits, again).ok());
  google::protobuf::util::MessageDifferencer differencer;
  google::protobuf::util::DefaultFieldComparator numbers;
  numbers.set_treat_nan_as_equal(true);
  differencer.set_field_comparator(&numbers);
  Require(differencer.Compare(request, again));
  std::string from_wire;
  Require(AppendWireJson(*request.GetDescriptor(), request.SerializeAsString(), from_wire));
  again.Clear();
  Require(ParseJson(from_wire, kLimits, again).ok() && differencer.Compare(request, again));
}

// The binary form of messages: its JSON is that of the parsed message, or there is none.
void FuzzWire(std::string_view bytes) {
  const auto& type = *verbatim::v1::GetClaimResponse::descriptor();
  std::string json;
  const bool appended = AppendWireJson(type, bytes, json);
  Require(appended || json.empty());
  FindWireString(type, bytes, "etag");
  verbatim::v1::GetClaimResponse response;
  verbatim::v1::GetClaimResponse again;
  if (!appended || !response.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
  std::string from_wire;
  if (AppendWireJson(type, response.SerializeAsString(), from_wire) && ParseJson(json, kLimits, again).ok()) {
    response.Clear();  // also of fields that are not known
    Require(ParseJson(from_wire, kLimits, response).ok());
    google::protobuf::util::MessageDifferencer differencer;
    google::protobuf::util::DefaultFieldComparator numbers;
    numbers.set_treat_nan_as_equal(true);
    differencer.set_field_comparator(&numbers);
    Require(differencer.Compare(response, again));
  }
}

void FuzzUrl(std::string_view text) {
  static const auto* const kRoutes = [] {
    auto* const routes = new Routes;
    // By their messages, so that the linker keeps their descriptors.
    for (const auto* file : {verbatim::v1::GetClaimRequest::descriptor()->file(),
                             verbatim::v1::GetDocumentRequest::descriptor()->file()}) {
      const auto* service = file->service(0);
      for (int i = 0; i < service->method_count(); ++i) {
        auto* const method = new verbatim::methods::Method{.descriptor = service->method(i)};
        for (const Binding& binding : BindingsOf(*method)) routes->Add(*new Binding(binding));
      }
    }
    return routes;
  }();
  kRoutes->Find("GET", text.substr(0, text.find('?')));
  const auto parameters = ParseQuery(text.substr(std::min(text.find('?') + 1, text.size())));
  if (!parameters) return;
  verbatim::v1::ListClaimsRequest request;
  for (const auto& [name, value] : *parameters) {
    (void)SetField(request, name, value);
    Require(Unescape(Escape(value)) == value);
  }
}

void FuzzEnvelopes(std::string_view bytes, size_t step) {
  const auto read = [&](size_t by) {
    EnvelopeReader reader(4096, true);
    std::string seen;
    for (size_t fed = 0; fed <= bytes.size(); fed += by) {
      if (fed == bytes.size()) reader.FeedEnd();
      reader.Feed(std::string(bytes.substr(fed, by)));
      while (true) {
        auto message = reader.Next();
        if (!message.ok()) return seen + "error";
        if (!*message) break;
        seen += std::to_string((*message)->flags) + (*message)->bytes;
      }
    }
    return seen;
  };
  read(step);
  Base64Reader().Feed(bytes);
  std::string whole;
  verbatim::methods::Gunzipper(4096).Feed(bytes, whole);
  Require(whole.size() <= 4096);
  std::string in_pieces;
  verbatim::methods::Gunzipper pieces(4096);
  for (std::string_view left = bytes;;) {
    const size_t before = in_pieces.size();
    const verbatim::methods::Gunzipper::State state = pieces.FeedSome(left, in_pieces, step);
    Require(in_pieces.size() - before <= step);
    if (state == verbatim::methods::Gunzipper::State::kTooLong)
      return;  // the last piece is dropped, and its size differs
    if (state == verbatim::methods::Gunzipper::State::kMalformed) break;
    if (left.empty() && in_pieces.size() - before < step) break;
  }
  Require(in_pieces == whole);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const size_t step = data[1] % 64 + 1;
  switch (data[0] % 5) {
    case 0: {
      // Beast may see a problem earlier in a longer part, but what is a request does not depend on the parts.
      const std::string in_parts = Parse(rest, step);
      const std::string whole = Parse(rest, rest.size() + 1);
      if (in_parts.starts_with('1') || whole.starts_with('1')) Require(in_parts == whole);
      break;
    }
    case 1:
      FuzzJson(rest);
      break;
    case 2:
      FuzzUrl(rest);
      break;
    case 3:
      FuzzEnvelopes(rest, step);
      break;
    case 4:
      FuzzWire(rest);
      break;
  }
  return 0;
}
