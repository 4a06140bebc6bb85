#include "http/rest/routes.h"

#include <algorithm>
#include <cstdlib>

#include "google/api/annotations.pb.h"
#include "http/rest/url.h"

namespace verbatim::http {
namespace {

// The contract has no longer paths.
constexpr size_t kMaxSegments = 8;

std::vector<std::string_view> Split(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty() && segments.size() <= kMaxSegments) {
    path.remove_prefix(1);  // the slash
    const size_t end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

// Takes `:verb` from the last segment. Ids have no colon.
std::string_view TakeVerb(std::vector<std::string_view>& segments) {
  if (segments.empty()) return {};
  std::string_view& last = segments.back();
  const size_t colon = last.rfind(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view verb = last.substr(colon + 1);
  last = last.substr(0, colon);
  return verb;
}

// Reads a template such as /v1/{name=claims/*}:verify.
void ReadTemplate(std::string_view path, Binding& binding) {
  binding.path = path;
  const size_t colon = path.find(':', path.rfind('}') == std::string_view::npos ? 0 : path.rfind('}'));
  if (colon != std::string_view::npos) {
    binding.custom_verb = path.substr(colon + 1);
    path = path.substr(0, colon);
  }
  while (!path.empty()) {
    if (path.front() != '/') std::abort();
    path.remove_prefix(1);
    if (path.front() != '{') {
      const size_t end = std::min(path.find('/'), path.size());
      binding.segments.emplace_back(path.substr(0, end));
      path.remove_prefix(end);
      continue;
    }
    const size_t end = path.find('}');
    if (end == std::string_view::npos) std::abort();
    const std::string_view variable = path.substr(1, end - 1);
    path.remove_prefix(end + 1);
    const size_t equals = std::min(variable.find('='), variable.size());
    const size_t first = binding.segments.size();
    const std::string pattern =
        equals == variable.size() ? "/*" : '/' + std::string(variable.substr(equals + 1));
    for (const std::string_view segment : Split(pattern)) binding.segments.emplace_back(segment);
    binding.variables.push_back({std::string(variable.substr(0, equals)), first, binding.segments.size()});
  }
}

Binding ReadRule(const methods::Method& method, const google::api::HttpRule& rule) {
  Binding binding;
  binding.method = &method;
  binding.body = rule.body();
  const auto read = [&](std::string_view verb, const std::string& path) {
    binding.verb = verb;
    ReadTemplate(path, binding);
  };
  switch (rule.pattern_case()) {
    case google::api::HttpRule::kGet:
      read("GET", rule.get());
      break;
    case google::api::HttpRule::kPut:
      read("PUT", rule.put());
      break;
    case google::api::HttpRule::kPost:
      read("POST", rule.post());
      break;
    case google::api::HttpRule::kDelete:
      read("DELETE", rule.delete_());
      break;
    case google::api::HttpRule::kPatch:
      read("PATCH", rule.patch());
      break;
    case google::api::HttpRule::kCustom:
    case google::api::HttpRule::PATTERN_NOT_SET:
      std::abort();
  }
  return binding;
}

}  // namespace

std::vector<Binding> BindingsOf(const methods::Method& method) {
  std::vector<Binding> bindings;
  const auto& options = method.descriptor->options();
  if (!options.HasExtension(google::api::http)) return bindings;
  const google::api::HttpRule& rule = options.GetExtension(google::api::http);
  bindings.push_back(ReadRule(method, rule));
  for (const auto& additional : rule.additional_bindings()) bindings.push_back(ReadRule(method, additional));
  return bindings;
}

// A prefix of paths.
struct Routes::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> any;
  std::vector<const Binding*> bindings;  // of the path that ends here
};

Routes::Routes() : root_(std::make_unique<Node>()) {}
Routes::~Routes() = default;

void Routes::Add(const Binding& binding) {
  Node* node = root_.get();
  for (const std::string& segment : binding.segments) {
    std::unique_ptr<Node>& next = segment == "*" ? node->any : node->literals[segment];
    if (next == nullptr) next = std::make_unique<Node>();
    node = next.get();
  }
  node->bindings.push_back(&binding);
}

Routes::Found Routes::Find(std::string_view verb, std::string_view path) const {
  Found found;
  if (path.empty() || path.front() != '/') return found;
  std::vector<std::string_view> segments = Split(path);
  if (segments.size() > kMaxSegments) return found;
  const std::string_view custom_verb = TakeVerb(segments);
  const Node* node = root_.get();
  for (const std::string_view segment : segments) {
    const auto literal = node->literals.find(segment);
    node = literal != node->literals.end() ? literal->second.get() : node->any.get();
    if (node == nullptr || segment.empty()) return found;
  }
  for (const Binding* binding : node->bindings) {
    if (binding->custom_verb != custom_verb) continue;
    if (binding->verb == verb) {
      found.binding = binding;
      break;
    }
    found.allowed.push_back(binding->verb);
  }
  if (found.binding == nullptr) return found;
  for (const Binding::Variable& variable : found.binding->variables) {
    std::string value;
    for (size_t i = variable.first; i < variable.last; ++i) {
      const std::optional<std::string> segment = Unescape(segments[i]);
      if (!segment) {
        found.malformed = true;
        return found;
      }
      if (!value.empty()) value += '/';
      value += *segment;
    }
    found.values.emplace_back(variable.field, std::move(value));
  }
  return found;
}

}  // namespace verbatim::http
