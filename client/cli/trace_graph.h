#pragma once

#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "verbatim/v1/trace.pb.h"

namespace verbatim::cli {

// The graph of a trace as its pages give it. The first node is the start.
struct TraceGraph {
  std::vector<v1::ProvenanceNode> nodes;
  std::vector<v1::ProvenanceRelation> relations;
};

// What a relation is called on an edge: its role, or the relation's own name.
std::string RelationWords(const v1::ProvenanceRelation& relation);

// What a node is called: its name and, in one line, its label.
std::string NodeWords(const v1::ProvenanceNode& node);

// Draws a graph as a tree, a line each at most `width` columns wide (0: as wide as need be): under each thing
// what it came from (→) and what came of it (←). A thing that was drawn before is named, and marked ↑. Any
// depth is drawn.
void PrintTree(const TraceGraph& graph, size_t width, std::ostream& out);

}  // namespace verbatim::cli
