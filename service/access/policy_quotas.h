#pragma once

#include <string>

#include "access/quotas.h"
#include "access/yaml_reader.h"

namespace verbatim::access {

// Reads the limits of one quota of a policy file: `calls_per_second`, `writes_per_second`, `bytes_per_day`
// and `streams`. `what` names the quota. Mistakes are in `reader`.
QuotaLimits ReadQuota(const YAML::Node& node, const std::string& what, YamlReader& reader);

}  // namespace verbatim::access
