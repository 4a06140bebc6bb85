#pragma once

#include <string>

#include "serving/load.h"
#include "serving/report.h"

namespace verbatim::bench {

// What tokens and quotas cost.
struct AccessParts {
  std::string database;  // a store with the claims that are read
  NextCall next;         // reads one of them
  int turns = 0;
  Clock::duration turn = {};
};

// Compares reads with a token of the policy, and with a token of an issuer, with reads without one. Compares the
// latency of one caller beside another that calls as fast as it can, with and without a quota, with its latency
// alone.
void CompareAccess(const AccessParts& parts, Report& report);

}  // namespace verbatim::bench
