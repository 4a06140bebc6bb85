#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tracing/span.h"

namespace verbatim::tracing {

// Attributes of the process, such as service.name.
using Resource = std::vector<std::pair<std::string, std::string>>;

// Returns spans as an ExportTraceServiceRequest of OTLP 1.x in JSON. Debian 12 has no SDK of OpenTelemetry, and
// neither its protos; JSON is as much a part of OTLP as protobuf is, every collector takes it, and it needs no
// copy of the protos. Only sampled calls pay for it, on the thread that sends the spans.
std::string ToOtlpJson(const Resource& resource, std::string_view version, std::span<const Span> spans);

}  // namespace verbatim::tracing
