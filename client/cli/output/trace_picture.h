#pragma once

#include <optional>
#include <string>

#include "cli/output/trace_graph.h"

namespace verbatim::cli {

// The graph in Graphviz' DOT language, in the usual style of PROV diagrams: entities are ellipses, activities
// are boxes and agents are houses. Arrows point from a node to its origin.
std::string ToDot(const TraceGraph& graph);

// Renders DOT as SVG with Graphviz' program `dot`. Prints the error and returns nothing if that fails.
std::optional<std::string> ToSvg(const std::string& dot);

}  // namespace verbatim::cli
