#pragma once

#include <cstdint>

#include "serving/load.h"
#include "serving/report.h"

namespace verbatim::bench {

// What to measure on PostgreSQL.
struct ReplicaParts {
  int64_t claims = 0;  // in the store, a multiple of 100
  int turns = 0;
  Clock::duration turn = {};
};

// Measures servers on one PostgreSQL database, which this function starts: reads of one server compared with
// plain libpq, writes through three servers compared with one server on SQLite, and what a read costs the
// processors with one, two and three servers. Skipped if PostgreSQL is not installed.
void CompareReplicas(const ReplicaParts& parts, Report& report);

}  // namespace verbatim::bench
