#include "http/openapi/openapi.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "http/calls/etags.h"
#include "http/calls/status_body.h"
#include "http/json/json_writer.h"
#include "http/openapi/schemas.h"
#include "nlohmann/json.hpp"
#include "status/errors.h"

namespace verbatim::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using nlohmann::ordered_json;

// Messages in queries are nested less deeply than this; deeper messages are only in bodies.
constexpr int kMaxQueryDepth = 2;

// Describes the paths of a contract.
class Describer {
 public:
  Describer() : schemas_(comments_) {}

  std::string Describe(const std::vector<Binding>& bindings) {
    AddErrors();
    ordered_json paths = ordered_json::object();
    std::map<const google::protobuf::ServiceDescriptor*, ordered_json> tags;
    ordered_json tag_list = ordered_json::array();
    for (const Binding& binding : bindings) {
      std::string verb = binding.verb;
      std::ranges::transform(verb, verb.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
      const std::string path = PathOf(binding);  // sets the variables that the operation describes
      paths[path][verb] = Operation(binding);
      const auto* service = binding.method->descriptor->service();
      if (tags.try_emplace(service).second)
        tag_list.push_back({{"name", service->name()}, {"description", comments_.Of(*service)}});
    }
    const ordered_json document = {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Verbatim"},
          {"version", "v1"},
          {"description",
           "Records claims, each with the exact words of its source. Field names may also be given as in the "
           "proto, such as page_size. 64-bit integers are strings in responses."},
          {"license", {{"name", "See LICENSE in the source"}, {"identifier", "LicenseRef-Verbatim"}}}}},
        {"servers", {{{"url", "/"}, {"description", "This server"}}}},
        {"security", ordered_json::array()},
        {"tags", std::move(tag_list)},
        {"paths", std::move(paths)},
        {"components", {{"schemas", schemas_.all()}, {"responses", errors_}}}};
    return document.dump();
  }

 private:
  // Adds the error's schema, and a response with an example.
  void AddErrors() {
    const std::string status = schemas_.RefTo(*google::rpc::Status::descriptor())["$ref"];
    const absl::Status example = InvalidField("claim.text", "must have 1 to 4096 bytes");
    errors_["Error"] = {
        {"description",
         "An error (AIP-193). The HTTP status follows from the code by google.rpc.Code's table; 412 says "
         "that "
         "If-Match is stale. Retry-After repeats RetryInfo."},
        {"content",
         {{"application/json",
           {{"schema",
             {{"type", "object"},
              {"required", {"error"}},
              {"properties",
               {{"error",
                 {{"type", "object"},
                  {"required", {"code", "message", "status"}},
                  {"properties",
                   {{"code", {{"type", "integer"}, {"description", "The HTTP status."}}},
                    {"message", {{"type", "string"}}},
                    {"status", {{"type", "string"}, {"description", "The name of the google.rpc.Code."}}},
                    {"details",
                     {{"type", "array"},
                      {"items", schemas_.RefTo(*google::protobuf::Any::descriptor())}}}}}}}}}}},
            {"example", ordered_json::parse(RestErrorBody(example))}}}}}};
  }

  // Returns the path in the form of OpenAPI, such as /v1/claims/{claim}:verify for
  // /v1/{name=claims/*}:verify. A variable of OpenAPI takes one segment.
  std::string PathOf(const Binding& binding) {
    std::string path;
    variables_.clear();
    for (size_t i = 0; i < binding.segments.size(); ++i) {
      path += '/';
      if (binding.segments[i] != "*") {
        path += binding.segments[i];
        continue;
      }
      std::string name = i > 0 && binding.segments[i - 1] != "*" ? binding.segments[i - 1] : "id";
      const bool whole = std::ranges::any_of(binding.variables, [&](const Binding::Variable& variable) {
        return variable.first == i && variable.last == i + 1;
      });
      if (whole) {
        name = binding.variables[0].field;
      } else if (name == "evidence") {
        name = "evidenceId";
      } else if (name.ends_with('s')) {
        name.pop_back();
      }
      path += '{' + name + '}';
      variables_.push_back(std::move(name));
    }
    if (!binding.custom_verb.empty()) path += ':' + binding.custom_verb;
    return path;
  }

  ordered_json Operation(const Binding& binding) {
    const auto& method = *binding.method->descriptor;
    const std::string comment = comments_.Of(method);
    const std::string first = comment.substr(0, comment.find(". "));
    ordered_json operation = {{"operationId", OperationId(binding)},
                              {"tags", {method.service()->name()}},
                              {"summary", first.ends_with('.') ? first : first + "."},
                              {"description", comment}};
    ordered_json parameters = ordered_json::array();
    for (const std::string& name : variables_) {
      parameters.push_back(
          {{"name", name},
           {"in", "path"},
           {"required", true},
           {"schema", {{"type", "string"}}},
           {"description", name == "index" ? "Index of the entry." : "Id of the resource."}});
    }
    const Descriptor& input = *method.input_type();
    if (binding.body != "*") AddQuery(input, "", binding, 0, parameters);
    const bool takes_etag = TakesEtag(input, binding.body);
    if (takes_etag) {
      parameters.push_back({{"name", "If-Match"},
                            {"in", "header"},
                            {"schema", {{"type", "string"}}},
                            {"description", "The resource's ETag. 412 if it is stale."}});
    }
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    if (!binding.body.empty()) {
      const Descriptor& body =
          binding.body == "*" ? input : *input.FindFieldByName(binding.body)->message_type();
      operation["requestBody"] = {{"required", true},
                                  {"content", Content(body, method.client_streaming(), /*events=*/false)}};
    }
    operation["responses"] = {
        {"200",
         {{"description",
           method.server_streaming() ? "The messages of the stream, one per line." : "The response."},
          {"content", Content(*method.output_type(), method.server_streaming(), method.server_streaming())}}},
        {"4XX", {{"$ref", "#/components/responses/Error"}}},
        {"default", {{"$ref", "#/components/responses/Error"}}}};
    return operation;
  }

  ordered_json Content(const Descriptor& type, bool lines, bool events) {
    ordered_json content = ordered_json::object();
    content[lines ? "application/x-ndjson" : "application/json"] = {{"schema", schemas_.RefTo(type)}};
    if (events) {
      content["text/event-stream"] = {
          {"schema", {{"type", "string"}, {"description", "Events whose data are the lines."}}}};
    }
    return content;
  }

  // Returns a unique id, although a method may have several paths.
  std::string OperationId(const Binding& binding) {
    std::string id = binding.method->descriptor->name();
    if (ids_.insert(id).second) return id;
    for (int number = 2;; ++number) {
      std::string next = absl::StrCat(id, number);
      if (ids_.insert(next).second) return next;
    }
  }

  // Adds a parameter for each field that neither the path nor the body has.
  void AddQuery(const Descriptor& type, const std::string& prefix, const Binding& binding, int depth,
                ordered_json& parameters) {
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      const std::string path = prefix.empty() ? field.name() : prefix + "." + field.name();
      const bool bound = path == binding.body ||
                         std::ranges::any_of(binding.variables,
                                             [&](const auto& variable) { return variable.field == path; });
      if (bound) continue;
      const bool message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field.is_map() &&
                           field.message_type()->file()->package() != "google.protobuf";
      const std::string name = prefix.empty() ? field.json_name() : prefix + "." + field.json_name();
      if (message) {
        if (!field.is_repeated() && depth < kMaxQueryDepth)
          AddQuery(*field.message_type(), name, binding, depth + 1, parameters);
        continue;
      }
      ordered_json parameter = {{"name", field.is_map() ? name + "[key]" : name}, {"in", "query"}};
      if (std::string comment = comments_.Of(field); !comment.empty())
        parameter["description"] = std::move(comment);
      if (field.is_map()) {
        parameter["schema"] = {{"type", "string"}};
      } else if (field.is_repeated()) {
        parameter["schema"] = {{"type", "array"}, {"items", schemas_.OfValue(field)}};
      } else {
        parameter["schema"] = schemas_.OfValue(field);
      }
      parameters.push_back(std::move(parameter));
    }
  }

  const ContractComments comments_;
  Schemas schemas_;
  ordered_json errors_ = ordered_json::object();
  std::vector<std::string> variables_;  // of the path that PathOf made last
  std::set<std::string> ids_;
};

}  // namespace

std::string DescribeAsOpenApi(const std::vector<Binding>& bindings) { return Describer().Describe(bindings); }

}  // namespace verbatim::http
