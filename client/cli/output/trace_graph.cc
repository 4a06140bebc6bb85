#include "cli/output/trace_graph.h"

#include <unordered_set>
#include <utility>

#include "cli/output/render.h"
#include "cli/output/terminal.h"

namespace verbatim::cli {
namespace {

// Deeper levels are not indented further, so that long chains stay readable.
constexpr size_t kIndentedLevels = 40;

enum class Way { kBoth, kUp, kDown };

struct Edge {
  const v1::ProvenanceRelation* relation;
  const v1::ProvenanceNode* to;
  Way way;
};

// A line to be drawn.
struct Branch {
  Edge edge;
  std::string indentation;
  size_t level = 0;
  bool last = false;
};

class Tree {
 public:
  Tree(const TraceGraph& graph, size_t width, std::ostream& out) : width_(width), out_(out) {
    for (const v1::ProvenanceNode& node : graph.nodes) nodes_.emplace(node.name(), &node);
    for (const v1::ProvenanceRelation& relation : graph.relations) {
      auto subject = nodes_.find(relation.subject());
      auto object = nodes_.find(relation.object());
      if (subject == nodes_.end() || object == nodes_.end()) continue;
      edges_[relation.subject()].push_back({&relation, object->second, Way::kUp});
      edges_[relation.object()].push_back({&relation, subject->second, Way::kDown});
    }
  }

  void Draw(const v1::ProvenanceNode& start) {
    PrintLine(NodeWords(start));
    drawn_.insert(start.name());
    Grow(start, Way::kBoth, nullptr, "", 0);
    while (!waiting_.empty()) {
      Branch branch = std::move(waiting_.back());
      waiting_.pop_back();
      const v1::ProvenanceNode& node = *branch.edge.to;
      const bool again = !drawn_.insert(node.name()).second;
      PrintLine(branch.indentation + (branch.last ? "└─ " : "├─ ") +
                (branch.edge.way == Way::kUp ? "→ " : "← ") + RelationWords(*branch.edge.relation) + " " +
                (again ? OneLine(node.name()) + " ↑" : NodeWords(node)));
      if (again) continue;
      std::string below = branch.indentation;
      if (branch.level < kIndentedLevels) below += branch.last ? "   " : "│  ";
      Grow(node, branch.edge.way, branch.edge.relation, below, branch.level + 1);
    }
  }

 private:
  // Follows upstream nodes only upstream and downstream nodes only downstream. The start is followed both
  // ways.
  void Grow(const v1::ProvenanceNode& node, Way way, const v1::ProvenanceRelation* came_by,
            const std::string& indentation, size_t level) {
    auto found = edges_.find(node.name());
    if (found == edges_.end()) return;
    std::vector<Branch> branches;
    for (const Edge& edge : found->second) {
      // Do not follow the relation that led here.
      if (edge.relation == came_by || (way != Way::kBoth && edge.way != way)) continue;
      branches.push_back({edge, indentation, level, false});
    }
    if (branches.empty()) return;
    branches.back().last = true;
    for (auto branch = branches.rbegin(); branch != branches.rend(); ++branch) {
      waiting_.push_back(std::move(*branch));
    }
  }

  void PrintLine(const std::string& line) { out_ << (width_ == 0 ? line : Shorten(line, width_)) << '\n'; }

  const size_t width_;
  std::ostream& out_;
  std::unordered_map<std::string, const v1::ProvenanceNode*> nodes_;
  std::unordered_map<std::string, std::vector<Edge>> edges_;
  std::unordered_set<std::string> drawn_;
  std::vector<Branch> waiting_;  // a stack: the next branch is the last element
};

}  // namespace

std::string RelationWords(const v1::ProvenanceRelation& relation) {
  if (!relation.role().empty()) return OneLine(EnumWords(relation.role(), "", 0));
  return EnumWords(v1::ProvenanceRelationKind_Name(relation.kind()), "PROVENANCE_RELATION_KIND_",
                   relation.kind());
}

std::string NodeWords(const v1::ProvenanceNode& node) {
  std::string words = OneLine(node.name());
  auto erased = node.attributes().find("erased");
  if (erased != node.attributes().end()) return words + " (erased)";
  if (!node.label().empty() && node.label() != node.name()) words += ": " + OneLine(node.label());
  auto state = node.attributes().find("state");
  if (state != node.attributes().end() && state->second != "ACTIVE") {
    words += " (" + OneLine(EnumWords(state->second, "", 0)) + ")";
  }
  return words;
}

void PrintTree(const TraceGraph& graph, size_t width, std::ostream& out) {
  if (!graph.nodes.empty()) Tree(graph, width, out).Draw(graph.nodes.front());
}

}  // namespace verbatim::cli
