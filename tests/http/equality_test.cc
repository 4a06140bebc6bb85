#include <gmock/gmock.h>

#include <map>

#include "absl/strings/escaping.h"
#include "google/protobuf/dynamic_message.h"
#include "http/calls/envelope.h"
#include "http/json/json_writer.h"
#include "http/rest/routes.h"
#include "http/rest/url.h"
#include "http_fixture.h"
#include "support/eventually.h"

namespace verbatim::test {
namespace {

using google::protobuf::Message;

// What a call returned, in whichever protocol: the responses as JSON, and the code.
struct Result {
  std::vector<nlohmann::json> responses;
  int code = 0;

  // The order of an error's details says nothing, and differs from call to call.
  static nlohmann::json Sorted(nlohmann::json value) {
    if (value.is_structured()) {
      for (nlohmann::json& child : value) child = Sorted(std::move(child));
    }
    if (value.is_object() && value.contains("details"))
      std::sort(value["details"].begin(), value["details"].end());
    return value;
  }
  friend bool operator==(const Result& a, const Result& b) {
    return a.code == b.code && Sorted(a.responses) == Sorted(b.responses);
  }
  friend std::ostream& operator<<(std::ostream& out, const Result& result) {
    out << "code " << result.code;
    for (const nlohmann::json& response : result.responses) out << "\n" << response.dump();
    return out;
  }
};

// A request of each method, as protobuf JSON; several for streams. A method that is missing here fails the
// test. Writes have a request_id, so that each protocol gets the same response.
const std::map<std::string, std::vector<std::string>>& Requests() {
  static const auto* const kRequests = new std::map<std::string, std::vector<std::string>>{
      {"CreateDocument",
       {R"({"documentId":"new","requestId":"1","content":{"data":"VHdvLiBTZW50ZW5jZXMu"}})"}},
      {"CreateRevision",
       {R"({"parent":"documents/brief","requestId":"2","content":{"data":"T3RoZXIgdGV4dC4="}})"}},
      {"CompareRevisions", {R"({"after":"documents/brief/revisions/2","changesOnly":true})"}},
      {"GetDocument", {R"({"name":"documents/brief"})"}},
      {"ListDocuments", {R"({"filter":{"languageCode":"en"},"pageSize":3})"}},
      {"GetRevision", {R"({"name":"documents/brief/revisions/1","view":"REVISION_VIEW_CONTENT"})"}},
      {"ListRevisions", {R"({"parent":"documents/brief"})"}},
      {"ListSentences", {R"({"parent":"documents/brief/revisions/1","pageSize":1})"}},
      {"LocateQuote",
       {R"({"parent":"documents/brief/revisions/1","quote":"freed 52 prisoners","minSimilarity":0.1})"}},
      {"UpdateDocument",
       {R"({"document":{"name":"documents/brief","title":"Minsk"},"updateMask":"title","requestId":"14"})"}},
      {"EraseDocument",
       {R"({"name":"documents/erased","requestedBy":"a court","reason":"an order","requestId":"3"})"}},
      {"CreateClaim", {R"({"claimId":"c2","requestId":"4","claim":{"text":"A claim","labels":{"k":"v"},
          "citations":[{"revision":"documents/brief/revisions/1","quote":"freed fifty-two prisoners"}]}})"}},
      {"BatchCreateClaims", {R"({"requestId":"5","requests":[{"claim":{"text":"Another",
          "citations":[{"revision":"documents/brief/revisions/1","quote":"The envoy said"}]}}]})"}},
      {"ImportClaims",
       {R"({"request":{"requestId":"6","claim":{"text":"Imported",
          "citations":[{"revision":"documents/brief/revisions/1","quote":"In September 2025"}]}}})",
        R"({"request":{"claim":{"text":"Refused",
          "citations":[{"revision":"documents/brief/revisions/1","quote":"not there at all"}]}}})"}},
      {"GetClaim", {R"({"name":"claims/c1"})"}},
      {"BatchGetClaims", {R"({"names":["claims/c1","claims/c1"]})"}},
      {"ListClaims",
       {R"({"filter":{"document":"documents/brief","state":"CLAIM_STATE_ACTIVE","labels":{"a_b":"c d"}}})"}},
      {"UpdateClaim",
       {R"({"claim":{"name":"claims/c1","labels":{"a":"b"}},"updateMask":"labels","requestId":"7"})"}},
      {"RetractClaim", {R"({"name":"claims/c3","reason":"wrong","requestId":"8"})"}},
      {"EraseClaim",
       {R"({"name":"claims/c4","requestedBy":"a court","reason":"an order","requestId":"15"})"}},
      {"DraftClaims", {R"({"parent":"documents/brief/revisions/1","limit":2})"}},
      {"CreateEvidence",
       {R"({"parent":"claims/c1","evidenceId":"e1","requestId":"9","evidence":{"stance":"EVIDENCE_STANCE_SUPPORTS",
          "citation":{"revision":"documents/brief/revisions/1","quote":"the airline did"}}})"}},
      {"ListEvidence", {R"({"parent":"claims/-","filter":{"stance":"EVIDENCE_STANCE_SUPPORTS"}})"}},
      {"RetractEvidence", {R"({"name":"claims/c1/evidence/e1","reason":"wrong","requestId":"12"})"}},
      {"CreateReview",
       {R"({"parent":"claims/c1","reviewId":"r1","requestId":"10","review":{"reviewer":{"name":"Desk"},
          "rating":{"words":"True"}}})"}},
      {"ListReviews", {R"({"parent":"claims/c1"})"}},
      {"RetractReview", {R"({"name":"claims/c1/reviews/none","reason":"wrong"})"}},
      {"CreateLink",
       {R"({"parent":"claims/c1","linkId":"l1","requestId":"11","link":{"relation":"LINK_RELATION_CONTRADICTS","target":"claims/c3"}})"}},
      {"ListLinks", {R"({"parent":"claims/c1"})"}},
      {"RetractLink", {R"({"name":"claims/c1/links/l1","reason":"wrong","requestId":"13"})"}},
      {"TraceClaim", {R"({"name":"claims/c1","direction":"TRACE_DIRECTION_UPSTREAM"})"}},
      {"VerifyClaim", {R"({"name":"claims/c1"})"}},
      {"GetProofBundle", {R"({"name":"claims/c1","includeText":true})"}},
      {"ExportClaims", {R"({"format":"EXCHANGE_FORMAT_WEB_ANNOTATION","names":["claims/c1"]})"}},
      {"ImportFeed",
       {R"({"options":{"format":"EXCHANGE_FORMAT_CLAIM_REVIEW","document":"documents/brief"}})",
        R"({"data":"eyJAdHlwZSI6IkNsYWltUmV2aWV3In0="})"}},
      {"MatchClaims", {R"({"text":"Belarus freed fifty-two prisoners","limit":1})"}},
      {"CheckText",
       {R"({"options":{"limit":1},"text":"QmVsYXJ1cyBmcmVl"})",
        R"({"text":"ZCBmaWZ0eS10d28gcHJpc29uZXJzLiBCeWUu"})"}},
      {"GetCheckpoint", {R"({})"}},
      {"AddCosignatures", {R"({"note":"nonsense"})"}},
      {"ListEntries",
       {R"({"firstIndex":"1","leavesOnly":true,"filter":{"types":["ENTRY_TYPE_CLAIM_CREATED"]}})"}},
      {"GetInclusionProof", {R"({"index":"0","size":"3"})"}},
      {"GetConsistencyProof", {R"({"fromSize":"1","toSize":"3"})"}},
      {"Watch", {R"({"startIndex":"1","filter":{"resource":"claims/c1"},"leavesOnly":true})"}},
  };
  return *kRequests;
}

