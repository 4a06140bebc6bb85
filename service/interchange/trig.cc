#include "interchange/trig.h"

#include <serd/serd.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_replace.h"

namespace verbatim::interchange {
namespace {

struct FreeEnv {
  void operator()(SerdEnv* env) const { serd_env_free(env); }
};
struct FreeWriter {
  void operator()(SerdWriter* writer) const { serd_writer_free(writer); }
};

SerdNode Node(SerdType type, const std::string& text) {
  return serd_node_from_substring(type, reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

size_t Append(const void* bytes, size_t size, void* text) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), size);
  return size;
}

}  // namespace

std::string ToTriG(const std::vector<Quad>& quads,
                   const std::vector<std::pair<std::string, std::string>>& prefixes) {
  std::string text;
  std::unique_ptr<SerdEnv, FreeEnv> env(serd_env_new(nullptr));
  const auto style = static_cast<SerdStyle>(SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED);
  std::unique_ptr<SerdWriter, FreeWriter> writer(
      serd_writer_new(SERD_TRIG, style, env.get(), nullptr, &Append, &text));
  for (const auto& [prefix, ns] : prefixes) {
    const SerdNode name = Node(SERD_LITERAL, prefix);
    const SerdNode uri = Node(SERD_URI, ns);
    serd_env_set_prefix(env.get(), &name, &uri);
    serd_writer_set_prefix(writer.get(), &name, &uri);
  }
  std::vector<const Quad*> ordered;
  std::vector<std::string_view> graphs;
  for (const Quad& quad : quads) {
    ordered.push_back(&quad);
    if (std::find(graphs.begin(), graphs.end(), quad.graph) == graphs.end()) graphs.push_back(quad.graph);
  }
  auto place = [&](const Quad* quad) { return std::find(graphs.begin(), graphs.end(), quad->graph); };
  std::stable_sort(ordered.begin(), ordered.end(), [&](const Quad* a, const Quad* b) {
    return std::pair(place(a), std::string_view(a->subject)) <
           std::pair(place(b), std::string_view(b->subject));
  });
  for (const Quad* quad : ordered) {
    const SerdNode graph = Node(SERD_URI, quad->graph);
    const SerdNode subject = Node(SERD_URI, quad->subject);
    const SerdNode predicate = Node(SERD_URI, quad->predicate);
    const bool is_literal = !quad->datatype.empty();
    const SerdNode object = Node(is_literal ? SERD_LITERAL : SERD_URI, quad->object);
    const SerdNode datatype = Node(SERD_URI, quad->datatype);
    serd_writer_write_statement(writer.get(), 0, &graph, &subject, &predicate, &object,
                                is_literal ? &datatype : nullptr, nullptr);
  }
  serd_writer_finish(writer.get());
  text.push_back('\n');
  // Serd writes a carriage return in a long literal as it is. Readers may change it, which changes the trusty
  // URI.
  return absl::StrReplaceAll(text, {{"\r", "\\r"}});
}

}  // namespace verbatim::interchange
