#pragma once

#include <sys/types.h>

#include <string>

namespace verbatim::bench {

// Returns the memory of a process in MiB: its proportional set size, which counts shared pages in proportion.
double ResidentMib(pid_t process);

// Returns the memory of a process, its parent and all its siblings together, because PostgreSQL runs as such
// a group.
double ResidentMibOfFamily(pid_t process);

// Returns the time that a process has used on all processors, in seconds.
double ProcessorSeconds(pid_t process);

// Returns the same for a process, its children, and its earlier children.
double ProcessorSecondsOfFamily(pid_t parent);

// Waits for a file that a server writes once it serves, and returns its first line.
std::string AwaitLine(const std::string& path);

}  // namespace verbatim::bench
