#pragma once

#include <sys/types.h>

#include <string>

namespace verbatim::bench {

// The memory of a process in MiB: its proportional set size, in which shared pages count in proportion.
double ResidentMib(pid_t process);

// The same for a process, its parent and all its siblings, which is how PostgreSQL runs.
double ResidentMibOfFamily(pid_t process);

// Waits for a file that a server writes once it serves, and returns its first line.
std::string AwaitLine(const std::string& path);

}  // namespace verbatim::bench
