#pragma once

#include <optional>
#include <string>

#include "cli/trace_graph.h"

namespace verbatim::cli {

// A graph in Graphviz' language, as pictures of PROV mostly are: entities as ellipses, activities as boxes,
// agents as houses, and arrows from a thing to what it came from.
std::string ToDot(const TraceGraph& graph);

// The picture that Graphviz' program `dot` makes of it, as SVG. Says what is wrong if that cannot be had.
std::optional<std::string> ToSvg(const std::string& dot);

}  // namespace verbatim::cli
