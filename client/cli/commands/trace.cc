#include <iostream>
#include <memory>
#include <sstream>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/progress.h"
#include "cli/output/terminal.h"
#include "cli/output/trace_graph.h"
#include "cli/output/trace_picture.h"
#include "client/pages.h"

namespace verbatim::cli {
namespace {

struct TraceFlags {
  std::string name, format = "tree", output = "-";
  bool up = false, down = false;
  int32_t depth = 0;
  int64_t max_nodes = 0;
};

// A name without a slash is the id of a claim.
std::string NameOf(const std::string& text) {
  return text.find('/') == std::string::npos ? WithCollection("claims", text) : text;
}

ExitCode Trace(Session& session, const TraceFlags& flags) {
  v1::TraceClaimRequest request;
  request.set_name(NameOf(flags.name));
  if (flags.up) request.set_direction(v1::TRACE_DIRECTION_UPSTREAM);
  if (flags.down) request.set_direction(v1::TRACE_DIRECTION_DOWNSTREAM);
  request.set_max_depth(flags.depth);
  request.set_max_nodes(flags.max_nodes);
  session.names.Add("name", "the name").Add("max_depth", "--depth").Add("max_nodes", "--max-nodes");
  TraceGraph graph;
  std::string json;  // collected if the output is a file
  bool truncated = false;
  {
    Progress progress(0);
    client::Pages pages(session.client(), &client::Client::TraceClaim, request);
    while (auto page = pages.Next()) {
      truncated = page->truncated();
      if (session.json) {
        if (flags.output == "-") {
          session.PrintJson(*page);
        } else {
          json += JsonLine(*page);
        }
        continue;
      }
      for (auto& node : *page->mutable_nodes()) graph.nodes.push_back(std::move(node));
      for (auto& relation : *page->mutable_relations()) graph.relations.push_back(std::move(relation));
      progress.Update(static_cast<int64_t>(graph.nodes.size()), "nodes");
    }
    if (!pages.status().ok()) {
      progress.Clear();
      return session.Fail(pages.status());
    }
  }
  if (truncated) std::cerr << "verbatim: the graph is truncated by --depth or --max-nodes\n";
  if (session.json) return flags.output == "-" || WriteOutput(flags.output, json) ? kOk : kBroken;
  std::string text;
  if (flags.format == "tree") {
    std::ostringstream tree;
    PrintTree(graph, flags.output == "-" ? TerminalWidth() : 0, tree);
    text = std::move(tree).str();
  } else {
    text = ToDot(graph);
  }
  if (flags.format == "svg") {
    std::optional<std::string> svg = ToSvg(text);
    if (!svg) return kBroken;
    text = *std::move(svg);
  }
  return WriteOutput(flags.output, text) ? kOk : kBroken;
}

}  // namespace

void AddTraceCommand(CLI::App& app, Session& session) {
  constexpr char kHelp[] =
      "Show where a claim, evidence, a review or a source comes from (→), and what is based on the resource "
      "(←). "
      "`trace documents/ID --down` shows everything that is affected if a source is withdrawn.";
  CLI::App* command = app.add_subcommand("trace", kHelp);
  auto flags = std::make_shared<TraceFlags>();
  command
      ->add_option("name", flags->name, "A claim's id, or the full name of a resource, such as documents/ID")
      ->required();
  CLI::Option* up = command->add_flag("--up", flags->up, "Show only what the resource comes from");
  command->add_flag("--down", flags->down, "Show only what is based on the resource")->excludes(up);
  command->add_option("--depth", flags->depth, "Maximum number of steps. Default: no limit")
      ->check(CLI::PositiveNumber);
  command->add_option("--max-nodes", flags->max_nodes, "Maximum number of nodes. Default: no limit")
      ->check(CLI::PositiveNumber);
  command->add_option("--format", flags->format, "tree, dot (for Graphviz) or svg (rendered by Graphviz)")
      ->check(CLI::IsMember({"tree", "dot", "svg"}))
      ->capture_default_str();
  command->add_option("--output", flags->output, "File to write, - for standard output")
      ->capture_default_str();
  command->callback([&session, flags] { session.exit_code = Trace(session, *flags); });
}

}  // namespace verbatim::cli
