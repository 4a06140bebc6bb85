#include "cli/output/trace_picture.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <memory>
#include <system_error>

#include "cli/output/terminal.h"

extern char** environ;

namespace verbatim::cli {
namespace {

// Columns of a label in a picture.
constexpr size_t kLabelWidth = 40;

// A quoted string of the DOT language.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    quoted.push_back(c);
  }
  quoted.push_back('"');
  return quoted;
}

const char* ShapeOf(const v1::ProvenanceNode& node) {
  switch (node.kind()) {
    case v1::PROVENANCE_NODE_KIND_ACTIVITY:
      return "shape=box, fillcolor=\"#9FB1FC\"";
    case v1::PROVENANCE_NODE_KIND_AGENT:
      return "shape=house, fillcolor=\"#FDB266\"";
    default:
      return "shape=ellipse, fillcolor=\"#FFFC87\"";
  }
}

void PrintError(const char* what, int error) {
  std::cerr << "verbatim: " << what << ": " << std::generic_category().message(error) << '\n';
}

}  // namespace

std::string ToDot(const TraceGraph& graph) {
  std::string dot =
      "digraph provenance {\n  rankdir=BT;\n  node [style=filled, fontname=\"sans-serif\"];\n"
      "  edge [fontname=\"sans-serif\", fontsize=10];\n";
  for (const v1::ProvenanceNode& node : graph.nodes) {
    std::string label = Quoted(OneLine(node.name()));
    if (!node.label().empty() && node.label() != node.name()) {
      label.pop_back();
      label += "\\n" + Quoted(Shorten(OneLine(node.label()), kLabelWidth)).substr(1);
    }
    dot += "  " + Quoted(node.name()) + " [label=" + label + ", " + ShapeOf(node) + "];\n";
  }
  for (const v1::ProvenanceRelation& relation : graph.relations) {
    dot += "  " + Quoted(relation.subject()) + " -> " + Quoted(relation.object()) +
           " [label=" + Quoted(RelationWords(relation)) + "];\n";
  }
  return dot + "}\n";
}

std::optional<std::string> ToSvg(const std::string& dot) {
  // The input is a file rather than a pipe, so that the two processes cannot block each other.
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> source(std::tmpfile(), std::fclose);
  if (source == nullptr || std::fwrite(dot.data(), 1, dot.size(), source.get()) != dot.size() ||
      std::fflush(source.get()) != 0) {
    PrintError("cannot write a temporary file", errno);
    return std::nullopt;
  }
  std::rewind(source.get());
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    PrintError("cannot create a pipe", errno);
    return std::nullopt;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(source.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string program = "dot";
  std::string argument = "-Tsvg";
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  pid_t child = 0;
  const int error = posix_spawnp(&child, "dot", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::string svg;
  if (error == 0) {
    char buffer[1 << 16];
    for (ssize_t count; (count = read(ends[0], buffer, sizeof buffer)) != 0;) {
      if (count < 0 && errno != EINTR) break;
      if (count > 0) svg.append(buffer, static_cast<size_t>(count));
    }
  }
  close(ends[0]);
  if (error != 0) {
    std::cerr << "verbatim: --format svg needs the program dot of Graphviz, which cannot be run: "
              << std::generic_category().message(error) << "; --format dot does not need the program\n";
    return std::nullopt;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::cerr << "verbatim: Graphviz' program dot failed\n";
    return std::nullopt;
  }
  return svg;
}

}  // namespace verbatim::cli
