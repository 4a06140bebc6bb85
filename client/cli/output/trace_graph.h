#pragma once

#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "verbatim/v1/trace.pb.h"

namespace verbatim::cli {

// The graph of a trace, collected from all pages. The first node is the start.
struct TraceGraph {
  std::vector<v1::ProvenanceNode> nodes;
  std::vector<v1::ProvenanceRelation> relations;
};

// The label of a relation: its role, or else its kind.
std::string RelationWords(const v1::ProvenanceRelation& relation);

// The name, label and state of a node in one line.
std::string NodeWords(const v1::ProvenanceNode& node);

// Draws the graph as a tree with one node per line. The lines below a node show its sources (→) and the nodes
// that came from it (←). If a node was drawn before, only its name is repeated, marked ↑. `width` is the
// maximum line width in columns; 0 is no limit. The depth is not limited.
void PrintTree(const TraceGraph& graph, size_t width, std::ostream& out);

}  // namespace verbatim::cli