class Equality : public HttpTest {
 protected:
  // Parses requests, and shows responses, of a method.
  std::string ToProto(const google::protobuf::Descriptor* type, const std::string& text) {
    const auto message = Make(type);
    const auto status = google::protobuf::util::JsonStringToMessage(text, message.get());
    EXPECT_TRUE(status.ok()) << text << "\n" << status.ToString();
    return message->SerializeAsString();
  }
  nlohmann::json FromProto(const google::protobuf::Descriptor* type, const std::string& bytes) {
    const auto message = Make(type);
    EXPECT_TRUE(message->ParseFromString(bytes));
    std::string text;  // by protobuf's own library, so that the server's writer is compared with it
    EXPECT_TRUE(google::protobuf::util::MessageToJsonString(*message, &text).ok());
    return nlohmann::json::parse(text);
  }
  static std::unique_ptr<Message> Make(const google::protobuf::Descriptor* type) {
    return std::unique_ptr<Message>(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  }

  Result ByGrpc(const methods::Method& method, const std::vector<std::string>& requests, size_t most) {
    grpc::GenericStub stub(channel_);
    grpc::CompletionQueue queue;
    grpc::ClientContext context;
    const auto wait = [&] {
      void* tag = nullptr;
      bool ok = false;
      queue.Next(&tag, &ok);
      return ok;
    };
    auto call = stub.PrepareCall(
        &context, "/" + method.descriptor->service()->full_name() + "/" + method.descriptor->name(), &queue);
    call->StartCall(nullptr);
    wait();
    for (const std::string& request : requests) {
      grpc::Slice slice(ToProto(method.descriptor->input_type(), request));
      call->Write(grpc::ByteBuffer(&slice, 1), nullptr);
      wait();
    }
    call->WritesDone(nullptr);
    wait();
    Result result;
    while (result.responses.size() < most) {
      grpc::ByteBuffer bytes;
      call->Read(&bytes, nullptr);
      if (!wait()) break;
      std::vector<grpc::Slice> slices;
      std::string message;
      EXPECT_TRUE(bytes.Dump(&slices).ok());
      for (const grpc::Slice& slice : slices)
        message.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
      result.responses.push_back(FromProto(method.descriptor->output_type(), message));
    }
    if (result.responses.size() == most) {
      context.TryCancel();
      grpc::Status ignored;
      call->Finish(&ignored, nullptr);
      wait();
      return result;
    }
    grpc::Status status;
    call->Finish(&status, nullptr);
    wait();
    result.code = status.error_code();
    return result;
  }

  // Reads a body, or its first part if the stream has no end.
  static std::string ReadBody(HttpClient& client, HttpResponse& head, size_t most) {
    if (most < SIZE_MAX) {
      head = client.ReadHead();
      return head.status == 200 ? client.ReadChunk() : "";
    }
    head = client.Read();
    return head.body;
  }

  // Returns the code that an error names: REST has NOT_FOUND as `status`, Connect has not_found as `code`.
  static int CodeOf(const nlohmann::json& error) {
    std::string said = error.at(error.contains("status") ? "status" : "code").get<std::string>();
    for (char& c : said) c = static_cast<char>(std::toupper(c));
    for (int code = 0; code <= 16; ++code) {
      if (http::NameOf(static_cast<absl::StatusCode>(code)) == said) return code;
    }
    return -1;
  }

  // Adds `name=value` for each leaf of a request.
  static void AddQuery(const std::string& path, const nlohmann::json& value, bool in_map,
                       std::string& query) {
    if (value.is_object()) {
      for (const auto& [key, child] : value.items()) {
        const bool map = key == "labels";
        const std::string next = in_map ? path + "[" + key + "]" : path.empty() ? key : path + "." + key;
        AddQuery(next, child, map, query);
      }
    } else if (value.is_array()) {
      for (const nlohmann::json& item : value) AddQuery(path, item, false, query);
    } else {
      query += (query.empty() ? "?" : "&") + http::Escape(path) + "=" +
               http::Escape(value.is_string() ? value.get<std::string>() : value.dump());
    }
  }

  Result ByRest(const methods::Method& method, const http::Binding& binding,
                const std::vector<std::string>& requests, size_t most) {
    nlohmann::json request = nlohmann::json::parse(requests[0]);
    std::string path = binding.path;
    for (const auto& variable : binding.variables) {
      std::string pointer = "/" + variable.field;
      std::replace(pointer.begin(), pointer.end(), '.', '/');
      const nlohmann::json value = request.at(nlohmann::json::json_pointer(pointer));
      const size_t start = path.find('{');
      path.replace(start, path.find('}') + 1 - start, value.get<std::string>());
      request = request.patch(nlohmann::json::array({{{"op", "remove"}, {"path", pointer}}}));
    }
    std::string body;
    if (binding.body == "*") {
      body = request.dump();
      for (size_t i = 1; i < requests.size(); ++i) body += "\n" + nlohmann::json::parse(requests[i]).dump();
    } else {
      if (!binding.body.empty()) {
        body = request.at(binding.body).dump();
        request.erase(binding.body);
      }
      std::string query;
      AddQuery("", request, false, query);
      path += query;
    }
    HttpClient client(http_->port());
    client.Request(binding.verb, path, {{"Content-Type", "application/json"}}, body);
    HttpResponse head;
    std::string text = ReadBody(client, head, most);
    EXPECT_NE(head.status, 404 * (head.body.find("at this path") != std::string::npos)) << path;
    if (method.stream == nullptr || head.status != 200) text += "\n";
    Result result;
    for (size_t start = 0; start < text.size();) {
      const size_t end = text.find('\n', start);
      const nlohmann::json line = nlohmann::json::parse(text.substr(start, end - start), nullptr, false);
      if (line.contains("error") && line["error"].contains("status")) {
        result.code = CodeOf(line["error"]);
      } else {
        result.responses.push_back(line);
      }
      start = end + 1;
    }
    return result;
  }

  Result ByConnect(const methods::Method& method, const std::vector<std::string>& requests, size_t most,
                   http::Form form) {
    const bool is_json = form == http::Form::kJson;
    const std::string path =
        "/" + method.descriptor->service()->full_name() + "/" + method.descriptor->name();
    const bool streams = method.stream != nullptr;
    std::string body;
    for (const std::string& request : requests) {
      const std::string message = is_json ? request : ToProto(method.descriptor->input_type(), request);
      body += streams ? http::Envelop(0, message) : message;
    }
    HttpClient client(http_->port());
    client.Request("POST", path,
                   {{"Content-Type", std::string("application/") + (streams ? "connect+" : "") +
                                         (is_json ? "json" : "proto")},
                    {"Connect-Protocol-Version", "1"}},
                   body);
    HttpResponse head;
    const std::string bytes = ReadBody(client, head, most);
    const auto show = [&](const std::string& message) {
      return is_json ? nlohmann::json::parse(message) : FromProto(method.descriptor->output_type(), message);
    };
    Result result;
    if (!streams) {
      if (head.status == 200) {
        result.responses.push_back(show(bytes));
      } else {
        result.code = CodeOf(head.json());
      }
      return result;
    }
    http::EnvelopeReader reader(SIZE_MAX, false);
    reader.Feed(bytes);
    while (true) {
      auto message = reader.Next();
      if (!message.ok() || !*message) break;
      if ((*message)->flags == http::kConnectEndFlag) {
        const nlohmann::json end = nlohmann::json::parse((*message)->bytes);
        if (end.contains("error")) result.code = CodeOf(end["error"]);
      } else {
        result.responses.push_back(show((*message)->bytes));
      }
    }
    return result;
  }

  Result ByGrpcWeb(const methods::Method& method, const std::vector<std::string>& requests, size_t most,
                   bool as_text) {
    std::string body;
    for (const std::string& request : requests)
      body += http::Envelop(0, ToProto(method.descriptor->input_type(), request));
    if (as_text) {
      std::string encoded;
      absl::Base64Escape(body, &encoded);
      body = encoded;
    }
    HttpClient client(http_->port());
    client.Request("POST", "/" + method.descriptor->service()->full_name() + "/" + method.descriptor->name(),
                   {{"Content-Type", as_text ? "application/grpc-web-text" : "application/grpc-web+proto"}},
                   body);
    HttpResponse head;
    std::string bytes = ReadBody(client, head, most);
    if (as_text) bytes = http::Base64Reader().Feed(bytes).value_or("");
    EXPECT_EQ(head.status, 200);
    Result result;
    http::EnvelopeReader reader(SIZE_MAX, false);
    reader.Feed(bytes);
    while (true) {
      auto message = reader.Next();
      if (!message.ok() || !*message) break;
      if ((*message)->flags == http::kGrpcTrailersFlag) {
        result.code = std::atoi((*message)->bytes.c_str() + std::string_view("grpc-status: ").size());
      } else {
        result.responses.push_back(FromProto(method.descriptor->output_type(), (*message)->bytes));
      }
    }
    return result;
  }
};

TEST_F(Equality, EveryMethodReturnsTheSameOverEveryProtocol) {
  AddDocument("brief", kBrief);
  AddDocument("erased", "Some text.");
  for (const std::string id : {"c1", "c3", "c4"}) {
    v1::CreateClaimRequest request = ClaimOn("brief", "The envoy said the airline would fly again");
    request.set_claim_id(id);
    (*request.mutable_claim()->mutable_labels())["a_b"] = "c d";
    AddClaim(request);
  }
  for (const methods::Method& method : dispatcher_->methods()) {
    const std::string& name = method.descriptor->name();
    SCOPED_TRACE(name);
    const auto requests = Requests().find(name);
    ASSERT_NE(requests, Requests().end()) << "add a request of this method";
    const bool endless = name == "Watch";
    const size_t most = endless ? 1 : SIZE_MAX;
    if (name == "MatchClaims") {  // the index follows the log, and the answer names its size
      const std::string size = absl::StrCat(*store_->Size());
      Eventually([&] { return ByGrpc(method, requests->second, most).responses[0]["logSize"] == size; });
    }
    ByGrpc(method, requests->second, most);  // records what is to be recorded
    const Result expected = ByGrpc(method, requests->second, most);
    if (name != "RetractReview" && name != "AddCosignatures") {
      EXPECT_EQ(expected.code, 0) << expected;
      EXPECT_FALSE(expected.responses.empty());
    }
    const std::vector<http::Binding> bindings = http::BindingsOf(method);
    ASSERT_FALSE(bindings.empty()) << "the contract gives it no path";
    EXPECT_EQ(ByRest(method, bindings[0], requests->second, most), expected);
    EXPECT_EQ(ByConnect(method, requests->second, most, http::Form::kJson), expected);
    EXPECT_EQ(ByConnect(method, requests->second, most, http::Form::kProto), expected);
    EXPECT_EQ(ByGrpcWeb(method, requests->second, most, /*as_text=*/false), expected);
    EXPECT_EQ(ByGrpcWeb(method, requests->second, most, /*as_text=*/true), expected);
  }
}

}  // namespace
}  // namespace verbatim::test
